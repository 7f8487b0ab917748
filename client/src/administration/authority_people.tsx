// Who belongs to an authority, and who of them coordinates it.
import { change } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { toast } from "../pieces/toast.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf } from "../time.ts";
import { useDoing } from "../use_doing.ts";
import { WhenEnding } from "./last_day.tsx";
import type { AuthorityPage, Belonging } from "./shapes.ts";

interface Props {
    page: AuthorityPage;
    reload(): void;
}

export function AuthorityPeople({ page, reload }: Props) {
    return (
        <Sheet
            title={text("administration.belong")}
            aside={
                <span class="soft">
                    {text("administration.people", { count: page.people.length })}{" "}
                    {text("administration.in_groups", { count: page.groups })}
                </span>
            }
        >
            <p class="soft">
                {text(
                    page.people.length > 0
                        ? "administration.coordinators_words"
                        : "administration.nobody",
                )}
            </p>
            <Rows>
                {page.people.map((one) => (
                    <Person key={one.person} page={page} one={one} reload={reload} />
                ))}
            </Rows>
        </Sheet>
    );
}

function Person({ page, one, reload }: Props & { one: Belonging }) {
    const doing = useDoing();
    const set = async () => {
        const said = {
            authority: page.authority,
            person: one.person,
            coordinator: !one.coordinator,
        };
        if (!(await doing.run(() => change("authorities.set_coordinator", said)))) return;
        const words = one.coordinator ? "coordinates_no_more" : "coordinates_now";
        toast(text(`administration.${words}`, { name: one.name, authority: page.short_name }));
        reload();
    };
    const act = one.coordinator ? "uncoordinate" : "coordinate";
    return (
        <Row
            end={
                <Button
                    kind="link"
                    busy={doing.busy}
                    aria-label={text(`administration.${act}_named`, { name: one.name })}
                    onClick={() => void set()}
                >
                    {text(`administration.${act}`)}
                </Button>
            }
        >
            <h3>
                <a href={`/people/${one.person}`}>{one.name}</a>{" "}
                {one.coordinator && <Tag>{text("person.coordinator")}</Tag>}
            </h3>
            <p class="soft">{text("person.since", { when: dayOf(one.from_at, zone.value) })}</p>
            {one.ends_at && <WhenEnding at={one.ends_at} />}
            <ProblemLine problem={doing.problem} />
        </Row>
    );
}
