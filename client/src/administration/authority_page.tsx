// One authority: what it is called, who belongs to it, what it was called before, and its end.
import { call, CallProblem, change } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { toast } from "../pieces/toast.tsx";
import { Trouble } from "../pieces/trouble.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf } from "../time.ts";
import { useDoing } from "../use_doing.ts";
import { useLoaded } from "../use_loaded.ts";
import { AuthorityEnds } from "./authority_ends.tsx";
import { AuthorityForm, type AuthorityWords } from "./authority_form.tsx";
import { AuthorityLogo } from "./authority_logo.tsx";
import { AuthorityPeople } from "./authority_people.tsx";
import { ForAdministrators } from "./for_administrators.tsx";
import type { AuthorityId, AuthorityPage as Page, AuthorityRow } from "./shapes.ts";

export function AuthorityPage({ place }: { place: { authority: AuthorityId } }) {
    return <One key={place.authority} authority={place.authority} />;
}

function One({ authority }: { authority: AuthorityId }) {
    const page = useLoaded(() => call("authorities.authority", { authority }), [authority]);
    const all = useLoaded(() => call("authorities.list", {}), []);
    if (!page.value && page.problem) {
        return <Trouble problem={page.problem} again={page.reload} />;
    }
    if (!page.value) return <p class="soft">{text("core.loading")}</p>;
    const reload = () => {
        page.reload();
        all.reload();
    };
    const others = all.value?.authorities.filter((row) => row.authority !== authority) ?? [];
    return (
        <ForAdministrators title={page.value.name} below>
            <Standing page={page.value} others={others} />
            {!page.value.closed && <About page={page.value} reload={reload} />}
            {!page.value.closed && <AuthorityLogo page={page.value} reload={reload} />}
            <AuthorityPeople page={page.value} reload={reload} />
            <Names page={page.value} />
            <AuthorityEnds page={page.value} others={others} reload={reload} />
        </ForAdministrators>
    );
}

/** What became of it, and what it came from. */
function Standing({ page, others }: { page: Page; others: readonly AuthorityRow[] }) {
    const named = (which: AuthorityId | undefined) =>
        others.find(({ authority }) => authority === which);
    const next = named(page.succeeded_by);
    const before = named(page.split_from);
    return (
        <>
            {page.closed && (
                <p>
                    <Tag kind="old">{text("administration.closed")}</Tag>{" "}
                    {next && (
                        <>
                            {text("administration.goes_on_in")}{" "}
                            <a href={`/administration/authorities/${next.authority}`}>
                                {next.name}
                            </a>
                        </>
                    )}
                </p>
            )}
            {before && (
                <p class="soft">
                    {text("administration.was_part_of")}{" "}
                    <a href={`/administration/authorities/${before.authority}`}>{before.name}</a>
                </p>
            )}
        </>
    );
}

function About({ page, reload }: { page: Page; reload(): void }) {
    const doing = useDoing();
    const save = async (words: AuthorityWords) => {
        const { authority, revision } = page;
        const said = { ...words, mail_domains: [...words.mail_domains], authority, revision };
        const done = await doing.run(() => change("authorities.change", said));
        if (done) {
            toast(text("core.saved"));
            focusTitle();
        }
        reload();
    };
    const changed = doing.problem instanceof CallProblem && doing.problem.name === "conflict";
    return (
        <Sheet title={text("administration.about")}>
            <p class="soft">{text("administration.about_words")}</p>
            {changed && (
                <p class="older-draft" role="alert">
                    {text("administration.changed_meanwhile", {
                        name: page.name,
                        short: page.short_name,
                    })}
                </p>
            )}
            <AuthorityForm
                first={page}
                sendWords={text("core.save")}
                busy={doing.busy}
                problem={changed ? undefined : doing.problem}
                onSend={({ name, short_name, kind, colour, mail_domains }) =>
                    void save({ name, short_name, kind, colour, mail_domains })
                }
            />
        </Sheet>
    );
}

function Names({ page }: { page: Page }) {
    if (page.names.length < 2) return null;
    return (
        <Sheet title={text("administration.names")}>
            <p class="soft">{text("administration.names_words")}</p>
            <ul class="plain-list">
                {page.names.map(({ from_at, name, short_name }) => (
                    <li key={from_at}>
                        {name} ({short_name}){" "}
                        <span class="soft">
                            {text("person.since", { when: dayOf(from_at, zone.value) })}
                        </span>
                    </li>
                ))}
            </ul>
        </Sheet>
    );
}
