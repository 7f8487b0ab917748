// A view that could not be shown: why, and what to do about it.
import { CallProblem } from "../problems.ts";
import { problemText } from "../problem_text.ts";
import { text } from "../texts.ts";
import { Button } from "./button.tsx";
import { PageTitle } from "./page_title.tsx";
import { Sheet } from "./sheet.tsx";

export function NotFound() {
    return (
        <>
            <PageTitle title={text("not_found.title")} />
            <Sheet>
                <p>{text("not_found.words")}</p>
                <p>
                    <a href="/">{text("not_found.home")}</a>
                </p>
            </Sheet>
        </>
    );
}

/** `again` loads the view once more. */
export function Trouble({ problem, again }: { problem: unknown; again?: () => void }) {
    if (problem instanceof CallProblem && problem.name === "not_found") return <NotFound />;
    return (
        <>
            <PageTitle title={text("problem.not_shown")} />
            <Sheet>
                <p>{problemText(problem)}</p>
                {again && (
                    <p>
                        <Button onClick={again}>{text("problem.again")}</Button>
                    </p>
                )}
            </Sheet>
        </>
    );
}
