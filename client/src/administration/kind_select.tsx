// What kind of body an authority is.
import { FieldBox } from "../pieces/field.tsx";
import { text } from "../texts.ts";
import type { AuthorityKind } from "./shapes.ts";

const kinds: readonly AuthorityKind[] = [
    "council",
    "union_body",
    "partnership",
    "provider",
    "employer",
    "other",
];

interface Props {
    id?: string;
    kind: AuthorityKind;
    onChoose(kind: AuthorityKind): void;
}

export function KindSelect({ id = "authority-kind", kind, onChoose }: Props) {
    return (
        <FieldBox id={id} label={text("administration.kind")}>
            <select
                id={id}
                value={kind}
                onChange={(event) => onChoose(event.currentTarget.value as AuthorityKind)}
            >
                {kinds.map((one) => (
                    <option key={one} value={one}>
                        {text(`authority_kind.${one}`)}
                    </option>
                ))}
            </select>
        </FieldBox>
    );
}
