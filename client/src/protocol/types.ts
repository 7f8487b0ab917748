// Made by client/generate_types.mjs from `folkmoot describe`. Do not edit.

declare const brand: unique symbol;
/** An id that cannot be given where another kind of thing is asked for. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };

export interface AuditLine {
    /** Its place in the trail */
    number: number;
    /** When */
    at: Instant;
    /** What happened: a kind of entry, token_made, hold_set, hold_lifted, or an end planned or undone */
    kind: string;
    /** Who did it; absent for the operator */
    by?: PersonId;
    /** Their name; empty when they have left */
    by_name: string;
    /** Whose right it is */
    person?: PersonId;
    /** Their name; empty when they have left */
    person_name: string;
    /** For or of which authority */
    authority_name: string;
    /** In which group */
    group_name: string;
    /** As what */
    role: string;
}

export interface AuditShowTrail {
    /** Only those with smaller numbers */
    before?: number;
}

export interface AuditTrail {
    /** The newest first, at most 100 */
    lines: readonly AuditLine[];
    /** Whether older ones follow */
    more: boolean;
}

export type AuthorityAuthorities = Record<string, never>;

export interface AuthorityBelonging {
    /** Who */
    person: PersonId;
    /** Their name */
    name: string;
    /** Whether they are its coordinator */
    coordinator: boolean;
    /** Since when */
    from_at: Instant;
    /** When this, or their part in the network, is to end, if that is planned */
    ends_at?: Instant;
}

export interface AuthorityChangeAuthority {
    /** Made by the client */
    request: RequestId;
    /** Which */
    authority: AuthorityId;
    /** The revision that was looked at */
    revision: number;
    /** Its name from now on (1 to 100 characters) */
    name: string;
    /** Its short name from now on (1 to 40 characters) */
    short_name: string;
    /** What kind of body */
    kind: AuthorityKind;
    /** Its mark beside its name */
    colour: AuthorityColour;
    /** What its people's addresses end with (at most 20) */
    mail_domains: readonly string[];
}

export interface AuthorityClose {
    /** Made by the client */
    request: RequestId;
    /** Which */
    authority: AuthorityId;
    /** The revision that was looked at */
    revision: number;
    /** Closed, or open again */
    closed: boolean;
}

export type AuthorityColour =
    "slate" | "red" | "orange" | "green" | "teal" | "blue" | "purple" | "pink";

export interface AuthorityDatedName {
    /** Since when */
    from_at: Instant;
    /** Its name from then on */
    name: string;
    /** Its short name from then on */
    short_name: string;
}

export interface AuthorityEndAffiliation {
    /** Made by the client */
    request: RequestId;
    /** To which */
    authority: AuthorityId;
    /** Who */
    person: PersonId;
    /** Not now but then, at most five years ahead; until then nothing changes */
    at?: Instant;
}

export type AuthorityId = Brand<"AuthorityId">;

export type AuthorityKind =
    "council" | "union_body" | "partnership" | "provider" | "employer" | "other";

export interface AuthorityList {
    /** By name */
    authorities: readonly AuthorityRow[];
}

export interface AuthorityMade {
    /** The new authority */
    authority: AuthorityId;
}

export interface AuthorityMake {
    /** Made by the client */
    request: RequestId;
    /** Its name (1 to 100 characters) */
    name: string;
    /** What stands beside people's names (1 to 40 characters) */
    short_name: string;
    /** What kind of body */
    kind: AuthorityKind;
    /** Its mark beside its name */
    colour: AuthorityColour;
    /** What its people's addresses end with, like northmere.example (at most 20) */
    mail_domains: readonly string[];
}

export interface AuthorityMerge {
    /** Made by the client */
    request: RequestId;
    /** The one that ends */
    authority: AuthorityId;
    /** The revision of it that was looked at */
    revision: number;
    /** The one it goes on in */
    into: AuthorityId;
}

export interface AuthorityPage {
    /** Which */
    authority: AuthorityId;
    /** The feed of its entries */
    feed: FeedId;
    /** What kind of body */
    kind: AuthorityKind;
    /** Its name today */
    name: string;
    /** Its short name today */
    short_name: string;
    /** Its mark beside its name */
    colour: AuthorityColour;
    /** Whether it has ended */
    closed: boolean;
    /** To be named when it is changed */
    revision: number;
    /** The authority its people went on with */
    succeeded_by?: AuthorityId;
    /** The authority it was part of */
    split_from?: AuthorityId;
    /** What its people's addresses end with */
    mail_domains: readonly string[];
    /** The newest first */
    names: readonly AuthorityDatedName[];
    /** Who belong to it, by name */
    people: readonly AuthorityBelonging[];
    /** Groups in which somebody sits for it */
    groups: number;
    /** It has one, at /authorities/AUTHORITY/logo; another word for each picture */
    logo?: string;
}

export interface AuthorityPresence {
    /** Who */
    person: PersonId;
    /** Their name */
    name: string;
    /** The group */
    group: GroupId;
    /** Its name */
    group_name: string;
    /** facilitator, member or guest */
    role: string;
}

export interface AuthorityPresenceList {
    /** By person, then group */
    seats: readonly AuthorityPresence[];
}

export interface AuthorityRemoveLogo {
    /** Made by the client */
    request: RequestId;
    /** Whose */
    authority: AuthorityId;
    /** The revision that was looked at */
    revision: number;
}

export interface AuthorityRow {
    /** Which */
    authority: AuthorityId;
    /** What kind of body */
    kind: AuthorityKind;
    /** Its name today */
    name: string;
    /** Its short name today */
    short_name: string;
    /** Its mark beside its name */
    colour: AuthorityColour;
    /** Whether it has ended */
    closed: boolean;
    /** Who belong to it, told to administrators; 0 for others */
    people: number;
    /** It has one, at /authorities/AUTHORITY/logo; another word for each picture */
    logo?: string;
}

export interface AuthoritySetCoordinator {
    /** Made by the client */
    request: RequestId;
    /** Of which */
    authority: AuthorityId;
    /** Who */
    person: PersonId;
    /** Whether they are from now on */
    coordinator: boolean;
}

export interface AuthorityShowAuthority {
    /** Which */
    authority: AuthorityId;
}

export interface AuthorityShowPresence {
    /** Which */
    authority: AuthorityId;
}

export interface AuthoritySplit {
    /** Made by the client */
    request: RequestId;
    /** The one that they belong to */
    authority: AuthorityId;
    /** The revision of it that was looked at */
    revision: number;
    /** The new one's name (1 to 100 characters) */
    name: string;
    /** The new one's short name (1 to 40 characters) */
    short_name: string;
    /** What kind of body it is */
    kind: AuthorityKind;
    /** Who go on with the new one, at most 1,000 (at most 1000) */
    people: readonly PersonId[];
}

/** A day of the calendar, like 2026-10-12 */
export type Day = string;

export type Done = Record<string, never>;

export interface ErrorData {
    /** Why it was refused */
    name: ErrorName;
    /** Path of the field it is about, like labels[2] */
    field?: string;
}

export type ErrorName =
    | "sign_in_needed"
    | "not_found"
    | "forbidden"
    | "conflict"
    | "invalid"
    | "too_large"
    | "too_many"
    | "unavailable"
    | "internal";

export interface FeedCursor {
    /** Which */
    feed: FeedId;
    /** The last number one has; absent to start with what comes now */
    after?: number;
}

export interface FeedEnded {
    /** Which */
    feed: FeedId;
}

export interface FeedEntries {
    /** Which */
    feed: FeedId;
    /** The last number one has */
    after: number;
}

export interface FeedEntry {
    /** Of which feed */
    feed: FeedId;
    /** Its place there */
    number: number;
    /** When */
    at: Instant;
    /** What happened */
    kind: FeedEntryKind;
    /** Who did it */
    by?: PeopleByline;
    /** The group it is about */
    group?: GroupId;
    /** The topic as it stands */
    topic?: ForumTopicRow;
    /** The post as it stands */
    post?: ForumPost;
    /** The seat as it stands */
    seat?: GroupSeatRow;
    /** The label it is about */
    label?: LabelId;
    /** The topic that went to another group, and is still there */
    moved?: TopicId;
    /** The resource as it stands */
    resource?: LibraryResourceRow;
    /** The version it is about */
    version?: VersionId;
    /** The person it is about */
    about_person?: PersonId;
    /** The authority it is about */
    about_authority?: AuthorityId;
}

export type FeedEntryKind =
    | "group_made"
    | "group_changed"
    | "group_archived"
    | "group_reopened"
    | "member_joined"
    | "role_set"
    | "member_left"
    | "seat_goes_on"
    | "label_added"
    | "label_removed"
    | "topic_started"
    | "topic_changed"
    | "post_added"
    | "post_edited"
    | "post_deleted"
    | "earlier_texts_removed"
    | "thanked"
    | "topic_moved_away"
    | "topic_moved_here"
    | "resource_added"
    | "resource_changed"
    | "version_added"
    | "version_released"
    | "version_removed"
    | "version_adopted"
    | "adoption_ended"
    | "version_read"
    | "join_asked"
    | "join_decided"
    | "post_reported"
    | "report_settled"
    | "mentioned"
    | "seat_given"
    | "seat_ended"
    | "request_decided"
    | "settings_changed"
    | "network_made"
    | "authority_made"
    | "authority_changed"
    | "authority_closed"
    | "authority_reopened"
    | "authority_merged"
    | "authority_split"
    | "person_added"
    | "affiliation_given"
    | "affiliation_ended"
    | "coordinator_made"
    | "coordinator_unmade"
    | "administrator_made"
    | "administrator_unmade"
    | "person_ended"
    | "person_erased";

export interface FeedEntryPage {
    /** By number, at most 200 */
    entries: readonly FeedEntry[];
    /** Whether more follow */
    more: boolean;
}

export interface FeedFollowFeeds {
    /** At most 200 (at most 200) */
    feeds: readonly FeedCursor[];
}

export interface FeedFollowed {
    /** Which */
    feed: FeedId;
    /** The newest number; live entries come after it */
    last: number;
    /** More than 5,000 behind, or the right has a gap: look at pages anew instead of catching up */
    afresh: boolean;
}

export interface FeedFollowedList {
    /** Those one may read; others are left out, as if they did not exist */
    feeds: readonly FeedFollowed[];
}

export type FeedId = Brand<"FeedId">;

export interface ForumBeforeMove {
    /** Which */
    topic: TopicId;
    /** The other group */
    to: GroupId;
}

export interface ForumChangeTopic {
    /** Made by the client */
    request: RequestId;
    /** Which */
    topic: TopicId;
    /** The revision that was looked at */
    revision: number;
    /** What it is about (1 to 200 characters) */
    title: string;
    /** Asks for an answer */
    question: boolean;
    /** Labels of this group (at most 5) */
    labels: readonly LabelId[];
}

export interface ForumClose {
    /** Made by the client */
    request: RequestId;
    /** Which */
    topic: TopicId;
    /** Takes no more replies */
    closed: boolean;
}

export interface ForumDeletePost {
    /** Made by the client */
    request: RequestId;
    /** Which */
    post: PostId;
    /** Shown with the mark (0 to 200 characters) */
    why: string;
}

export interface ForumDraft {
    /** Where it belongs */
    place: ForumDraftPlace;
    /** For a new topic */
    title: string;
    /** As far as written */
    text: string;
    /** When it was kept */
    at: Instant;
}

export interface ForumDraftList {
    /** The newest first */
    drafts: readonly ForumDraft[];
}

export interface ForumDraftPlace {
    /** A new topic in this group */
    group?: GroupId;
    /** A reply in this topic */
    topic?: TopicId;
    /** An edit of this post */
    post?: PostId;
}

export type ForumDrafts = Record<string, never>;

export interface ForumEditPost {
    /** Made by the client */
    request: RequestId;
    /** Which */
    post: PostId;
    /** The revision that was looked at */
    revision: number;
    /** The new text (1 to 32000 characters) */
    text: string;
}

export interface ForumFindPost {
    /** Which */
    post: PostId;
}

export interface ForumFollow {
    /** Which */
    topic: TopicId;
    /** How from now on */
    following: ForumFollowing;
}

export type ForumFollowing = "plain" | "follow" | "mute";

export interface ForumMarkAnswer {
    /** Made by the client */
    request: RequestId;
    /** The question */
    topic: TopicId;
    /** The reply; absent for none */
    post?: PostId;
}

export interface ForumMarkGroupRead {
    /** Which */
    group: GroupId;
    /** A number of the group's feed */
    entry: number;
}

export interface ForumMarkRead {
    /** Which */
    topic: TopicId;
    /** The last post read */
    number: number;
}

export interface ForumMoveOutlook {
    /** How many go along */
    posts: number;
    /** Reports that wait: they go to the other group's desk */
    reports: number;
    /** Labels that the other group does not have: the topic loses them */
    labels_left: number;
    /** Whether everybody in the network but guests may read it now */
    everybody_read: boolean;
    /** Whether they may read it then */
    everybody_will_read: boolean;
    /** People who sit in its group and may not read it then */
    losing: number;
    /** The first 20 of them, by name */
    losing_people: readonly PeopleByline[];
}

export interface ForumMoveTopic {
    /** Made by the client */
    request: RequestId;
    /** Which */
    topic: TopicId;
    /** The group that it was looked at in */
    from: GroupId;
    /** The other group */
    to: GroupId;
}

export interface ForumPin {
    /** Made by the client */
    request: RequestId;
    /** Which */
    topic: TopicId;
    /** At the top */
    pinned: boolean;
}

export interface ForumPost {
    /** Which */
    post: PostId;
    /** Where */
    topic: TopicId;
    /** 1 is the first post; never changes */
    number: number;
    /** Who wrote it, for whom */
    by: PeopleByline;
    /** When */
    at: Instant;
    /** To be named when the post is edited */
    revision: number;
    /** The text, safe to show; empty when deleted */
    html: string;
    /** When it was last edited */
    edited_at?: Instant;
    /** When it was deleted */
    deleted_at?: Instant;
    /** Who deleted it */
    deleted_by?: PeopleByline;
    /** Why it was deleted */
    deleted_why: string;
    /** Whether earlier texts can be read */
    earlier_texts: boolean;
    /** How many said thanks */
    thanks: number;
    /** Who did, the first 50 */
    thanked_by: readonly PeopleByline[];
}

export interface ForumPostAdded {
    /** The new post */
    post: PostId;
    /** Its number in the topic */
    number: number;
    /** Its number in the group's feed */
    entry: number;
}

export interface ForumPostPlace {
    /** The group */
    group: GroupId;
    /** The topic */
    topic: TopicId;
    /** The post's number in it */
    number: number;
}

export interface ForumPostText {
    /** Which */
    revision: number;
    /** When it was written */
    at: Instant;
    /** As written, in Markdown */
    text: string;
    /** Safe to show */
    html: string;
}

export interface ForumPostTexts {
    /** The current one first, then the earlier ones */
    texts: readonly ForumPostText[];
}

export interface ForumPreview {
    /** In Markdown (1 to 32000 characters) */
    text: string;
}

export interface ForumRemoveEarlierTexts {
    /** Made by the client */
    request: RequestId;
    /** Which */
    post: PostId;
}

export interface ForumRendered {
    /** Safe to show */
    html: string;
}

export interface ForumReply {
    /** Made by the client */
    request: RequestId;
    /** Where */
    topic: TopicId;
    /** For whom; else one's oldest seat */
    authority?: AuthorityId;
    /** What is said, in Markdown (1 to 32000 characters) */
    text: string;
}

export interface ForumReportList {
    /** Those that wait, the oldest first */
    reports: readonly ForumReportRow[];
}

export interface ForumReportPost {
    /** Made by the client */
    request: RequestId;
    /** Which */
    post: PostId;
    /** What is wrong with it (1 to 1000 characters) */
    why: string;
}

export interface ForumReportRow {
    /** Which */
    report: ReportId;
    /** Who reports */
    by: PeopleByline;
    /** When */
    at: Instant;
    /** What they say */
    why: string;
    /** Where the post is */
    topic: ForumTopicRow;
    /** The post */
    post: ForumPost;
}

export interface ForumReported {
    /** What the facilitators will look at */
    report: ReportId;
}

export interface ForumReports {
    /** Which */
    group: GroupId;
}

export interface ForumSaveDraft {
    /** Where it belongs */
    place: ForumDraftPlace;
    /** For a new topic (0 to 200 characters) */
    title: string;
    /** As far as written (0 to 32000 characters) */
    text: string;
}

export interface ForumSettleReport {
    /** Made by the client */
    request: RequestId;
    /** Which */
    report: ReportId;
}

export interface ForumShowTopic {
    /** Which */
    topic: TopicId;
    /** The first post wanted; the first of all if absent */
    from?: number;
}

export interface ForumStartTopic {
    /** Made by the client */
    request: RequestId;
    /** Where */
    group: GroupId;
    /** For whom; else one's oldest seat */
    authority?: AuthorityId;
    /** What it is about (1 to 200 characters) */
    title: string;
    /** The first post, in Markdown (1 to 32000 characters) */
    text: string;
    /** Asks for an answer */
    question: boolean;
    /** Labels of this group (at most 5) */
    labels: readonly LabelId[];
}

export interface ForumTexts {
    /** Which */
    post: PostId;
}

export interface ForumThank {
    /** Made by the client */
    request: RequestId;
    /** Which */
    post: PostId;
    /** Thanked */
    thanks: boolean;
}

export type ForumTopicFilter = "all" | "unread" | "questions" | "unanswered" | "following";

export interface ForumTopicList {
    /** Pinned ones first, then the latest post first */
    topics: readonly ForumTopicRow[];
    /** For each topic, the number of the post one has read up to */
    read_up_to: readonly number[];
    /** For each topic, whether one follows it */
    following: readonly ForumFollowing[];
    /** Whether older ones follow */
    more: boolean;
}

export interface ForumTopicPage {
    /** The topic */
    topic: ForumTopicRow;
    /** At most 50, by number */
    posts: readonly ForumPost[];
    /** The number of the post one has read up to */
    read_up_to: number;
    /** Whether one follows it */
    following: ForumFollowing;
    /** Which of these posts one has thanked for */
    thanked: readonly PostId[];
    /** The number of the group's feed that this page knows of */
    entry: number;
}

export interface ForumTopicRow {
    /** Which */
    topic: TopicId;
    /** Where */
    group: GroupId;
    /** What it is about */
    title: string;
    /** Who started it */
    by: PeopleByline;
    /** When */
    at: Instant;
    /** To be named when the topic is changed */
    revision: number;
    /** Number of the last post */
    posts: number;
    /** When the last post came */
    last_at: Instant;
    /** Who wrote it */
    last_by: PeopleByline;
    /** Kept at the top */
    pinned: boolean;
    /** Takes no more replies */
    closed: boolean;
    /** Asks for an answer */
    question: boolean;
    /** The post that answers it */
    answer?: PostId;
    /** The group's labels it has */
    labels: readonly LabelId[];
}

export interface ForumTopicStarted {
    /** The new topic */
    topic: TopicId;
    /** Its first post */
    post: PostId;
    /** Its number in the group's feed */
    entry: number;
}

export interface ForumTopics {
    /** Where */
    group: GroupId;
    /** Which kind; all if absent */
    filter?: ForumTopicFilter;
    /** Only those with this label */
    label?: LabelId;
    /** The last topic of the page before */
    after?: TopicId;
}

export interface GroupAddLabel {
    /** Made by the client */
    request: RequestId;
    /** Where */
    group: GroupId;
    /** Its word (1 to 40 characters) */
    name: string;
}

export interface GroupAddMember {
    /** Made by the client */
    request: RequestId;
    /** Where */
    group: GroupId;
    /** Who */
    person: PersonId;
    /** For whom; else their oldest affiliation */
    authority?: AuthorityId;
    /** As what */
    role: GroupRole;
}

export interface GroupArchiveGroup {
    /** Made by the client */
    request: RequestId;
    /** Which */
    group: GroupId;
    /** Closed for writing */
    archived: boolean;
}

export interface GroupAskToJoin {
    /** Made by the client */
    request: RequestId;
    /** Which */
    group: GroupId;
    /** For whom; else the oldest affiliation */
    authority?: AuthorityId;
    /** A word to the facilitators (0 to 1000 characters) */
    message: string;
}

export interface GroupAsked {
    /** What the facilitators decide on */
    join_request: JoinRequestId;
}

export interface GroupChangeGroup {
    /** Made by the client */
    request: RequestId;
    /** Which */
    group: GroupId;
    /** The revision that was looked at */
    revision: number;
    /** Its name (1 to 100 characters) */
    name: string;
    /** What it is for (0 to 1000 characters) */
    purpose: string;
    /** Who may come in */
    kind: GroupKind;
}

export interface GroupCopyOf {
    /** A group one facilitates, archived or not */
    group: GroupId;
    /** Everybody in it gets the same seat, if they still belong to the authority */
    people: boolean;
    /** Pinned topics: title and first post become new ones, by the maker (at most 10) */
    topics: readonly TopicId[];
}

export interface GroupDecide {
    /** Made by the client */
    request: RequestId;
    /** Which */
    join_request: JoinRequestId;
    /** Let in as a member */
    accepted: boolean;
}

export interface GroupFirstTopic {
    /** What it is about (1 to 200 characters) */
    title: string;
    /** The first post, in Markdown (1 to 32000 characters) */
    text: string;
}

export type GroupId = Brand<"GroupId">;

export interface GroupJoin {
    /** Made by the client */
    request: RequestId;
    /** Which */
    group: GroupId;
    /** For whom; else the oldest affiliation */
    authority?: AuthorityId;
}

export interface GroupJoinRequestList {
    /** Those that wait, the oldest first */
    join_requests: readonly GroupJoinRequestRow[];
}

export interface GroupJoinRequestRow {
    /** Which */
    join_request: JoinRequestId;
    /** Who asks, for whom */
    by: PeopleByline;
    /** What they say */
    message: string;
    /** When */
    at: Instant;
}

export interface GroupJoinRequests {
    /** Which */
    group: GroupId;
}

export type GroupKind = "open" | "by_request" | "by_invitation";

export interface GroupLabelMade {
    /** The new label */
    label: LabelId;
}

export interface GroupLabelRow {
    /** Which */
    label: LabelId;
    /** Its word */
    name: string;
}

export interface GroupList {
    /** By name */
    groups: readonly GroupRow[];
}

export interface GroupMade {
    /** The new group; its maker sits in it as facilitator */
    group: GroupId;
    /** Seats that were copied */
    seats: number;
    /** Seats that were not: the person no longer belongs to the authority */
    left_out: number;
}

export interface GroupMakeGroup {
    /** Made by the client */
    request: RequestId;
    /** Its name (1 to 100 characters) */
    name: string;
    /** What it is for (0 to 1000 characters) */
    purpose: string;
    /** Who may come in */
    kind: GroupKind;
    /** For whom one sits in it; else the oldest affiliation */
    authority?: AuthorityId;
    /** What newcomers read first (0 to 4000 characters) */
    welcome?: string;
    /** For its topics (at most 30) */
    labels?: readonly string[];
    /** Started and pinned at once, the first on top (at most 10) */
    topics?: readonly GroupFirstTopic[];
    /** Whose people and pinned topics are taken over */
    copy_of?: GroupCopyOf;
}

export interface GroupMembers {
    /** Which */
    group: GroupId;
}

export interface GroupPage {
    /** Which */
    group: GroupId;
    /** The feed of its entries */
    feed: FeedId;
    /** The feed of its desk, for facilitators */
    desk?: FeedId;
    /** Its name */
    name: string;
    /** What it is for */
    purpose: string;
    /** Who may come in */
    kind: GroupKind;
    /** Closed for writing */
    archived: boolean;
    /** To be named when the group is changed */
    revision: number;
    /** One's own highest role; absent without a seat */
    role?: GroupRole;
    /** Whether one may read its forum */
    reads: boolean;
    /** Whether one has asked to join */
    asked: boolean;
    /** One's own seats */
    own_seats: readonly GroupSeatRow[];
    /** Whom to ask */
    facilitators: readonly GroupSeatRow[];
    /** Chosen by the group; none if one may not read it */
    labels: readonly GroupLabelRow[];
    /** People who sit in it, guests apart; 0 if one may not see who */
    members: number;
    /** People who sit in it as guests; 0 if one may not see who */
    guests: number;
    /** Authorities they sit for; 0 if one may not see who */
    authorities: number;
    /** Topics in its forum; 0 if one may not read it */
    topics: number;
    /** Posts one has not read, at most 100 */
    unread: number;
    /** Requests and reports that wait at the desk; 0 for others */
    waiting: number;
    /** What newcomers read first; absent for none, or if one may not read it */
    welcome?: GroupWelcome;
    /** What one has put away; a welcome that was changed since is not */
    put_away: readonly GroupPart[];
}

export type GroupPart = "welcome" | "checklist";

export interface GroupPutAway {
    /** Which */
    group: GroupId;
    /** What of it */
    part: GroupPart;
    /** Not shown any more */
    away: boolean;
}

export interface GroupRemoveLabel {
    /** Made by the client */
    request: RequestId;
    /** Which */
    label: LabelId;
}

export interface GroupRemoveMember {
    /** Made by the client */
    request: RequestId;
    /** Which */
    seat: SeatId;
}

export type GroupRole = "facilitator" | "member" | "guest";

export interface GroupRow {
    /** Which */
    group: GroupId;
    /** Its name */
    name: string;
    /** What it is for */
    purpose: string;
    /** Who may come in */
    kind: GroupKind;
    /** Closed for writing */
    archived: boolean;
    /** One's own highest role; absent without a seat */
    role?: GroupRole;
    /** People who sit in it; 0 if one may not see who */
    members: number;
    /** Authorities they sit for; 0 if one may not see who */
    authorities: number;
    /** Posts one has not read, at most 100 */
    unread: number;
    /** Whether one has asked to join */
    asked: boolean;
}

export interface GroupSeatList {
    /** Facilitators, members, guests, each by name */
    seats: readonly GroupSeatRow[];
}

export interface GroupSeatRow {
    /** One person's membership for one authority */
    seat: SeatId;
    /** Who */
    person: PersonId;
    /** Their name */
    name: string;
    /** For which authority */
    authority: AuthorityId;
    /** Its short name */
    authority_name: string;
    /** As what */
    role: GroupRole;
    /** Since when */
    from_at: Instant;
}

export interface GroupSeatTaken {
    /** The new seat */
    seat: SeatId;
}

export interface GroupSetRole {
    /** Made by the client */
    request: RequestId;
    /** Which */
    seat: SeatId;
    /** As what from now on */
    role: GroupRole;
}

export interface GroupSetWelcome {
    /** Made by the client */
    request: RequestId;
    /** Which */
    group: GroupId;
    /** The revision that was looked at */
    revision: number;
    /** In Markdown (0 to 4000 characters) */
    text: string;
}

export interface GroupShowGroup {
    /** Which */
    group: GroupId;
}

export interface GroupShowWelcome {
    /** Which */
    group: GroupId;
}

export interface GroupWelcome {
    /** The text, safe to show */
    html: string;
    /** Who wrote it, for whom */
    by: PeopleByline;
    /** When */
    at: Instant;
}

export interface GroupWelcomeWords {
    /** To be named when it is changed; 0 before the first */
    revision: number;
    /** As written, in Markdown; empty for none */
    text: string;
}

export type Groups = Record<string, never>;

export interface HereChanged {
    /** Which */
    group: GroupId;
    /** How many are here now */
    count: number;
    /** Who has come, at most 200 */
    came: readonly HereSomebody[];
    /** Who is no longer here */
    gone: readonly PersonId[];
}

export interface HereLookWho {
    /** Which; whoever may see who sits in it may ask */
    group: GroupId;
}

export interface HereNow {
    /** Which */
    group: GroupId;
    /** How many of its people are here */
    count: number;
    /** Who, in no order, at most 200; without those who chose not to be shown */
    people: readonly HereSomebody[];
}

export interface HereSomebody {
    /** Who */
    person: PersonId;
    /** Their name */
    name: string;
}

export interface HomeDesk {
    /** The group one facilitates */
    group: GroupId;
    /** Its name */
    name: string;
    /** People who ask to join */
    join_requests: number;
    /** Posts reported */
    reports: number;
}

export interface HomeMention {
    /** Who mentioned one */
    by: PeopleByline;
    /** When */
    at: Instant;
    /** Where */
    group: GroupId;
    /** In which topic */
    topic: TopicId;
    /** Its title */
    title: string;
    /** In which post */
    number: number;
}

export interface HomeNewResource {
    /** Which */
    resource: ResourceId;
    /** What it is called */
    title: string;
    /** What kind of thing it is */
    kind: LibraryResourceKind;
    /** The version that was released; absent when it was put in */
    released?: number;
    /** Who released it or put it in, for whom */
    by: PeopleByline;
    /** When */
    at: Instant;
}

export interface HomeNewTopic {
    /** The topic */
    topic: ForumTopicRow;
    /** Posts in it one has not read, at most 100 */
    unread: number;
    /** The number of the post one has read up to */
    read_up_to: number;
    /** The beginning of the newest post, as plain text, at most 160 characters */
    excerpt: string;
}

export interface HomeNewerVersion {
    /** The resource */
    resource: ResourceId;
    /** What that authority made from it; absent when it uses it as it is */
    adaptation?: ResourceId;
    /** The resource's title */
    title: string;
    /** In whose library */
    group: GroupId;
    /** An authority of one's own that uses it */
    authority: AuthorityId;
    /** Its short name */
    authority_name: string;
    /** The version that it uses, or made its own from */
    number: number;
    /** Whether that version was removed */
    removed: boolean;
    /** The current version */
    current: number;
    /** When that one was released */
    at: Instant;
}

export interface HomePage {
    /** Groups one sits in, by name */
    groups: readonly HomeSinceInGroup[];
    /** In posts one has not read yet, the newest first */
    mentions: readonly HomeMention[];
    /** Where something waits for a facilitator */
    desks: readonly HomeDesk[];
    /** What one began to write */
    drafts: readonly ForumDraft[];
    /** Of what one adopted or adapted for an authority, or an authority does that one coordinates; the newest first, at most 30 */
    newer_versions: readonly HomeNewerVersion[];
}

export type HomeShow = Record<string, never>;

export interface HomeSinceInGroup {
    /** The group, with the count of unread posts */
    group: GroupRow;
    /** The feed of its entries */
    feed: FeedId;
    /** The feed of its desk, for facilitators */
    desk?: FeedId;
    /** When one last read something there; absent if never */
    since?: Instant;
    /** The number of the group's feed that this page knows of */
    entry: number;
    /** Topics with unread posts, the latest first, at most 5; muted ones are left out */
    topics: readonly HomeNewTopic[];
    /** What others put into its library or released there since one looked, each resource once, the latest first, at most 5 */
    library: readonly HomeNewResource[];
}

/** RFC 3339 in UTC with Z, to the microsecond */
export type Instant = string;

export type InvitationId = Brand<"InvitationId">;

export interface Invitations {
    /** Only into this group; without it administrators see all */
    group?: GroupId;
}

export interface InvitationsInvitationList {
    /** The newest first, at most 2,000 */
    invitations: readonly InvitationsOpenInvitation[];
}

export interface InvitationsInvite {
    /** Made by the client */
    request: RequestId;
    /** Whom (1 to 100 characters) */
    name: string;
    /** The one address it is for (3 to 254 characters) */
    mail: string;
    /** Send the link there; else ask for it with invitations.make_link */
    by_mail: boolean;
    /** The authority they come for */
    authority?: AuthorityId;
    /** Instead: the name of one that is not in the network yet; for administrators, and for guests of a group (1 to 100 characters) */
    new_authority?: string;
    /** As its coordinator */
    coordinator: boolean;
    /** As an administrator of the network */
    administrator: boolean;
    /** Into this group, with a role and an authority */
    group?: GroupId;
    /** As what they come into the group */
    role?: GroupRole;
}

export interface InvitationsInvited {
    /** The new invitation */
    invitation: InvitationId;
}

export type InvitationsLineFault =
    | "missing"
    | "too_long"
    | "wrong"
    | "unknown"
    | "closed"
    | "no_right"
    | "twice"
    | "sits_there"
    | "invited_already";

export type InvitationsLineField = "name" | "mail" | "authority" | "groups" | "role";

export interface InvitationsLineLooked {
    /** The line as it was written */
    said: InvitationsListLine;
    /** The authority that is meant */
    authority?: AuthorityId;
    /** As what they come */
    role: GroupRole;
    /** Groups they are to be invited into; not those they sit in or are invited into already */
    groups: readonly GroupId[];
    /** None when they can be invited */
    problems: readonly InvitationsLineProblem[];
}

export interface InvitationsLineProblem {
    /** What has to be mended */
    field: InvitationsLineField;
    /** What is wrong with it */
    fault: InvitationsLineFault;
    /** The word that is meant, where the field has several */
    about: string;
    /** The earlier line that says the same */
    line?: number;
}

export interface InvitationsLinkMade {
    /** The path of the link, to be put behind the network's address */
    path: string;
    /** Until when it works */
    expires_at: Instant;
}

export interface InvitationsListLine {
    /** Where it begins in the list, as an editor counts */
    line: number;
    /** As written (0 to 300 characters) */
    name: string;
    /** As written (0 to 300 characters) */
    mail: string;
    /** Name or short name; empty for the one said beside the list (0 to 300 characters) */
    authority: string;
    /** Names, with commas, semicolons or bars between them; empty for the group said beside the list (0 to 1000 characters) */
    groups: string;
    /** facilitator, member or guest; empty for the one said beside the list (0 to 300 characters) */
    role: string;
}

export interface InvitationsListLooked {
    /** In their order, without the empty ones */
    lines: readonly InvitationsLineLooked[];
}

export interface InvitationsLookOver {
    /** For lines that name none; without it they come to the network */
    group?: GroupId;
    /** For lines that name none */
    authority?: AuthorityId;
    /** For lines that name none; else member */
    role?: GroupRole;
    /** The bytes of a CSV file or a pasted list, at most 128 KiB and 1,000 people, in base64; UTF-8, UTF-16 with a byte order mark, or Windows-1252 (0 to 174764 characters) */
    list?: string;
    /** Instead: its lines, some of them corrected (at most 1000) */
    lines?: readonly InvitationsListLine[];
}

export interface InvitationsMakeLink {
    /** Which */
    invitation: InvitationId;
}

export interface InvitationsOpenInvitation {
    /** Which */
    invitation: InvitationId;
    /** Whom it is for */
    name: string;
    /** The one address it is for; empty for a link of the terminal */
    mail: string;
    /** Whether it makes them an administrator of the network */
    administrator: boolean;
    /** The authority they come for */
    authority?: AuthorityId;
    /** Its short name */
    authority_name: string;
    /** Whether they come as its coordinator */
    coordinator: boolean;
    /** The group they come into */
    group?: GroupId;
    /** Its name */
    group_name: string;
    /** As what they come into it */
    role?: GroupRole;
    /** Who invited; empty for the operator at the terminal */
    invited_by: string;
    /** When */
    made_at: Instant;
    /** When it runs out, or ran out */
    expires_at: Instant;
    /** A link to hand over, or a mail and what became of it */
    sending: InvitationsSending;
    /** When the mail was handed to a mail server */
    sent_at?: Instant;
    /** The last refusal of a mail server, like 550; 0 when there was none */
    reply: number;
}

export interface InvitationsSendAgain {
    /** Made by the client */
    request: RequestId;
    /** Which */
    invitation: InvitationId;
}

export interface InvitationsSendReset {
    /** Made by the client */
    request: RequestId;
    /** Whose password */
    person: PersonId;
}

export type InvitationsSending = "link" | "waiting" | "sent" | "failed";

export interface InvitationsWithdraw {
    /** Made by the client */
    request: RequestId;
    /** Which */
    invitation: InvitationId;
}

export type JoinRequestId = Brand<"JoinRequestId">;

export type LabelId = Brand<"LabelId">;

export interface LibraryAdaptVersion {
    /** Made by the client */
    request: RequestId;
    /** Which; released and not removed */
    version: VersionId;
    /** Whose library it goes to */
    group: GroupId;
    /** For whom; else one's oldest seat in that group */
    authority?: AuthorityId;
    /** What it is called from now on (1 to 200 characters) */
    title: string;
}

export interface LibraryAdaptationPage {
    /** What it was made from, the origin first, then the origin's origin; none when it was made from nothing */
    credits: readonly LibraryCredit[];
    /** What was made from it, by authority */
    adaptations: readonly LibraryAdapted[];
    /** When its base was moved, the newest first, at most 20; the first time, when it was made, is the last of them */
    catch_ups: readonly LibraryCatchUp[];
    /** The number of the group's feed that this knows of */
    entry: number;
}

export interface LibraryAdapted {
    /** The adaptation; absent when one may not read it */
    resource?: ResourceId;
    /** Its title; empty when one may not read it */
    title: string;
    /** Whose it is */
    authority: AuthorityId;
    /** Its short name today */
    authority_name: string;
    /** Whether the authority is closed */
    closed: boolean;
    /** The number of its base */
    number: number;
    /** Whether its base was removed since */
    removed: boolean;
    /** How many versions that still stand were released after its base */
    behind: number;
    /** Since when it rests on it */
    at: Instant;
}

export interface LibraryAddResource {
    /** Made by the client */
    request: RequestId;
    /** Whose library */
    group: GroupId;
    /** For whom; else one's oldest seat */
    authority?: AuthorityId;
    /** What it is called (1 to 200 characters) */
    title: string;
    /** What it is, in a few sentences (0 to 2000 characters) */
    summary: string;
    /** What kind of thing it is */
    kind: LibraryResourceKind;
    /** Who it is for (0 to 200 characters) */
    audience: string;
    /** How others may use it (0 to 100 characters) */
    licence: string;
    /** BCP 47 tag of what it is written in (2 to 35 characters) */
    language: string;
    /** The day by which somebody should look whether it still holds */
    review_on?: Day;
    /** Labels of this group (at most 5) */
    labels: readonly LabelId[];
    /** Where its first version is, or (10 to 2000 characters) */
    link?: string;
    /** the complete upload that it is: one of the two */
    upload?: UploadId;
}

export interface LibraryAddVersion {
    /** Made by the client */
    request: RequestId;
    /** Of which */
    resource: ResourceId;
    /** For whom; else one's oldest seat */
    authority?: AuthorityId;
    /** The version it was made from; absent when from none */
    base?: VersionId;
    /** What changed (0 to 2000 characters) */
    changed: string;
    /** Where it is, or (10 to 2000 characters) */
    link?: string;
    /** the complete upload that it is: one of the two */
    upload?: UploadId;
}

export interface LibraryAdoptVersion {
    /** Made by the client */
    request: RequestId;
    /** Which; released and not removed */
    version: VersionId;
    /** Which authority; else that of one's oldest seat */
    authority?: AuthorityId;
    /** What to say of it; may be empty (0 to 2000 characters) */
    note: string;
}

export interface LibraryAdoption {
    /** Whose */
    authority: AuthorityId;
    /** Its short name today */
    authority_name: string;
    /** Whether the authority is closed */
    closed: boolean;
    /** The version it uses; absent when it stopped using any */
    version?: VersionId;
    /** That version's number */
    number?: number;
    /** Whether that version was removed since */
    removed: boolean;
    /** How many versions that still stand were released after it */
    behind: number;
    /** Who said so, for whom */
    by: PeopleByline;
    /** Since when */
    at: Instant;
    /** What they said of it */
    words: string;
}

export interface LibraryAdoptionGrid {
    /** Authorities that use it now, by name */
    adoptions: readonly LibraryAdoption[];
    /** What authorities said before, the newest first, at most 100 */
    before: readonly LibraryAdoption[];
    /** The number of the group's feed that this knows of */
    entry: number;
}

export interface LibraryAdoptions {
    /** Which */
    resource: ResourceId;
}

export type LibraryBlockKind = "heading" | "paragraph" | "row";

export interface LibraryCatchUp {
    /** Which: the number of its entry in the group's feed */
    entry: number;
    /** The number of the base from then on */
    number: number;
    /** The draft that was made of it; absent when nothing was taken */
    version?: VersionId;
    /** Who did it, for whom */
    by: PeopleByline;
    /** When */
    at: Instant;
    /** Whether it was undone */
    undone: boolean;
    /** What the origin had changed, and what became of it */
    changes: readonly LibrarySettledChange[];
}

export interface LibraryCatchUpWithOrigin {
    /** Made by the client */
    request: RequestId;
    /** Which adaptation */
    resource: ResourceId;
    /** The base that was looked at */
    base: VersionId;
    /** The version of the origin to rest on from now on */
    to: VersionId;
    /** For whom; else one's oldest seat */
    authority?: AuthorityId;
    /** The version of the adaptation that the draft was made from */
    made_from?: VersionId;
    /** The complete upload that the draft is; absent when nothing was taken */
    upload?: UploadId;
    /** What changed in the draft (0 to 2000 characters) */
    changed: string;
    /** What the origin had changed, and what became of it (at most 500) */
    changes: readonly LibrarySettledChange[];
}

export interface LibraryCaughtUp {
    /** The new draft, if one was made */
    version?: VersionId;
    /** Its number in the group's feed */
    entry: number;
}

export type LibraryChangeFate = "taken" | "refused" | "open";

export type LibraryChangeKind = "added" | "removed" | "replaced";

export interface LibraryChangeResource {
    /** Made by the client */
    request: RequestId;
    /** Which */
    resource: ResourceId;
    /** The revision that was looked at */
    revision: number;
    /** What it is called (1 to 200 characters) */
    title: string;
    /** What it is, in a few sentences (0 to 2000 characters) */
    summary: string;
    /** What kind of thing it is */
    kind: LibraryResourceKind;
    /** Who it is for (0 to 200 characters) */
    audience: string;
    /** How others may use it (0 to 100 characters) */
    licence: string;
    /** BCP 47 tag of what it is written in (2 to 35 characters) */
    language: string;
    /** The day by which somebody should look whether it still holds */
    review_on?: Day;
    /** Labels of its group (at most 5) */
    labels: readonly LabelId[];
}

export interface LibraryChangesTaken {
    /** A complete upload of one's own, for library.catch_up */
    upload: UploadId;
}

export interface LibraryCredit {
    /** The origin */
    resource: ResourceId;
    /** Its title today */
    title: string;
    /** The short name of the authority whose it is, today */
    authority_name: string;
    /** The version of it that was made use of */
    base: VersionId;
    /** That version's number */
    number: number;
    /** Whether one may read the origin */
    readable: boolean;
    /** Whether that version was removed since; only said of what one may read */
    removed: boolean;
    /** How many versions that still stand were released after it; only said of what one may read */
    behind: number;
}

export interface LibraryCurrentVersion {
    /** Which */
    version: VersionId;
    /** Its number */
    number: number;
    /** When it was released */
    released_at: Instant;
}

export interface LibraryEndAdoption {
    /** Made by the client */
    request: RequestId;
    /** Which */
    resource: ResourceId;
    /** Which authority; else that of one's oldest seat */
    authority?: AuthorityId;
    /** Why; may be empty (0 to 2000 characters) */
    why: string;
}

export interface LibraryKnownVersion {
    /** What is the same: every byte of the file, the link, the printed code, every word and picture, every word, or many words */
    by: LibrarySameBy;
    /** If many words are: how many of a hundred; 99 at most */
    likeness?: number;
    /** Which resource, and its current version */
    resource: LibraryResourceRow;
    /** What the group is called whose library it is in */
    group_name: string;
    /** Which version */
    version: LibraryVersionRow;
    /** When the next version was released, if one was */
    superseded_at?: Instant;
}

export interface LibraryKnownVersions {
    /** Those that one may read, the newest first, at most 20 */
    known: readonly LibraryKnownVersion[];
}

export interface LibraryMarkSeen {
    /** Whose library */
    group: GroupId;
    /** A number of the group's feed */
    entry: number;
}

export type LibraryMergeState = "ready" | "caught_up" | "kind" | "removed" | "large" | "damaged";

export interface LibraryNearestVersions {
    /** Of the upload's words: ready, or why nothing can be compared (yet) */
    state: LibraryTextState;
    /** The most alike first, at most 5; those of groups that one may read */
    known: readonly LibraryKnownVersion[];
}

export type LibraryNeedsYou =
    "both_changed" | "style" | "list" | "picture" | "note" | "tracked_change" | "table" | "other";

export interface LibraryOriginChange {
    /** What the origin did */
    kind: LibraryChangeKind;
    /** What it said, or the beginning of it */
    before: string;
    /** What it says now */
    after: string;
    /** Absent when it fits. Else why not: both changed the same place, or it needs a style, list, picture, footnote or tracked change, or a table that the adaptation does not have, or something else that is not taken */
    needs_you?: LibraryNeedsYou;
}

export interface LibraryOriginChanges {
    /** Ready, or why changes are not listed: it rests on the current version; not all three files are plain text, or Word files; a version was removed or is a link; a file is too large; or it is damaged */
    state: LibraryMergeState;
    /** The version of the adaptation that they would be taken into */
    ours?: VersionId;
    /** The current version of the origin */
    theirs?: VersionId;
    /** What the origin changed and the adaptation does not have yet, in order */
    changes: readonly LibraryOriginChange[];
}

export interface LibraryReleaseVersion {
    /** Made by the client */
    request: RequestId;
    /** Which draft */
    version: VersionId;
    /** The revision of the resource that was looked at */
    revision: number;
    /** For whom; else one's oldest seat */
    authority?: AuthorityId;
    /** What to say of it (0 to 2000 characters) */
    note: string;
    /** The resource's new review date; absent for none */
    review_on?: Day;
}

export interface LibraryReleased {
    /** The version's number from now on */
    number: number;
    /** The resource's new revision */
    revision: number;
    /** Its number in the group's feed */
    entry: number;
}

export interface LibraryRemoveVersion {
    /** Made by the client */
    request: RequestId;
    /** Which */
    version: VersionId;
    /** Shown with the mark (1 to 500 characters) */
    why: string;
}

export interface LibraryResourceAdded {
    /** The new resource */
    resource: ResourceId;
    /** Its first version, a draft */
    version: VersionId;
    /** Its number in the group's feed */
    entry: number;
}

export type LibraryResourceKind =
    "toolkit" | "guide" | "form" | "checklist" | "slides" | "course" | "report" | "other";

export interface LibraryResourceList {
    /** By title */
    resources: readonly LibraryResourceRow[];
    /** Whether more follow */
    more: boolean;
}

export interface LibraryResourcePage {
    /** The resource */
    resource: LibraryResourceRow;
    /** Drafts first, then by number; the newest first in each */
    versions: readonly LibraryVersionRow[];
    /** The number of the group's feed that this page knows of */
    entry: number;
}

export interface LibraryResourceRow {
    /** Which */
    resource: ResourceId;
    /** Whose library it is in */
    group: GroupId;
    /** What it is called */
    title: string;
    /** What it is, in a few sentences */
    summary: string;
    /** What kind of thing it is */
    kind: LibraryResourceKind;
    /** Who it is for; may be empty */
    audience: string;
    /** How others may use it; may be empty */
    licence: string;
    /** BCP 47 tag of what it is written in */
    language: string;
    /** The day by which somebody should look whether it still holds */
    review_on?: Day;
    /** Who put it in, for whom */
    by: PeopleByline;
    /** When */
    at: Instant;
    /** To be named when it is changed or one of its versions released */
    revision: number;
    /** The current version; absent before the first release */
    current?: LibraryCurrentVersion;
    /** How many versions wait for a release */
    drafts: number;
    /** The group's labels it has */
    labels: readonly LabelId[];
}

export interface LibraryResources {
    /** Whose library */
    group: GroupId;
    /** Only of this kind */
    kind?: LibraryResourceKind;
    /** Only those with this label */
    label?: LabelId;
    /** Only those to be looked at by this day */
    review_by?: Day;
    /** The last resource of the page before */
    after?: ResourceId;
}

export type LibrarySameBy = "content" | "link" | "code" | "saved_again" | "words" | "nearly";

export interface LibrarySettledChange {
    /** What the origin did */
    kind: LibraryChangeKind;
    /** What it said (0 to 1000 characters) */
    before: string;
    /** What it says now (0 to 1000 characters) */
    after: string;
    /** What became of it here */
    fate: LibraryChangeFate;
}

export interface LibraryShowAdaptation {
    /** Which */
    resource: ResourceId;
}

export interface LibraryShowNearestVersions {
    /** A complete one */
    upload: UploadId;
}

export interface LibraryShowOriginChanges {
    /** Which adaptation */
    resource: ResourceId;
}

export interface LibraryShowResource {
    /** Which */
    resource: ResourceId;
}

export interface LibraryShowVersionText {
    /** Which */
    version: VersionId;
    /** Absent for the first */
    piece?: number;
}

export interface LibraryTakeOriginChanges {
    /** Which adaptation */
    resource: ResourceId;
    /** The base that was looked at */
    base: VersionId;
    /** The version that was looked at */
    ours: VersionId;
    /** The version of the origin that was looked at */
    theirs: VersionId;
    /** Which of the listed changes, the first being 0; all of them fit (at most 500) */
    taken: readonly number[];
}

export interface LibraryTextBlock {
    /** What it is in the file; a row is one of a table or a sheet */
    kind: LibraryBlockKind;
    /** Its words, in one line; a tab between the cells of a row */
    text: string;
}

export type LibraryTextState =
    "ready" | "waiting" | "link" | "no_words" | "no_converter" | "failed" | "removed";

export interface LibraryUndoCatchUp {
    /** Made by the client */
    request: RequestId;
    /** Which adaptation */
    resource: ResourceId;
    /** Which catching up */
    entry: number;
}

export interface LibraryVersionAdded {
    /** The new version, a draft */
    version: VersionId;
    /** Its number in the group's feed */
    entry: number;
}

export interface LibraryVersionFile {
    /** As it was called by who sent it */
    name: string;
    /** In bytes */
    size: number;
    /** Of all its bytes, in hexadecimal */
    sha256: string;
}

export interface LibraryVersionRow {
    /** Which */
    version: VersionId;
    /** To be printed on it: /v/CODE says whether it is current */
    code: VersionCode;
    /** Of which resource */
    resource: ResourceId;
    /** Given at its release; never changes */
    number?: number;
    /** A draft, the current version, superseded by a later one, or removed */
    state: LibraryVersionState;
    /** The version it was made from; absent when from none */
    base?: VersionId;
    /** Who added it, for whom */
    by: PeopleByline;
    /** When */
    at: Instant;
    /** What changed, in their words */
    changed: string;
    /** Where it is; empty of a file, and when removed */
    link: string;
    /** The file it is, at /files/VERSION; absent of a link, and when removed */
    file?: LibraryVersionFile;
    /** Who released it, for whom */
    released_by?: PeopleByline;
    /** When */
    released_at?: Instant;
    /** What they said of it */
    note: string;
    /** Who removed it, for whom */
    removed_by?: PeopleByline;
    /** When */
    removed_at?: Instant;
    /** Why */
    removed_why: string;
}

export type LibraryVersionState = "draft" | "current" | "superseded" | "removed";

export interface LibraryVersionText {
    /** Ready; waiting to be read out; a link; a kind of file that holds no words, or that no program here can read; one that could not be read out; or removed */
    state: LibraryTextState;
    /** Its words, in order; none unless ready */
    blocks: readonly LibraryTextBlock[];
    /** The piece to ask for next; absent when this is the last */
    next?: number;
    /** Whether the file holds more words than are kept */
    cut: boolean;
}

export interface LibraryWhichVersion {
    /** Of all the file's bytes, in hexadecimal, or (64 to 64 characters) */
    sha256?: string;
    /** where it is, or (10 to 2000 characters) */
    link?: string;
    /** what is printed on it: one of the three */
    code?: VersionCode;
}

export interface PeopleAffiliation {
    /** The authority */
    authority: AuthorityId;
    /** Its name today */
    name: string;
    /** Its short name today */
    short_name: string;
    /** Whether they are its coordinator */
    coordinator: boolean;
    /** Since when they belong to it */
    from_at: Instant;
}

export interface PeopleAwaitedMail {
    /** The address that is not confirmed yet; absent when none is */
    mail?: string;
    /** Until when the link that was sent there can be used */
    expires_at?: Instant;
}

export interface PeopleByline {
    /** Who */
    person: PersonId;
    /** Their name; empty for somebody who has left the network */
    name: string;
    /** The authority they spoke for */
    authority?: AuthorityId;
    /** That authority's short name on the day */
    authority_name: string;
    /** Whether they sit in this group as a guest */
    guest: boolean;
}

export interface PeopleChangeMail {
    /** The new address (3 to 254 characters) */
    mail: string;
    /** One's password (1 to 1024 characters) */
    password: string;
}

export interface PeopleChangeMe {
    /** Made by the client */
    request: RequestId;
    /** The revision that was looked at */
    revision: number;
    /** Their name (1 to 100 characters) */
    name: string;
    /** BCP 47 tag (2 to 35 characters) */
    language: string;
    /** IANA time zone name (1 to 64 characters) */
    zone: string;
    /** Colours */
    theme: PeopleTheme;
    /** Whether others see when one is here; absent to leave it as it is */
    shows_here?: boolean;
    /** Whether one gets mails about newer versions of what one's authority uses; absent to leave it as it is */
    library_letters?: boolean;
}

export interface PeopleChangePassword {
    /** The password so far (1 to 1024 characters) */
    old_password: string;
    /** At least 12 characters, and not one that everybody knows (1 to 1024 characters) */
    new_password: string;
}

export interface PeopleEndPerson {
    /** Made by the client */
    request: RequestId;
    /** Who */
    person: PersonId;
    /** Not now but then, at most five years ahead; until then nothing changes */
    at?: Instant;
}

export interface PeopleEndSignIn {
    /** Which */
    sign_in: SignInId;
}

export interface PeopleFindPeople {
    /** Parts of names, in any order (0 to 100 characters) */
    words: string;
    /** Only people who sit in this group */
    group?: GroupId;
}

export interface PeopleFound {
    /** By name, at most 20 */
    people: readonly PeoplePersonFound[];
    /** Whether more would fit the words */
    more: boolean;
}

export type PeopleKeepMail = Record<string, never>;

export interface PeopleMe {
    /** Who is signed in */
    person: PersonId;
    /** The feed of entries for this person */
    feed: FeedId;
    /** Their name */
    name: string;
    /** The address they sign in with */
    mail: string;
    /** Like en-GB */
    language: string;
    /** Time zone, like Europe/London */
    zone: string;
    /** How the pages are coloured */
    theme: PeopleTheme;
    /** Whether they are an administrator of the network */
    administrator: boolean;
    /** Whether every seat they hold is a guest's */
    guest: boolean;
    /** Whether others see when they are here */
    shows_here: boolean;
    /** Whether they get a mail when a newer version of what their authority uses is released */
    library_letters: boolean;
    /** To be named when settings are changed */
    revision: number;
    /** The authorities they belong to */
    affiliations: readonly PeopleAffiliation[];
    /** The network's name */
    network_name: string;
    /** The feed of the network */
    network_feed: FeedId;
}

export interface PeoplePersonFound {
    /** Who */
    person: PersonId;
    /** Their name */
    name: string;
    /** Where they belong */
    affiliations: readonly PeopleAffiliation[];
}

export interface PeoplePersonPage {
    /** Who */
    person: PersonId;
    /** Their name */
    name: string;
    /** Whether they have left the network */
    ended: boolean;
    /** Whether they administer it; told to administrators only */
    administrator: boolean;
    /** The authorities they belong to */
    affiliations: readonly PeopleAffiliation[];
    /** The groups that both of you sit in */
    shared_groups: readonly PeopleSharedGroup[];
    /** What is to end on a later day; told to administrators only */
    endings: readonly PeoplePlannedEnding[];
}

export interface PeoplePlannedEnding {
    /** They no longer belong to it; absent: they leave the network */
    authority?: AuthorityId;
    /** The authority's short name today */
    short_name: string;
    /** From when on */
    at: Instant;
    /** Who planned it; empty when they have left */
    by_name: string;
}

export interface PeopleRevised {
    /** The revision that the change made */
    revision: number;
}

export type PeopleSendMailAgain = Record<string, never>;

export interface PeopleSetAdministrator {
    /** Made by the client */
    request: RequestId;
    /** Who */
    person: PersonId;
    /** Whether they are from now on */
    administrator: boolean;
}

export interface PeopleSharedGroup {
    /** The group */
    group: GroupId;
    /** Its name */
    name: string;
}

export type PeopleShowAwaitedMail = Record<string, never>;

export interface PeopleShowPerson {
    /** Who */
    person: PersonId;
}

export interface PeopleSignIn {
    /** The address (3 to 254 characters) */
    mail: string;
    /** The password (1 to 1024 characters) */
    password: string;
}

export type PeopleSignInKind = "browser" | "token";

export interface PeopleSignInList {
    /** The newest first */
    sign_ins: readonly PeopleSignInRow[];
}

export interface PeopleSignInRow {
    /** Which */
    sign_in: SignInId;
    /** A browser, or an access token */
    kind: PeopleSignInKind;
    /** Browser and system as far as known, or the token's purpose */
    label: string;
    /** Signed in */
    made_at: Instant;
    /** Last used, to the hour */
    used_at: Instant;
    /** Ends by itself */
    expires_at: Instant;
    /** Whether it is the one asking */
    this_one: boolean;
}

export type PeopleSignIns = Record<string, never>;

export type PeopleSignOut = Record<string, never>;

export type PeopleTheme = "system" | "light" | "dark";

export interface PeopleUndoEnding {
    /** Made by the client */
    request: RequestId;
    /** Whose */
    person: PersonId;
    /** Their belonging to it; absent: their part in the network */
    authority?: AuthorityId;
}

export type PeopleWhoAmI = Record<string, never>;

export type PersonId = Brand<"PersonId">;

export type PostId = Brand<"PostId">;

export type ReportId = Brand<"ReportId">;

export type RequestId = Brand<"RequestId">;

export type ResourceId = Brand<"ResourceId">;

export interface SearchFind {
    /** Each must be there; "several words" together; a star after the beginning of a word. May be empty beside a group, person or authority (0 to 200 characters) */
    words: string;
    /** Which; all if none (at most 4) */
    kinds: readonly SearchKind[];
    /** Only in this group */
    group?: GroupId;
    /** Only what this person wrote or put in */
    person?: PersonId;
    /** Only what was written or put in for this authority */
    authority?: AuthorityId;
    /** Only what was written then or later */
    from?: Instant;
    /** Only what was written before */
    until?: Instant;
    /** Newest first if absent */
    order?: SearchOrder;
    /** `next` of the page before (1 to 40 characters) */
    after?: string;
}

export interface SearchHit {
    /** A post, a topic by its title, or a resource */
    kind: SearchKind;
    /** Where */
    group: GroupId;
    /** The group's name */
    group_name: string;
    /** The topic; absent for a resource */
    topic?: TopicId;
    /** The resource; absent for the others */
    resource?: SearchResourceHit;
    /** The post; absent for a topic and a resource */
    post?: PostId;
    /** The post's number in the topic; 1 for a topic, 0 for a resource */
    number: number;
    /** The title of the topic or resource, in parts */
    title: readonly SearchPart[];
    /** Words of it around what was found, in parts; of a topic, how it begins */
    snippet: readonly SearchPart[];
    /** Who wrote it or put it in, for whom */
    by: PeopleByline;
    /** When; of a resource, when its current version was released, if one is */
    at: Instant;
}

export interface SearchHits {
    /** On the first page only: by name, at most 20, or 5 beside others */
    people: readonly PeoplePersonFound[];
    /** Whether more people would fit */
    more_people: boolean;
    /** At most 20 */
    hits: readonly SearchHit[];
    /** To be given back as `after` for the page that follows; absent on the last */
    next?: string;
    /** False while the index is being made: older things may be missing */
    complete: boolean;
}

export type SearchKind = "post" | "topic" | "person" | "resource";

export type SearchOrder = "newest" | "relevance";

export interface SearchPart {
    /** Plain text, as it stands */
    text: string;
    /** Whether it is one of the words that were looked for */
    found: boolean;
}

export interface SearchResourceHit {
    /** Which */
    resource: ResourceId;
    /** What kind of thing it is */
    kind: LibraryResourceKind;
    /** The number of the current version; absent when none is */
    current?: number;
    /** Whether the snippet is from the file of that version, or of the newest draft when none is current */
    in_file: boolean;
}

export type SeatId = Brand<"SeatId">;

export type SignInId = Brand<"SignInId">;

export interface StatementsChangeStatement {
    /** Made by the client */
    request: RequestId;
    /** Which one */
    which: StatementsWhich;
    /** The revision of it that was looked at */
    revision: number;
    /** In Markdown, up to 10,000 characters; empty: the ready one again (0 to 10000 characters) */
    text: string;
}

export interface StatementsShowStatement {
    /** Which one */
    which: StatementsWhich;
}

export interface StatementsStatement {
    /** To be named when it is changed; 0 before the first change */
    revision: number;
    /** As it was written, in Markdown; empty while the ready one is shown */
    text: string;
    /** The one that comes with the program, in Markdown */
    ready: string;
    /** When it was changed last */
    changed_at?: Instant;
}

export type StatementsWhich = "accessibility" | "privacy";

export type TopicId = Brand<"TopicId">;

export type UploadId = Brand<"UploadId">;

/** Eight characters, the last of which checks the others: K7Q2-M9XD */
export type VersionCode = string;

export type VersionId = Brand<"VersionId">;

/** Every method: what it takes, what it answers and whether it changes something. */
export interface Methods {
    /** Sign in with mail and password; the answer sets the cookie */
    "people.sign_in": {
        params: PeopleSignIn;
        result: PeopleMe;
        effect: "mark";
    };
    /** End this sign-in */
    "people.sign_out": {
        params: PeopleSignOut;
        result: Done;
        effect: "mark";
    };
    /** Who is signed in */
    "people.me": {
        params: PeopleWhoAmI;
        result: PeopleMe;
        effect: "read";
    };
    /** Change one's own settings */
    "people.change_me": {
        params: PeopleChangeMe;
        result: PeopleRevised;
        effect: "change";
    };
    /** Change one's own password; every other sign-in ends */
    "people.change_password": {
        params: PeopleChangePassword;
        result: Done;
        effect: "mark";
    };
    /** One's own sign-ins and access tokens */
    "people.sign_ins": {
        params: PeopleSignIns;
        result: PeopleSignInList;
        effect: "read";
    };
    /** End one of one's own sign-ins */
    "people.end_sign_in": {
        params: PeopleEndSignIn;
        result: Done;
        effect: "mark";
    };
    /** A person, as far as one may see them */
    "people.person": {
        params: PeopleShowPerson;
        result: PeoplePersonPage;
        effect: "read";
    };
    /** People one may see whose name or authority holds each of the words */
    "people.find": {
        params: PeopleFindPeople;
        result: PeopleFound;
        effect: "read";
    };
    /** The address that one asked to sign in with, while it is not confirmed */
    "people.awaited_mail": {
        params: PeopleShowAwaitedMail;
        result: PeopleAwaitedMail;
        effect: "read";
    };
    /** Ask to sign in with another address: a link goes there, and until it is used the old address stays. At most five times a day. The answer is the same whether anybody has the address */
    "people.change_mail": {
        params: PeopleChangeMail;
        result: Done;
        effect: "mark";
    };
    /** Send the link to the awaited address once more; the earlier link ends */
    "people.send_mail_again": {
        params: PeopleSendMailAgain;
        result: Done;
        effect: "mark";
    };
    /** Give up the change of address that is awaited */
    "people.keep_mail": {
        params: PeopleKeepMail;
        result: Done;
        effect: "mark";
    };
    /** The authorities of the network; for a guest, those of people they share a group with */
    "authorities.list": {
        params: AuthorityAuthorities;
        result: AuthorityList;
        effect: "read";
    };
    /** Who of an authority sits in which group; for its coordinator and administrators */
    "authorities.seats": {
        params: AuthorityShowPresence;
        result: AuthorityPresenceList;
        effect: "read";
    };
    /** An authority with its people and earlier names; for administrators */
    "authorities.authority": {
        params: AuthorityShowAuthority;
        result: AuthorityPage;
        effect: "read";
    };
    /** Make an authority; for administrators */
    "authorities.make": {
        params: AuthorityMake;
        result: AuthorityMade;
        effect: "change";
    };
    /** Change an authority; what was written before shows the name of its day; for administrators */
    "authorities.change": {
        params: AuthorityChangeAuthority;
        result: PeopleRevised;
        effect: "change";
    };
    /** Take an authority's logo away; for administrators */
    "authorities.remove_logo": {
        params: AuthorityRemoveLogo;
        result: PeopleRevised;
        effect: "change";
    };
    /** Close an authority nobody belongs to any more, or open it again; for administrators */
    "authorities.close": {
        params: AuthorityClose;
        result: PeopleRevised;
        effect: "change";
    };
    /** Let an authority go on in another: its people, their seats and its mail domains do, and it is closed; for administrators */
    "authorities.merge": {
        params: AuthorityMerge;
        result: PeopleRevised;
        effect: "change";
    };
    /** Make an authority out of a part of another: these people and their seats go on with the new one; for administrators */
    "authorities.split": {
        params: AuthoritySplit;
        result: AuthorityMade;
        effect: "change";
    };
    /** Make somebody coordinator of an authority they belong to, or no longer; for administrators */
    "authorities.set_coordinator": {
        params: AuthoritySetCoordinator;
        result: Done;
        effect: "change";
    };
    /** Somebody no longer belongs to an authority: their seats for it end at once, what they wrote stays; for administrators */
    "authorities.end_affiliation": {
        params: AuthorityEndAffiliation;
        result: Done;
        effect: "change";
    };
    /** End somebody's part in the network: sign-ins, seats and belonging end at once, what they wrote stays; for administrators. Whoever comes back is invited again */
    "people.end": {
        params: PeopleEndPerson;
        result: Done;
        effect: "change";
    };
    /** What was planned to end does not; `conflict` when nothing is planned; for administrators */
    "people.undo_ending": {
        params: PeopleUndoEnding;
        result: Done;
        effect: "change";
    };
    /** Make somebody an administrator, or no longer; a network keeps at least one */
    "people.set_administrator": {
        params: PeopleSetAdministrator;
        result: Done;
        effect: "change";
    };
    /** Who got and lost which right, and by whom; for administrators */
    "audit.trail": {
        params: AuditShowTrail;
        result: AuditTrail;
        effect: "read";
    };
    /** The groups one may see */
    "groups.list": {
        params: Groups;
        result: GroupList;
        effect: "read";
    };
    /** A group one may see */
    "groups.group": {
        params: GroupShowGroup;
        result: GroupPage;
        effect: "read";
    };
    /** Make a group; for people who facilitate one already, and administrators */
    "groups.make": {
        params: GroupMakeGroup;
        result: GroupMade;
        effect: "change";
    };
    /** Change a group's name, purpose and kind */
    "groups.change": {
        params: GroupChangeGroup;
        result: PeopleRevised;
        effect: "change";
    };
    /** Close a group for writing, or open it again */
    "groups.archive": {
        params: GroupArchiveGroup;
        result: PeopleRevised;
        effect: "change";
    };
    /** A group's welcome text as it was written */
    "groups.welcome": {
        params: GroupShowWelcome;
        result: GroupWelcomeWords;
        effect: "read";
    };
    /** Write what newcomers read first; no earlier text is kept; for facilitators */
    "groups.set_welcome": {
        params: GroupSetWelcome;
        result: PeopleRevised;
        effect: "change";
    };
    /** Put a part of a group's first page away, or bring it back */
    "groups.put_away": {
        params: GroupPutAway;
        result: Done;
        effect: "mark";
    };
    /** Who sits in a group one may read */
    "groups.members": {
        params: GroupMembers;
        result: GroupSeatList;
        effect: "read";
    };
    /** Take a seat in an open group, as a member */
    "groups.join": {
        params: GroupJoin;
        result: GroupSeatTaken;
        effect: "change";
    };
    /** Ask to join a group that takes members by request */
    "groups.ask": {
        params: GroupAskToJoin;
        result: GroupAsked;
        effect: "change";
    };
    /** Who asks to join; for facilitators */
    "groups.requests": {
        params: GroupJoinRequests;
        result: GroupJoinRequestList;
        effect: "read";
    };
    /** Let somebody in, or not */
    "groups.decide": {
        params: GroupDecide;
        result: Done;
        effect: "change";
    };
    /** Give a person of the network a seat; for facilitators and administrators */
    "groups.add_member": {
        params: GroupAddMember;
        result: GroupSeatTaken;
        effect: "change";
    };
    /** Change the role of a seat; a group keeps at least one facilitator */
    "groups.set_role": {
        params: GroupSetRole;
        result: Done;
        effect: "change";
    };
    /** End a seat: one's own, or another's as facilitator or administrator */
    "groups.remove_member": {
        params: GroupRemoveMember;
        result: Done;
        effect: "change";
    };
    /** Add a label for topics, at most 30 a group */
    "groups.add_label": {
        params: GroupAddLabel;
        result: GroupLabelMade;
        effect: "change";
    };
    /** Remove a label from the group and its topics */
    "groups.remove_label": {
        params: GroupRemoveLabel;
        result: Done;
        effect: "change";
    };
    /** The topics of a group, 50 a page */
    "forum.topics": {
        params: ForumTopics;
        result: ForumTopicList;
        effect: "read";
    };
    /** A topic with a page of its posts */
    "forum.topic": {
        params: ForumShowTopic;
        result: ForumTopicPage;
        effect: "read";
    };
    /** Where a post is: the permanent link */
    "forum.find_post": {
        params: ForumFindPost;
        result: ForumPostPlace;
        effect: "read";
    };
    /** Start a topic with its first post */
    "forum.start_topic": {
        params: ForumStartTopic;
        result: ForumTopicStarted;
        effect: "change";
    };
    /** Answer in a topic */
    "forum.reply": {
        params: ForumReply;
        result: ForumPostAdded;
        effect: "change";
    };
    /** Change one's own post; the earlier text stays readable */
    "forum.edit_post": {
        params: ForumEditPost;
        result: PeopleRevised;
        effect: "change";
    };
    /** Delete a post: its words go, a mark stays; for its author and facilitators */
    "forum.delete_post": {
        params: ForumDeletePost;
        result: Done;
        effect: "change";
    };
    /** The text of a post as written, and its earlier texts */
    "forum.texts": {
        params: ForumTexts;
        result: ForumPostTexts;
        effect: "read";
    };
    /** Remove a post's earlier texts; for its author and facilitators */
    "forum.remove_earlier_texts": {
        params: ForumRemoveEarlierTexts;
        result: Done;
        effect: "change";
    };
    /** Change a topic's title, labels and whether it is a question; for its author and facilitators */
    "forum.change_topic": {
        params: ForumChangeTopic;
        result: PeopleRevised;
        effect: "change";
    };
    /** Keep a topic at the top, or not; for facilitators */
    "forum.pin": {
        params: ForumPin;
        result: PeopleRevised;
        effect: "change";
    };
    /** End a topic's replies, or take them again; for facilitators */
    "forum.close": {
        params: ForumClose;
        result: PeopleRevised;
        effect: "change";
    };
    /** What moving a topic to another group would mean; for facilitators of both */
    "forum.before_move": {
        params: ForumBeforeMove;
        result: ForumMoveOutlook;
        effect: "read";
    };
    /** Move a topic to another group; for facilitators of both */
    "forum.move_topic": {
        params: ForumMoveTopic;
        result: PeopleRevised;
        effect: "change";
    };
    /** Mark a reply as the answer of a question, or none; for its author and facilitators */
    "forum.mark_answer": {
        params: ForumMarkAnswer;
        result: PeopleRevised;
        effect: "change";
    };
    /** Say thanks for somebody's post, or take it back */
    "forum.thank": {
        params: ForumThank;
        result: Done;
        effect: "change";
    };
    /** Follow a topic, mute it, or neither */
    "forum.follow": {
        params: ForumFollow;
        result: Done;
        effect: "mark";
    };
    /** Say up to which post one has read a topic; never goes back */
    "forum.mark_read": {
        params: ForumMarkRead;
        result: Done;
        effect: "mark";
    };
    /** Say that one has read a group up to an entry; never goes back */
    "forum.mark_group_read": {
        params: ForumMarkGroupRead;
        result: Done;
        effect: "mark";
    };
    /** Tell the facilitators that a post needs a look */
    "forum.report": {
        params: ForumReportPost;
        result: ForumReported;
        effect: "change";
    };
    /** Reported posts of a group; for facilitators */
    "forum.reports": {
        params: ForumReports;
        result: ForumReportList;
        effect: "read";
    };
    /** Say that a report has been looked at; for facilitators */
    "forum.settle_report": {
        params: ForumSettleReport;
        result: Done;
        effect: "change";
    };
    /** How a text will look */
    "forum.preview": {
        params: ForumPreview;
        result: ForumRendered;
        effect: "read";
    };
    /** One's own drafts, where one may still write */
    "forum.drafts": {
        params: ForumDrafts;
        result: ForumDraftList;
        effect: "read";
    };
    /** Keep a draft; one without title and text is thrown away */
    "forum.save_draft": {
        params: ForumSaveDraft;
        result: Done;
        effect: "mark";
    };
    /** The resources of a group's library, 50 a page */
    "library.resources": {
        params: LibraryResources;
        result: LibraryResourceList;
        effect: "read";
    };
    /** A resource with all its versions */
    "library.resource": {
        params: LibraryShowResource;
        result: LibraryResourcePage;
        effect: "read";
    };
    /** Which versions a file, a link or a printed code is of */
    "library.which_version": {
        params: LibraryWhichVersion;
        result: LibraryKnownVersions;
        effect: "read";
    };
    /** Say that one has looked at a group's library up to an entry; never goes back */
    "library.mark_seen": {
        params: LibraryMarkSeen;
        result: Done;
        effect: "mark";
    };
    /** Put something into a group's library, with its first version as a draft */
    "library.add_resource": {
        params: LibraryAddResource;
        result: LibraryResourceAdded;
        effect: "change";
    };
    /** Change what is said about a resource; for members, and for a guest who put it in */
    "library.change_resource": {
        params: LibraryChangeResource;
        result: PeopleRevised;
        effect: "change";
    };
    /** Add a version of a resource, as a draft */
    "library.add_version": {
        params: LibraryAddVersion;
        result: LibraryVersionAdded;
        effect: "change";
    };
    /** Make a draft the current version; for members, and for a guest who put the resource in */
    "library.release_version": {
        params: LibraryReleaseVersion;
        result: LibraryReleased;
        effect: "change";
    };
    /** Remove what a version holds; a mark stays. For who added it and facilitators */
    "library.remove_version": {
        params: LibraryRemoveVersion;
        result: PeopleRevised;
        effect: "change";
    };
    /** The words of a version that is a file, piece by piece */
    "library.version_text": {
        params: LibraryShowVersionText;
        result: LibraryVersionText;
        effect: "read";
    };
    /** Which versions say what an upload of one's own says, or most of it; every byte is for library.which_version */
    "library.nearest_versions": {
        params: LibraryShowNearestVersions;
        result: LibraryNearestVersions;
        effect: "read";
    };
    /** Who uses a resource, and which version of it */
    "library.adoptions": {
        params: LibraryAdoptions;
        result: LibraryAdoptionGrid;
        effect: "read";
    };
    /** Say that an authority uses this version; for members who sit in the group for it */
    "library.adopt_version": {
        params: LibraryAdoptVersion;
        result: Done;
        effect: "change";
    };
    /** Say that an authority does not use a resource any more; as library.adopt_version, and for facilitators when the authority is closed */
    "library.end_adoption": {
        params: LibraryEndAdoption;
        result: Done;
        effect: "change";
    };
    /** What a resource was made from, and what was made from it */
    "library.adaptation": {
        params: LibraryShowAdaptation;
        result: LibraryAdaptationPage;
        effect: "read";
    };
    /** Make a resource of an authority's own from a version, with the same file or link as its first draft; for who may read the version, and is a member of the group it goes to */
    "library.adapt_version": {
        params: LibraryAdaptVersion;
        result: LibraryResourceAdded;
        effect: "change";
    };
    /** Say that an adaptation rests on a newer version of its origin from now on, with a draft that has what was taken of it, if anything was; for members who may read the origin */
    "library.catch_up": {
        params: LibraryCatchUpWithOrigin;
        result: LibraryCaughtUp;
        effect: "change";
    };
    /** Take back the last catching up, with its draft, as long as that was not released; for members */
    "library.undo_catch_up": {
        params: LibraryUndoCatchUp;
        result: Done;
        effect: "change";
    };
    /** What the origin of an adaptation changed since its base, and which of that fits */
    "library.origin_changes": {
        params: LibraryShowOriginChanges;
        result: LibraryOriginChanges;
        effect: "read";
    };
    /** Make a file of the adaptation with some of what its origin changed; nothing else changes */
    "library.take_origin_changes": {
        params: LibraryTakeOriginChanges;
        result: LibraryChangesTaken;
        effect: "mark";
    };
    /** Hear new entries of these feeds on this connection, beside those followed already */
    "feeds.follow": {
        params: FeedFollowFeeds;
        result: FeedFollowedList;
        effect: "mark";
    };
    /** Entries of a feed after a number: catching up */
    "feeds.entries": {
        params: FeedEntries;
        result: FeedEntryPage;
        effect: "read";
    };
    /** Who of a group's people is here; this connection goes on hearing of it, for 8 groups at most */
    "here.look": {
        params: HereLookWho;
        result: HereNow;
        effect: "mark";
    };
    /** What is waiting, and what happened since one was here */
    "home.page": {
        params: HomeShow;
        result: HomePage;
        effect: "read";
    };
    /** Posts, topics, resources and people one may see that hold each of the words */
    "search.find": {
        params: SearchFind;
        result: SearchHits;
        effect: "read";
    };
    /** Invitations nobody has used yet: into a group one manages, or all, for administrators */
    "invitations.list": {
        params: Invitations;
        result: InvitationsInvitationList;
        effect: "read";
    };
    /** Invite one address: into a group, for its facilitators; anywhere, for administrators */
    "invitations.invite": {
        params: InvitationsInvite;
        result: InvitationsInvited;
        effect: "change";
    };
    /** Take an invitation back: its link works no more */
    "invitations.withdraw": {
        params: InvitationsWithdraw;
        result: Done;
        effect: "change";
    };
    /** Send an invitation by mail, once more, for another 14 days; earlier links end */
    "invitations.send_again": {
        params: InvitationsSendAgain;
        result: Done;
        effect: "change";
    };
    /** A fresh link of an invitation, to hand over oneself; earlier links end */
    "invitations.make_link": {
        params: InvitationsMakeLink;
        result: InvitationsLinkMade;
        effect: "mark";
    };
    /** Send somebody a link for a new password; for administrators */
    "invitations.send_reset": {
        params: InvitationsSendReset;
        result: Done;
        effect: "change";
    };
    /** What would have to be mended in a list of people before they can be invited one by one: to a group, for its facilitators; anywhere, for administrators */
    "invitations.look_over": {
        params: InvitationsLookOver;
        result: InvitationsListLooked;
        effect: "read";
    };
    /** One of the network's statements, to be changed; for administrators */
    "statements.statement": {
        params: StatementsShowStatement;
        result: StatementsStatement;
        effect: "read";
    };
    /** Write one of the network's statements anew; for administrators */
    "statements.change": {
        params: StatementsChangeStatement;
        result: PeopleRevised;
        effect: "change";
    };
}

export type MethodName = keyof Methods;

export type Params<M extends MethodName> = Methods[M]["params"];

export type Answer<M extends MethodName> = Methods[M]["result"];

/** Names of the methods that leave a receipt, so that they can be sent again. */
export type ChangeName = {
    [M in MethodName]: Methods[M]["effect"] extends "change" ? M : never;
}[MethodName];

/** What the server says by itself. */
export interface Notifications {
    /** An entry of a feed one follows */
    "feeds.entry": FeedEntry;
    /** The right to a feed has ended; nothing more comes from it */
    "feeds.ended": FeedEnded;
    /** Somebody has come to a group one looks at, or gone */
    "here.changed": HereChanged;
}

/** Limits that no field's own says. */
export const limits = {
    message_bytes: 262144,
    depth: 32,
    values: 32768,
    object_members: 64,
    request_id_bytes: 128,
    requests_in_flight: 32,
    post_characters: 32000,
    post_mentions: 20,
    topic_labels: 5,
    topics_page: 50,
    posts_page: 50,
    thanks_shown: 50,
    earlier_texts: 100,
    drafts: 100,
    group_labels: 30,
    entries_page: 200,
    entries_behind: 5000,
    feeds_followed: 200,
    people_found: 20,
    password_characters_min: 12,
    home_topics_per_group: 5,
    home_mentions: 20,
} as const;

/** Why the server closed the WebSocket. */
export const closeCodes = {
    come_back: 4000,
    sign_in_ended: 4001,
} as const;
