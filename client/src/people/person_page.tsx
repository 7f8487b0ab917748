// A person, as far as one may see them.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { PersonRights } from "../administration/person_rights.tsx";
import { call } from "../app.ts";
import { SendReset } from "../invitations/send_reset.tsx";
import { Face } from "../pieces/face.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { Trouble } from "../pieces/trouble.tsx";
import type { Place } from "../router.ts";
import type { PersonId, PersonPage as Page } from "../shapes.ts";
import { me, zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf } from "../time.ts";

export function PersonPage({ place }: { place: Extract<Place, { view: "person" }> }) {
    return <Person key={place.person} person={place.person} />;
}

function Person({ person }: { person: PersonId }) {
    const page = useSignal<Page | undefined>(undefined);
    const trouble = useSignal<unknown>(undefined);
    const load = () => {
        trouble.value = undefined;
        call("people.person", { person }).then(
            (found) => (page.value = found),
            (problem: unknown) => (trouble.value = problem),
        );
    };
    useEffect(load, [person]);
    if (trouble.value) return <Trouble problem={trouble.value} again={load} />;
    return page.value ? (
        <Loaded page={page.value} reload={load} />
    ) : (
        <p class="soft">{text("core.loading")}</p>
    );
}

function Loaded({ page, reload }: { page: Page; reload(): void }) {
    const name = page.name || text("byline.former_plain");
    return (
        <>
            <PageTitle title={name} class="with-face">
                <Face name={page.name} /> {name}
            </PageTitle>
            {page.ended && (
                <p>
                    <Tag kind="old">{text("person.left")}</Tag>
                </p>
            )}
            {page.person === me.value?.person && (
                <p class="soft">
                    {text("person.own")} <a href="/settings">{text("person.own_settings")}</a>
                </p>
            )}
            <p>
                <a href={`/search?person=${page.person}`}>{text("person.written")}</a>
            </p>
            <Affiliations page={page} />
            {me.value?.administrator && !page.ended && <PersonRights page={page} reload={reload} />}
            <Sheet title={text("person.groups")}>
                {page.shared_groups.length === 0 && <p class="soft">{text("person.no_groups")}</p>}
                <ul class="plain-list">
                    {page.shared_groups.map(({ group, name }) => (
                        <li key={group}>
                            <a href={`/groups/${group}`}>{name}</a>
                        </li>
                    ))}
                </ul>
            </Sheet>
            {me.value?.administrator && !page.ended && (
                <SendReset person={page.person} name={page.name} />
            )}
        </>
    );
}

function Affiliations({ page }: { page: Page }) {
    return (
        <Sheet title={text("person.authorities")}>
            {page.affiliations.length === 0 && <p class="soft">{text("person.no_authorities")}</p>}
            <ul class="plain-list">
                {page.affiliations.map((one) => (
                    <li key={one.authority}>
                        {one.name} {one.coordinator && <Tag>{text("person.coordinator")}</Tag>}{" "}
                        <span class="soft">
                            {text("person.since", { when: dayOf(one.from_at, zone.value) })}
                        </span>
                    </li>
                ))}
            </ul>
        </Sheet>
    );
}
