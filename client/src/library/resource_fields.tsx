// What people say about a resource: the fields of putting one in and of changing what is said.
import { LabelsChoice } from "../forum/labels_choice.tsx";
import type { LabelRow } from "../forum/shapes.ts";
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import type { Problem } from "../pieces/error_summary.tsx";
import type { LabelId } from "../shapes.ts";
import { text } from "../texts.ts";
import { isDay } from "../time.ts";
import { kinds } from "./library_list.ts";
import type { ResourceKind, ResourceRow } from "./shapes.ts";

export interface ResourceWords {
    readonly title: string;
    readonly summary: string;
    readonly kind: ResourceKind;
    readonly audience: string;
    readonly licence: string;
    readonly language: string;
    /** "" for none. */
    readonly reviewOn: string;
    readonly labels: readonly LabelId[];
}

export function wordsOf(resource: ResourceRow): ResourceWords {
    const { title, summary, kind, audience, licence, language, review_on, labels } = resource;
    return { title, summary, kind, audience, licence, language, reviewOn: review_on ?? "", labels };
}

/** As the protocol takes them; labels that the group has no more are left out. */
export function saidBy(words: ResourceWords, labels: readonly LabelRow[]) {
    const { reviewOn, labels: chosen, ...rest } = words;
    const known = new Set(labels.map(({ label }) => label));
    return {
        ...rest,
        title: rest.title.trim(),
        summary: rest.summary.trim(),
        audience: rest.audience.trim(),
        licence: rest.licence.trim(),
        labels: chosen.filter((label) => known.has(label)),
        ...(reviewOn === "" ? {} : { review_on: reviewOn }),
    };
}

export const titleId = "resource-title";
export const reviewId = "resource-review";

export function problemsOf({ title, reviewOn }: ResourceWords): readonly Problem[] {
    const found: Problem[] = [];
    if (title.trim() === "") found.push({ field: titleId, words: text("resource.name_empty") });
    if (reviewOn !== "" && !isDay(reviewOn)) {
        found.push({ field: reviewId, words: text("resource.review_wrong") });
    }
    return found;
}

/** Languages are written in themselves. */
const languages: readonly [string, string][] = [
    ["en-GB", "English"],
    ["cy", "Cymraeg"],
    ["gd", "Gàidhlig"],
    ["ga", "Gaeilge"],
    ["pl", "Polski"],
    ["ro", "Română"],
    ["pt", "Português"],
    ["fr", "Français"],
    ["de", "Deutsch"],
    ["ur", "اردو"],
    ["ar", "العربية"],
];

export function languageName(code: string): string {
    return languages.find(([one]) => one === code)?.[1] ?? code;
}

interface Props {
    words: ResourceWords;
    labels: readonly LabelRow[];
    problems: readonly Problem[];
    onWrite(words: Partial<ResourceWords>): void;
}

export function ResourceFields({ words, labels, problems, onWrite }: Props) {
    const problem = (id: string) => problems.find(({ field }) => field === id)?.words;
    const own = languages.some(([code]) => code === words.language);
    const summary = { id: "resource-summary", hint: text("resource.summary_hint") };
    const review = {
        id: reviewId,
        hint: text("resource.review_hint"),
        problem: problem(reviewId),
    };
    return (
        <>
            <TextField
                id={titleId}
                label={text("resource.name")}
                maxLength={200}
                value={words.title}
                problem={problem(titleId)}
                onValue={(title) => onWrite({ title })}
            />
            <FieldBox label={text("resource.summary")} {...summary}>
                <textarea
                    rows={3}
                    maxLength={2000}
                    value={words.summary}
                    onInput={({ currentTarget }) => onWrite({ summary: currentTarget.value })}
                    {...describedBy(summary)}
                />
            </FieldBox>
            <FieldBox id="resource-kind" label={text("library.kind")}>
                <select
                    id="resource-kind"
                    value={words.kind}
                    onChange={({ currentTarget }) =>
                        onWrite({ kind: currentTarget.value as ResourceKind })
                    }
                >
                    {kinds.map((kind) => (
                        <option key={kind} value={kind}>
                            {text(`library.kind_${kind}`)}
                        </option>
                    ))}
                </select>
            </FieldBox>
            <LabelsChoice
                labels={labels}
                chosen={words.labels}
                onChoose={(chosen) => onWrite({ labels: chosen })}
            />
            <TextField
                id="resource-audience"
                label={text("resource.audience")}
                hint={text("resource.audience_hint")}
                maxLength={200}
                value={words.audience}
                onValue={(audience) => onWrite({ audience })}
            />
            <TextField
                id="resource-licence"
                label={text("resource.licence")}
                hint={text("resource.licence_hint")}
                maxLength={100}
                value={words.licence}
                onValue={(licence) => onWrite({ licence })}
            />
            <FieldBox id="resource-language" label={text("resource.language")}>
                <select
                    id="resource-language"
                    value={words.language}
                    onChange={({ currentTarget }) => onWrite({ language: currentTarget.value })}
                >
                    {!own && <option value={words.language}>{words.language}</option>}
                    {languages.map(([code, name]) => (
                        <option key={code} value={code} lang={code}>
                            {name}
                        </option>
                    ))}
                </select>
            </FieldBox>
            <FieldBox label={text("resource.review")} {...review}>
                <input
                    type="date"
                    value={words.reviewOn}
                    onInput={({ currentTarget }) => onWrite({ reviewOn: currentTarget.value })}
                    {...describedBy(review)}
                />
            </FieldBox>
        </>
    );
}
