// One's own settings: who one is, one's password, where one is signed in.
import { PageTitle } from "../pieces/page_title.tsx";
import { me } from "../state.ts";
import { Statements } from "../pieces/statements.tsx";
import { text } from "../texts.ts";
import { AboutMe } from "./about_me.tsx";
import { ChangeMail } from "./change_mail.tsx";
import { ChangePassword } from "./change_password.tsx";
import { SignIns } from "./sign_ins.tsx";

export function SettingsPage() {
    const who = me.value;
    return (
        <div class="narrow">
            <PageTitle title={text("settings.title")} />
            {who ? (
                <>
                    <AboutMe key={who.person} who={who} />
                    <ChangeMail key={`${who.person} mail`} who={who} />
                    <ChangePassword />
                    <SignIns />
                    <Statements />
                </>
            ) : (
                <p class="soft">{text("core.loading")}</p>
            )}
        </div>
    );
}
