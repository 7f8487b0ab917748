// The views that are not on the first page one sees, in one piece that is loaded when one of them is
// needed, and what few browsers need. One piece, not many: each file costs a request, and together they are small.
import "./more_texts.ts";

export { AdministrationPage } from "./administration/administration_page.tsx";
export { AuditPage } from "./administration/audit_page.tsx";
export { AuthorityPage } from "./administration/authority_page.tsx";
export { StatementPage } from "./administration/statement_page.tsx";
export { NewAuthorityPage } from "./administration/new_authority_page.tsx";
export { NewTopicPage } from "./forum/new_topic_page.tsx";
export { PostPage } from "./forum/post_page.tsx";
export { TopicPage } from "./forum/topic_page.tsx";
export { DeskPage } from "./groups/desk_page.tsx";
export { MembersPage } from "./groups/members_page.tsx";
export { NewGroupPage } from "./groups/new_group_page.tsx";
export { GroupSettingsPage } from "./groups/settings_page.tsx";
export { MembersListPage, PeopleListPage } from "./invitations/list_pages.tsx";
export { ChangesPage } from "./library/changes_page.tsx";
export { LibraryPage } from "./library/library_page.tsx";
export { NewResourcePage } from "./library/new_resource_page.tsx";
export { ResourcePage } from "./library/resource_page.tsx";
export { PeoplePage } from "./invitations/people_page.tsx";
export { PersonPage } from "./people/person_page.tsx";
export { SearchPage } from "./search/search_page.tsx";
export { SettingsPage } from "./settings/settings_page.tsx";
export { WhichPage } from "./which/which_page.tsx";
export { openSharedStream } from "./stream.ts";
