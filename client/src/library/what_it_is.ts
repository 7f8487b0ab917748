// What a version is said to be: a file that has arrived, or a link. Never both.
import type { UploadId } from "../protocol/types.ts";
import { text } from "../texts.ts";
import type { Upload } from "./use_upload.ts";
import { isLink } from "./versions.ts";

export type WhatItIs =
    | { readonly wrong: string; readonly said?: undefined }
    | { readonly wrong?: undefined; readonly said: { upload: UploadId } | { link: string } };

export function whatItIs(link: string, { now }: Pick<Upload, "now">): WhatItIs {
    const typed = link.trim();
    if ((typed === "") === (now === undefined)) return { wrong: text("resource.one_of_two") };
    if (now) {
        if (now.upload === undefined) return { wrong: text("resource.not_yet") };
        return { said: { upload: now.upload } };
    }
    return isLink(typed) ? { said: { link: typed } } : { wrong: text("resource.link_wrong") };
}
