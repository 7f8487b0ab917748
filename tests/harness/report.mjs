// Promises that are kept or broken. The last line a harness prints is `N passed, N failed`.

export class Report {
    #passed = 0;
    #failed = 0;

    /** Tries one promise, told as a sentence. Whatever it throws breaks it. */
    async promise(sentence, tried) {
        const from = performance.now();
        const seconds = () => `${((performance.now() - from) / 1000).toFixed(1)} s`;
        try {
            await tried();
            this.#passed += 1;
            console.log(`kept    ${sentence} (${seconds()})`);
        } catch (problem) {
            this.#failed += 1;
            console.log(`BROKEN  ${sentence} (${seconds()})`);
            console.log(String(problem.stack ?? problem).replace(/^/gm, "        "));
        }
    }

    /** Adds what another program counted: `tried` gives what it printed. */
    async rest(name, tried) {
        try {
            const printed = await tried();
            console.log(printed.trimEnd());
            const [, passed, failed] = printed.match(/^([0-9]+) passed, ([0-9]+) failed$/m) ?? [];
            sure(passed, "it did not count to its end");
            this.#passed += Number(passed);
            this.#failed += Number(failed);
        } catch (problem) {
            this.#failed += 1;
            console.log(`BROKEN  ${name}: ${problem.stack ?? problem}`);
        }
    }

    /** Ends the process with the closing line. */
    end() {
        console.log(`${this.#passed} passed, ${this.#failed} failed`);
        process.exit(this.#failed > 0 ? 1 : 0);
    }
}

/** Throws the sentence when `holds` does not hold. */
export function sure(holds, sentence) {
    if (!holds) throw new Error(typeof sentence === "function" ? sentence() : sentence);
}
