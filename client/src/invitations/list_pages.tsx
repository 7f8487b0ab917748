// The pages of inviting by a list: into a group, for its facilitators, and to the network.
import { ForAdministrators } from "../administration/for_administrators.tsx";
import { rightsIn } from "../forum/rights.ts";
import { GroupFrame } from "../groups/group_frame.tsx";
import { useGroup } from "../groups/use_group.ts";
import { Sheet } from "../pieces/sheet.tsx";
import type { GroupId } from "../shapes.ts";
import { me } from "../state.ts";
import { text } from "../texts.ts";
import { ByList } from "./by_list.tsx";

export function MembersListPage({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    return (
        <GroupFrame id={place.group} group={group} tab="members" title={text("people_list.title")}>
            {(page) => {
                const manages = rightsIn(page).facilitates || me.value?.administrator === true;
                if (!manages || page.archived) {
                    return (
                        <Sheet>
                            <p>{text("people_list.not_yours")}</p>
                        </Sheet>
                    );
                }
                return (
                    <>
                        <p class="crumbs">
                            <a href={`/groups/${page.group}/members`}>{text("group.members")}</a>
                        </p>
                        <h2>{text("people_list.title")}</h2>
                        <ByList group={page.group} groupName={page.name} />
                    </>
                );
            }}
        </GroupFrame>
    );
}

export function PeopleListPage() {
    return (
        <ForAdministrators title={text("people_list.title")} below>
            <ByList />
        </ForAdministrators>
    );
}
