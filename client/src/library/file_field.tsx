// Choosing a file, and how far it is on its way.
import { useMemo } from "preact/hooks";
import { describedBy, FieldBox } from "../pieces/field.tsx";
import { Button } from "../pieces/button.tsx";
import { text } from "../texts.ts";
import { KnownVersions } from "../which/known_versions.tsx";
import { useKnown } from "../which/use_known.ts";
import { useNearest } from "../which/use_nearest.ts";
import type { KnownVersion, ResourceId } from "./shapes.ts";
import { sizeWords } from "./file_size.ts";
import type { Upload, Uploading } from "./use_upload.ts";

interface Props {
    id: string;
    upload: Upload;
    problem?: string | undefined;
    /** That the file becomes a version of. */
    resource?: ResourceId | undefined;
}

export function FileField({ id, upload, problem, resource }: Props) {
    const box = { id, hint: text("resource.file_hint"), problem };
    return (
        <>
            <FieldBox label={text("resource.file")} {...box}>
                <input
                    type="file"
                    onChange={({ currentTarget }) => {
                        const [file] = currentTarget.files ?? [];
                        if (file) upload.choose(file);
                    }}
                    {...describedBy(box)}
                />
            </FieldBox>
            <div role="status">{upload.now && <p>{wordsOf(upload.now)}</p>}</div>
            {upload.now && <Already {...upload.now} resource={resource} />}
            {upload.now && (
                <>
                    {upload.now.upload === undefined && (
                        <progress
                            aria-label={upload.now.file.name}
                            max={upload.now.file.size}
                            value={upload.now.sent}
                        />
                    )}
                    <p class="buttons">
                        {upload.now.failed !== undefined && upload.now.refused === undefined && (
                            <Button kind="quiet" onClick={upload.again}>
                                {text("problem.again")}
                            </Button>
                        )}
                        <Button kind="link" onClick={upload.drop}>
                            {text("resource.file_drop")}
                        </Button>
                    </p>
                </>
            )}
        </>
    );
}

interface AlreadyProps extends Uploading {
    resource: ResourceId | undefined;
}

/** Whether a library has the same already, or what says much of it: said before it is put in once more. */
function Already({ file, upload, resource }: AlreadyProps) {
    const question = useMemo(() => ({ file }), [file]);
    const { value: same } = useKnown(question);
    const { value: nearest } = useNearest(same?.length === 0 ? upload : undefined);
    // A version is like its resource.
    const isElsewhere = (one: KnownVersion) =>
        one.by !== "nearly" || one.resource.resource !== resource;
    const known = same?.length ? same : nearest?.known.filter(isElsewhere);
    if (!known?.length) return null;
    return (
        <div role="status">
            <p>
                <strong>{text(known === same ? "which.already" : "which.much_like")}</strong>
            </p>
            <KnownVersions known={known} />
        </div>
    );
}

/** Read out when it changes: so it says no number that grows. */
function wordsOf({ file, upload, failed, refused }: Uploading): string {
    const said = { name: file.name, size: sizeWords(file.size) };
    if (upload !== undefined) return text("resource.file_there", said);
    if (refused !== undefined) return text("resource.file_refused", { ...said, why: refused });
    if (failed === undefined) return text("resource.file_sending", said);
    if (failed === 413) return text("resource.file_too_large", said);
    return text("resource.file_stopped", said);
}
