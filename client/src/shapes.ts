// The protocol's shapes by the names this client uses, read off the generated types.
import type {
    Answer,
    ChangeName,
    MethodName,
    Methods,
    Notifications,
    Params,
} from "./protocol/types.ts";

export type { ChangeName, MethodName } from "./protocol/types.ts";
export type {
    AuthorityId,
    FeedId,
    GroupId,
    LabelId,
    PersonId,
    PostId,
    RequestId,
    ResourceId,
    SeatId,
    SignInId,
    TopicId,
} from "./protocol/types.ts";

export type ParamsOf<M extends MethodName> = Params<M>;
export type ResultOf<M extends MethodName> = Answer<M>;
/** What a change says, without the request id: that is made when it is queued. */
export type Said<M extends ChangeName> = Omit<Params<M>, "request">;
/** A read or a mark, of those that answer at once. */
export type PlainName = {
    [M in MethodName]: Methods[M]["effect"] extends "change" ? never : M;
}[MethodName];

export type Me = Answer<"people.me">;
export type Affiliation = Me["affiliations"][number];
export type SignInRow = Answer<"people.sign_ins">["sign_ins"][number];
export type PersonPage = Answer<"people.person">;

export type HomePage = Answer<"home.page">;
export type SinceInGroup = HomePage["groups"][number];
export type NewTopic = SinceInGroup["topics"][number];
export type NewResource = SinceInGroup["library"][number];
export type Mention = HomePage["mentions"][number];
export type NewerVersion = HomePage["newer_versions"][number];
export type Desk = HomePage["desks"][number];

export type GroupRow = Answer<"groups.list">["groups"][number];
export type GroupPage = Answer<"groups.group">;
export type SeatRow = Answer<"groups.members">["seats"][number];

export type HereNow = Answer<"here.look">;
export type HereChanged = Notifications["here.changed"];

export type TopicPage = Answer<"forum.topic">;
export type TopicRow = TopicPage["topic"];
export type Post = TopicPage["posts"][number];
export type Byline = Post["by"];
export type Draft = Answer<"forum.drafts">["drafts"][number];
export type DraftPlace = Draft["place"];

export type SearchHits = Answer<"search.find">;
export type SearchHit = SearchHits["hits"][number];
export type SearchPart = SearchHit["snippet"][number];

export type Entry = Answer<"feeds.entries">["entries"][number];
export type EntryKind = Entry["kind"];
