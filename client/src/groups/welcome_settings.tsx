// The welcome text, as its facilitators write it.
import { call, change } from "../app.ts";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { SharedText } from "../pieces/shared_text.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";
import { useLoaded } from "../use_loaded.ts";
import { welcomeMax, welcomeProblem } from "./beginnings.ts";

const field = "welcome-text";

export function WelcomeSettings({ page, reload }: { page: GroupPage; reload(): void }) {
    const { group } = page;
    const loaded = useLoaded(() => call("groups.welcome", { group }), [group]);
    return (
        <Sheet title={text("settings_group.welcome")}>
            <p class="soft">{text("settings_group.welcome_words")}</p>
            {loaded.value ? (
                <SharedText
                    id={field}
                    label={text("settings_group.welcome")}
                    found={loaded.value}
                    most={welcomeMax}
                    problemOf={(words) => welcomeProblem(field, words)[0]?.words}
                    save={(words, revision) =>
                        change("groups.set_welcome", { group, revision, text: words })
                    }
                    saved={text("settings_group.welcome_saved")}
                    meanwhile={text("settings_group.welcome_changed")}
                    reload={() => {
                        loaded.reload();
                        reload();
                    }}
                />
            ) : (
                <ProblemLine problem={loaded.problem} />
            )}
        </Sheet>
    );
}
