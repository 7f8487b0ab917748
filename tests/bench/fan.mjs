// Fan-out: how soon, and how many, entries reach those who listen on the node that a post was made on,
// and on another.
import { mediansInTurn, milliseconds, share, whole } from "./figures.mjs";
import { Network, load } from "./network.mjs";

const calm = 20; // posts a second
const writers = 16;

export const title = "Fan-out within a node and across nodes";

export const words = `Two nodes on one PostgreSQL. Posts are made in one group through the first; those who listen all follow the group,
all through the first node or all through the second. Calm: ${calm} posts begin each second. Full: ${writers} people post, each again
as soon as the post before is acknowledged. p50 and p99 are of the time from sending a post (not from its commit) to each arrival of its
entry at a listener.`;

export async function measure({ cluster, small, ...how }) {
    const counts = small ? [5] : [1, 200];
    const people = Math.max(...counts) + writers;
    const shape = { people, tokens: people, sizes: [people] };
    const network = await Network.make(shape, await cluster());
    const [first, second] = await network.serve(2);
    const rows = [];
    for (const count of counts) {
        for (const [pace, rate] of Object.entries({ calm, full: 0 })) {
            const post = Array.from({ length: writers }, (_, one) => network.writer(first, one, 0));
            const listen = (address) =>
                Array.from({ length: count }, (_, one) =>
                    network.listener(address, writers + one, 0),
                );
            const places = { "on the same node": first, "on the other node": second };
            const measured = await mediansInTurn(
                how.times,
                Object.values(places).map((address) => async () => {
                    const { acknowledged, seen, cpu } = await load([...post, ...listen(address)], {
                        ...how,
                        rate,
                    });
                    const perSecond = (some) => some.count / how.seconds;
                    return { posts: perSecond(acknowledged), told: perSecond(seen), ...seen, cpu };
                }),
            );
            for (const [index, place] of Object.keys(places).entries()) {
                const { posts, told, p50, p99, cpu } = measured[index];
                const times = [milliseconds(p50), milliseconds(p99)];
                rows.push([
                    whole(count),
                    place,
                    pace,
                    whole(posts),
                    whole(told),
                    ...times,
                    share(cpu),
                ]);
            }
        }
    }
    await network.stop();
    const head = ["listeners", "where", "pace", "posts/s", "deliveries/s", "p50", "p99"];
    return { head: [...head, "a core of the load generator"], rows };
}
