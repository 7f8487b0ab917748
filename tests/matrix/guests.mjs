// A guest meets the people they share groups with, and no others.
import { freshId } from "../harness/random.mjs";
import { sure } from "../harness/report.mjs";
import { found } from "./people.mjs";

export async function guests(report, people) {
    const all = [];
    for (const person of people) {
        Object.assign(person, { me: await person.http.call("people.me") });
        if (person.me.guest) all.push(person);
    }
    await report.promise(
        "guests find only people they share groups with, and their authorities",
        async () => {
            sure(all.length > 0, "there is no guest");
            for (const guest of all) await meetsOnlyTheirs(guest, people);
        },
    );
}

async function meetsOnlyTheirs(guest, people) {
    const shared = await sharedWith(guest);
    const hidden = people.filter(({ id }) => !shared.has(id));
    sure(hidden.length > 0, `${guest.mail} shares a group with everybody`);
    guest.forget();
    for (const words of [
        "",
        "a",
        "e",
        "i",
        "o",
        "u",
        "council",
        ...hidden.map(({ me }) => me.name),
    ]) {
        await guest.http.call("people.find", { words });
    }
    await guest.http.call("authorities.list");
    for (const { id } of hidden) {
        const told = await guest.http.bytes("people.person", { person: id }, 1);
        const nobody = await guest.http.bytes("people.person", { person: freshId() }, 1);
        sure(told === nobody, `${told} where nobody is: ${nobody}`);
    }
    const theirs = await authoritiesOf(guest, shared);
    const notTheirs = people
        .flatMap(({ me }) => me.affiliations)
        .filter(({ authority }) => !theirs.has(authority))
        .flatMap(({ authority, name }) => [authority, name]);
    const told = found(guest.bytes(), [...hidden.map(({ id }) => id), ...notTheirs]);
    sure(told.length === 0, `${guest.mail} was told of ${told}`);
    const { people: seen } = await guest.http.call("people.find", { words: "" });
    sure(seen.length > 1, `${guest.mail} finds nobody`);
}

/** Everybody who sits in one of the guest's groups. */
async function sharedWith(guest) {
    const shared = new Set([guest.id]);
    const { groups } = await guest.http.call("groups.list");
    for (const { group, role } of groups) {
        sure(role, `${guest.mail} knows of a group without a seat there`);
        const { seats } = await guest.http.call("groups.members", { group });
        for (const { person } of seats) shared.add(person);
    }
    return shared;
}

async function authoritiesOf(guest, shared) {
    const theirs = new Set();
    for (const person of shared) {
        const { affiliations } = await guest.http.call("people.person", { person });
        for (const { authority } of affiliations) theirs.add(authority);
    }
    return theirs;
}
