// What was found, with the words marked in it.
import { useEffect } from "preact/hooks";
import { call } from "../app.ts";
import { focusSoon } from "../focus.ts";
import { Button } from "../pieces/button.tsx";
import { Byline } from "../pieces/byline.tsx";
import { Empty } from "../pieces/empty.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import type { CallProblem } from "../problems.ts";
import { query } from "../router.ts";
import type { PersonId, SearchHit, SearchHits, SearchPart } from "../shapes.ts";
import { text } from "../texts.ts";
import { useLoaded } from "../use_loaded.ts";
import {
    askedIn,
    asksSomething,
    isNarrowed,
    nothingAsked,
    pathOfAsked,
    type Asked,
} from "./asked.ts";
import { wordsId } from "./search_box.tsx";
import { SearchForm } from "./search_form.tsx";
import { SlashChoice } from "./slash_choice.tsx";
import { countWords, useSearch } from "./use_search.ts";

export function SearchPage() {
    const asked = askedIn(query.value);
    const asks = asksSomething(asked);
    const search = useSearch(asked);
    const { found, problem } = search;
    const refused = (problem as CallProblem | undefined)?.name === "invalid";
    useEffect(() => {
        if (!asks) focusSoon(wordsId);
    }, []);
    const title = asked.words
        ? text("search.title_for", { words: asked.words })
        : text("search.title");
    return (
        <div class="search">
            <PageTitle title={title} focus={asks}>
                {text("search.title")}
            </PageTitle>
            <Sheet>
                <SearchForm
                    asked={asked}
                    refused={refused ? text("search.words_refused") : undefined}
                />
                {asked.person && <WrittenBy asked={asked} />}
            </Sheet>
            {asks && !found && !problem && <p class="soft">{text("core.loading")}</p>}
            {!refused && <ProblemLine problem={problem} />}
            {problem && !refused && (
                <p>
                    <Button kind="quiet" onClick={search.reload}>
                        {text("search.again")}
                    </Button>
                </p>
            )}
            {asks ? found && <Found asked={asked} found={found} /> : <Start />}
            {found?.next !== undefined && (
                <p>
                    <Button kind="quiet" busy={search.busy} onClick={search.more}>
                        {text("search.more")}
                    </Button>
                </p>
            )}
            <SlashChoice />
        </div>
    );
}

function Start() {
    return (
        <Empty>
            <p>{text("search.start")}</p>
            <p class="soft">{text("search.start_example")}</p>
        </Empty>
    );
}

function WrittenBy({ asked }: { asked: Asked }) {
    const person = asked.person as PersonId;
    const page = useLoaded(() => call("people.person", { person }), [person]);
    const name = page.value?.name || text("search.person_unknown");
    return (
        <p class="chosen">
            <Tag>{text("search.person", { name })}</Tag>{" "}
            <a href={pathOfAsked({ ...asked, person: "" })}>{text("search.person_anybody")}</a>
        </p>
    );
}

function Found({ asked, found }: { asked: Asked; found: SearchHits }) {
    const nothing = found.hits.length === 0 && found.people.length === 0;
    return (
        <>
            {!found.complete && <p class="note">{text("search.incomplete")}</p>}
            <div class="found-head">
                <p>{countWords(found)}</p>
                {asked.kind !== "person" && !nothing && <OrderChoice asked={asked} />}
            </div>
            {nothing && <Nothing asked={asked} />}
            {found.people.length > 0 && <People asked={asked} found={found} />}
            {found.hits.length > 0 && (
                <Sheet title={text("search.hits")}>
                    <ol class="hits">
                        {found.hits.map((hit, place) => (
                            <Hit key={hrefOf(hit)} hit={hit} place={place} />
                        ))}
                    </ol>
                </Sheet>
            )}
        </>
    );
}

function Nothing({ asked }: { asked: Asked }) {
    return (
        <Empty>
            <p>{text("search.nothing_help")}</p>
            {isNarrowed(asked) && asked.words && (
                <p>
                    <a href={pathOfAsked({ ...nothingAsked, words: asked.words })}>
                        {text("search.widen")}
                    </a>
                </p>
            )}
        </Empty>
    );
}

function OrderChoice({ asked }: { asked: Asked }) {
    return (
        <nav class="order" aria-label={text("search.order")}>
            {(["newest", "relevance"] as const).map((order) => (
                <a
                    key={order}
                    href={pathOfAsked({ ...asked, order })}
                    aria-current={asked.order === order ? "true" : undefined}
                >
                    {text(`search.${order}`)}
                </a>
            ))}
        </nav>
    );
}

function People({ asked, found }: { asked: Asked; found: SearchHits }) {
    return (
        <Sheet title={text("search.people")}>
            <ul class="plain-list people-found">
                {found.people.map(({ person, name, affiliations }) => (
                    <li key={person}>
                        <a href={`/people/${person}`}>{name}</a>{" "}
                        <span class="soft">
                            {affiliations.map(({ short_name }) => short_name).join(", ")}
                        </span>
                    </li>
                ))}
            </ul>
            {found.more_people && asked.kind !== "person" && (
                <p>
                    <a href={pathOfAsked({ ...asked, kind: "person" })}>
                        {text("search.more_people")}
                    </a>
                </p>
            )}
        </Sheet>
    );
}

function hrefOf({ resource, topic, post, number }: SearchHit): string {
    if (resource) return `/resources/${resource.resource}`;
    return post === undefined ? `/topics/${topic}` : `/topics/${topic}#post-${number}`;
}

/** "Toolkit · version 5 is current", "Topic", "Post 3" */
function whatItIs({ resource, post, number }: SearchHit): string {
    if (!resource) {
        return post === undefined ? text("search.topic") : text("search.post", { number });
    }
    const { kind, current, in_file } = resource;
    const state =
        current === undefined
            ? text("search.none_current")
            : text("search.current", { number: current });
    const where = in_file ? ` · ${text("search.in_file")}` : "";
    return `${text(`library.kind_${kind}`)} · ${state}${where}`;
}

function Hit({ hit, place }: { hit: SearchHit; place: number }) {
    return (
        <li class="hit" id={`hit-${place}`} tabIndex={-1}>
            <h3>
                <a href={hrefOf(hit)}>
                    <Parts parts={hit.title} />
                </a>
            </h3>
            <p class="snippet">
                <Parts parts={hit.snippet} />
            </p>
            <p class="soft">
                {whatItIs(hit)}{" "}
                <a href={`/groups/${hit.group}${hit.resource ? "/library" : ""}`}>
                    {text("search.in", { group: hit.group_name })}
                </a>
                {" · "}
                <Byline by={hit.by} /> {" · "}
                <TimeAgo at={hit.at} />
            </p>
        </li>
    );
}

function Parts({ parts }: { parts: readonly SearchPart[] }) {
    return (
        <>
            {parts.map((part, place) =>
                part.found ? <mark key={place}>{part.text}</mark> : part.text,
            )}
        </>
    );
}
