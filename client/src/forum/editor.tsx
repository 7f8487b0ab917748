// Where people write: a text area with a toolbar, a preview and mentions. What is written belongs to
// whoever shows the editor; drafts and sending are theirs too (composer.tsx).
import type { Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { GroupId } from "../protocol/types.ts";
import type { PersonFound } from "./shapes.ts";
import { text } from "../texts.ts";
import { charactersLeft, continued, markedUp, type MarkUp } from "./markdown_editing.ts";
import { mentioned, mentioning, moved } from "./mention.ts";
import { choiceId, MentionList, shownName } from "./mention_list.tsx";
import { Preview } from "./preview.tsx";
import { write, writingOf } from "./text_area.ts";
import { markUpFor, Toolbar } from "./toolbar.tsx";
import { useMentions, type Mentions } from "./use_mentions.ts";

export interface EditorProps {
    id: string;
    label: string;
    /** The heading above says it to those who see it. */
    labelHidden?: boolean | undefined;
    words: string;
    onWrite(words: string): void;
    /** People of this group can be mentioned; without it, nobody. */
    group?: GroupId;
    /** How many characters it may have; as many as a post without it. */
    most?: number;
    /** What is wrong with the text, in words. */
    problem?: string | undefined;
    area?: Ref<HTMLTextAreaElement> | undefined;
    onSend?(): void;
}

export function Editor(props: EditorProps) {
    const [preview, setPreview] = useState(false);
    const { id } = props;
    return (
        <div class="editor">
            <label for={id} class={props.labelHidden ? "visually-hidden" : undefined}>
                {props.label}
            </label>
            {props.problem && (
                <p class="field-problem" id={`${id}-problem`}>
                    {props.problem}
                </p>
            )}
            <div class="editor-box">
                <WritingArea {...props} preview={preview} onPreview={() => setPreview(!preview)} />
                {preview && <Preview written={props.words} />}
            </div>
            <p class="soft editor-help" id={`${id}-help`}>
                {text(props.group === undefined ? "editor.help_plain" : "editor.help")}
            </p>
            <CharactersLeft words={props.words} most={props.most} id={`${id}-left`} />
        </div>
    );
}

function WritingArea(props: EditorProps & { preview: boolean; onPreview(): void }) {
    const { id, group } = props;
    const own = useRef<HTMLTextAreaElement | null>(null);
    const mentions = useMentions(group);
    const listId = `${id}-people`;
    const open = mentions.mention !== undefined && mentions.people.length > 0;

    const keep = (area: HTMLTextAreaElement | null) => {
        own.current = area;
        if (typeof props.area === "function") props.area(area);
        else if (props.area) props.area.current = area;
    };
    const markUp = (kind: MarkUp) => {
        if (own.current) write(own.current, markedUp(writingOf(own.current), kind));
    };
    const look = () => {
        const area = own.current;
        if (area && area.selectionStart === area.selectionEnd) {
            mentions.typed(mentioning(area.value, area.selectionStart));
        } else mentions.close();
    };
    const insert = (person: PersonFound) => {
        const area = own.current;
        if (!area || !mentions.mention) return;
        write(area, mentioned(writingOf(area), mentions.mention, person.person, shownName(person)));
        mentions.close();
    };
    const onKeyDown = (event: KeyboardEvent) => {
        if (event.isComposing || !own.current) return;
        if (open && mentionKey(event, mentions, insert)) return event.preventDefault();
        if (typingKey(event, own.current, () => props.onSend?.())) event.preventDefault();
    };
    return (
        <>
            <div class="editor-top">
                {props.preview ? <span /> : <Toolbar controls={id} onMarkUp={markUp} />}
                <button
                    type="button"
                    class="editor-mode"
                    aria-pressed={props.preview}
                    onClick={props.onPreview}
                >
                    {text("editor.preview")}
                </button>
            </div>
            <textarea
                id={id}
                ref={keep}
                rows={7}
                hidden={props.preview}
                value={props.words}
                spellcheck
                aria-describedby={`${id}-help ${id}-left${props.problem ? ` ${id}-problem` : ""}`}
                aria-invalid={props.problem ? true : undefined}
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls={open ? listId : undefined}
                aria-activedescendant={open ? choiceId(listId, mentions.active) : undefined}
                onInput={(event) => {
                    props.onWrite(event.currentTarget.value);
                    look();
                }}
                onKeyDown={onKeyDown}
                onClick={look}
                onBlur={mentions.close}
            />
            {open && (
                <MentionList
                    id={listId}
                    people={mentions.people}
                    active={mentions.active}
                    onChoose={insert}
                />
            )}
            <p class="visually-hidden" role="status">
                {open ? text("editor.people_found", { count: mentions.people.length }) : ""}
            </p>
        </>
    );
}

/** Whether the key belonged to the open choices. */
function mentionKey(
    event: KeyboardEvent,
    mentions: Mentions,
    insert: (person: PersonFound) => void,
): boolean {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
        const by = key === "ArrowDown" ? 1 : -1;
        mentions.choose(moved(mentions.active, mentions.people.length, by));
        return true;
    }
    if (key === "Escape") {
        mentions.close();
        return true;
    }
    const person = mentions.people[mentions.active];
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if ((key === "Enter" || key === "Tab") && plain && person) {
        insert(person);
        return true;
    }
    return false;
}

/** Whether the key did something of ours. */
function typingKey(event: KeyboardEvent, area: HTMLTextAreaElement, send: () => void): boolean {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (event.key === "Enter" && command) {
        send();
        return true;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
        const made = continued(writingOf(area));
        if (made) write(area, made);
        return made !== undefined;
    }
    const kind = command ? markUpFor(event.key) : undefined;
    if (kind) write(area, markedUp(writingOf(area), kind));
    return kind !== undefined;
}

const sayAfterMs = 1_000;

/** Seen at once; said when the typing pauses, not with every letter. */
function CharactersLeft(props: { words: string; most: number | undefined; id: string }) {
    const left = charactersLeft(props.words, props.most);
    const shown =
        left === undefined
            ? ""
            : left < 0
              ? text("editor.too_long", { count: -left })
              : text("editor.left", { count: left });
    const [said, say] = useState("");
    useEffect(() => {
        const pause = setTimeout(() => say(shown), sayAfterMs);
        return () => clearTimeout(pause);
    }, [shown]);
    return (
        <>
            <p class="characters-left" id={props.id}>
                {shown}
            </p>
            <p class="visually-hidden" role="status">
                {said}
            </p>
        </>
    );
}
