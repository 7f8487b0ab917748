// Figures: the median of three, and how they are written.

/** The median of what `measure` gives three times. */
export async function median(times, measure) {
    const all = [];
    for (let time = 0; time < times; time += 1) all.push(await measure());
    return middle(all);
}

/** Several kinds of measuring in turn, so that what the machine does meanwhile meets all of them:
 * the median of each. */
export async function mediansInTurn(times, measures) {
    const all = measures.map(() => []);
    for (let time = 0; time < times; time += 1) {
        for (const [kind, measure] of measures.entries()) all[kind].push(await measure());
    }
    return all.map(middle);
}

/** The one in the middle; of objects, field by field. */
function middle(all) {
    if (typeof all[0] === "object") {
        const fields = Object.keys(all[0]);
        return Object.fromEntries(
            fields.map((field) => [field, middle(all.map((one) => one[field]))]),
        );
    }
    return [...all].sort((one, other) => one - other)[Math.floor(all.length / 2)];
}

export const whole = (number) => Math.round(number).toLocaleString("en-GB");
export const milliseconds = (number) => `${number.toFixed(number < 10 ? 1 : 0)} ms`;
export const ratio = (number) => `${number.toFixed(number < 10 ? 2 : 1)}`;
export const share = (number) => `${Math.round(number * 100)} %`;
