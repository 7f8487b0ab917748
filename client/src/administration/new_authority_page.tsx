// Making an authority.
import { change } from "../app.ts";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { go } from "../router.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { AuthorityForm, type AuthorityWords } from "./authority_form.tsx";
import { ForAdministrators } from "./for_administrators.tsx";

const atFirst: AuthorityWords = {
    name: "",
    short_name: "",
    kind: "council",
    colour: "slate",
    mail_domains: [],
};

export function NewAuthorityPage() {
    const doing = useDoing();
    const make = (words: AuthorityWords) =>
        doing.run(async () => {
            const said = { ...words, mail_domains: [...words.mail_domains] };
            const { authority } = await change("authorities.make", said);
            toast(text("administration.made", { name: words.name }));
            go(`/administration/authorities/${authority}`, { replace: true });
        });
    return (
        <ForAdministrators title={text("administration.make")} below>
            <Sheet>
                <AuthorityForm
                    first={atFirst}
                    sendWords={text("administration.make")}
                    busy={doing.busy}
                    problem={doing.problem}
                    onSend={(words) => void make(words)}
                />
            </Sheet>
        </ForAdministrators>
    );
}
