// All words on screen come from the one catalogue, client/texts.json. A text is a string, or one for
// each plural form; {name} stands for a value, {count} also chooses the form. Here are the sections that the
// first page names; more_texts.ts brings the others (build.mjs tells them apart).
import catalogue from "../texts.json";

/** Without the sections of pages and mails that the server writes: they are not bundled. */
export type Catalogue = Omit<
    typeof catalogue,
    "page" | `page_${string}` | "mail" | `mail_${string}`
>;
export type TextKey = {
    [S in keyof Catalogue & string]: `${S}.${keyof Catalogue[S] & string}`;
}[keyof Catalogue & string];

type Values = Readonly<Record<string, string | number>>;
type Text = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

const sections: Partial<Catalogue> = { ...catalogue };

export function addTexts(more: Partial<Catalogue>): void {
    Object.assign(sections, more);
}

const plural = new Intl.PluralRules("en-GB");
const number = new Intl.NumberFormat("en-GB");

function shown(value: string | number | undefined): string {
    return typeof value === "number" ? number.format(value) : (value ?? "");
}

export function text(key: TextKey, values: Values = {}): string {
    const [section, name] = key.split(".") as [keyof Catalogue, string];
    const found = (sections[section] as Record<string, Text>)[name]!;
    const chosen =
        typeof found === "string"
            ? found
            : (found[plural.select(Number(values["count"]))] ?? found.other ?? "");
    return chosen.replace(/\{(\w+)\}/g, (_, value: string) => shown(values[value]));
}
