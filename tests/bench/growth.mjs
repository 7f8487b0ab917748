// What a post costs its author as the group grows.
import { mediansInTurn, milliseconds, whole } from "./figures.mjs";
import { Network, load } from "./network.mjs";

export const title = "A post in a group of 10 to 100,000";

export const words = `One person posts, each time again as soon as the post before is acknowledged, in groups of growing size on one
network of 100,000 people. Everybody who sits in a group follows its topic; nobody is connected. The time to the acknowledgement
should not depend on how many sit there.`;

export async function measure({ cluster, small, ...how }) {
    const sizes = small ? [10, 100] : [10, 100, 1_000, 10_000, 100_000];
    const shape = { people: Math.max(...sizes), tokens: sizes.length, sizes };
    const columns = [];
    for (const place of [null, await cluster()]) {
        const network = await Network.make(shape, place);
        const [address] = await network.serve(1);
        const measured = await mediansInTurn(
            how.times,
            sizes.map((_, group) => async () => {
                const { acknowledged } = await load([network.writer(address, group, group)], how);
                return { rate: acknowledged.count / how.seconds, ...acknowledged };
            }),
        );
        columns.push(
            measured.map(({ rate, p50, p99 }) => [
                whole(rate),
                milliseconds(p50),
                milliseconds(p99),
            ]),
        );
        await network.stop();
    }
    const [onSqlite, onPostgres] = columns;
    const of = (engine) => ["posts/s", "p50", "p99"].map((name) => `${engine}: ${name}`);
    return {
        head: ["people in the group", ...of("SQLite"), ...of("PostgreSQL")],
        rows: sizes.map((size, row) => [whole(size), ...onSqlite[row], ...onPostgres[row]]),
    };
}
