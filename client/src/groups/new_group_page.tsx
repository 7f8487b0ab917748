// Making a group; its maker sits in it as facilitator.
import { useState } from "preact/hooks";
import { change, homeSoon } from "../app.ts";
import { useDoing } from "../use_doing.ts";
import { PageTitle } from "../pieces/page_title.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { problemText } from "../problem_text.ts";
import type { AuthorityId } from "../protocol/types.ts";
import { go } from "../router.ts";
import { text } from "../texts.ts";
import { GroupForm, type GroupWords } from "./group_form.tsx";
import { AuthorityChoice } from "./joining.tsx";

const atFirst: GroupWords = { name: "", purpose: "", kind: "by_invitation" };

export function NewGroupPage() {
    const [authority, setAuthority] = useState<AuthorityId>();
    const doing = useDoing();
    const make = (words: GroupWords) =>
        doing.run(async () => {
            const seat = authority === undefined ? {} : { authority };
            const { group } = await change("groups.make", { ...words, ...seat });
            homeSoon();
            go(`/groups/${group}`, { replace: true });
        });
    return (
        <>
            <PageTitle title={text("groups.make")} />
            <Sheet>
                <p>{text("groups.make_words")}</p>
                <GroupForm
                    first={atFirst}
                    sendWords={text("groups.make")}
                    busy={doing.busy}
                    problem={doing.problem === undefined ? undefined : problemText(doing.problem)}
                    onSend={(words) => void make(words)}
                >
                    <AuthorityChoice id="group-for" chosen={authority} onChoose={setAuthority} />
                </GroupForm>
            </Sheet>
        </>
    );
}
