// An authority's logo: shown, set, replaced and removed.
import { useRef, useState } from "preact/hooks";
import { CallProblem, change } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { Button } from "../pieces/button.tsx";
import { describedBy, FieldBox } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { logoAddress } from "./authority_mark.tsx";
import { logoBytesMax, sendLogo } from "./send_logo.ts";
import type { AuthorityPage } from "./shapes.ts";

interface Props {
    page: AuthorityPage;
    reload(): void;
}

/** What is wrong with the picture, if that is what the problem is about. */
function aboutPicture(problem: unknown): string | undefined {
    if (!(problem instanceof CallProblem)) return undefined;
    if (problem.name === "too_large") return text("administration.logo_large");
    return problem.field === "logo" ? text("administration.logo_odd") : undefined;
}

export function AuthorityLogo({ page, reload }: Props) {
    const { authority, revision, name, logo } = page;
    const input = useRef<HTMLInputElement>(null);
    const [lacking, setLacking] = useState<string>();
    const doing = useDoing();
    const odd = lacking ?? aboutPicture(doing.problem);
    const field = { id: "logo-file", hint: text("administration.logo_hint"), problem: odd };
    const done = (words: "logo_set" | "logo_removed") => {
        toast(text(`administration.${words}`, { name }));
        focusTitle();
    };
    const send = async () => {
        const file = input.current?.files?.[0];
        doing.forget();
        const why = !file ? "logo_none" : file.size > logoBytesMax ? "logo_large" : undefined;
        setLacking(why && text(`administration.${why}`));
        if (!file || why) return input.current?.focus();
        if (await doing.run(() => sendLogo(page, file))) {
            if (input.current) input.current.value = "";
            done("logo_set");
        } else input.current?.focus();
        reload();
    };
    const remove = async () => {
        setLacking(undefined);
        const said = { authority, revision };
        if (await doing.run(() => change("authorities.remove_logo", said))) done("logo_removed");
        reload();
    };
    return (
        <Sheet title={text("administration.logo")}>
            <p class="soft">{text("administration.logo_words")}</p>
            {logo !== undefined && (
                <img
                    class="logo alone"
                    src={logoAddress(authority, logo)}
                    alt={text("administration.logo_of", { name })}
                />
            )}
            <form
                noValidate
                onSubmit={(event) => {
                    event.preventDefault();
                    void send();
                }}
            >
                <FieldBox label={text("administration.logo_file")} {...field}>
                    <input
                        ref={input}
                        type="file"
                        accept="image/png,image/jpeg,image/webp"
                        {...describedBy(field)}
                    />
                </FieldBox>
                <ProblemLine problem={odd ? undefined : doing.problem} />
                <p class="buttons">
                    <Button type="submit" kind="quiet" busy={doing.busy}>
                        {text("administration.logo_send")}
                    </Button>
                    {logo !== undefined && (
                        <Button kind="link" busy={doing.busy} onClick={() => void remove()}>
                            {text("administration.logo_remove")}
                        </Button>
                    )}
                </p>
            </form>
        </Sheet>
    );
}
