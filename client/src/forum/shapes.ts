// Shapes of the forum and of groups by short names, read off the protocol's types.
export type {
    ForumFollowing as Following,
    ForumPostTexts as PostTexts,
    ForumReportRow as ReportRow,
    ForumTopicFilter as TopicFilter,
    ForumTopicList as TopicList,
    GroupJoinRequestRow as JoinRequestRow,
    GroupKind,
    GroupLabelRow as LabelRow,
    GroupRole as Role,
    PeoplePersonFound as PersonFound,
} from "../protocol/types.ts";
