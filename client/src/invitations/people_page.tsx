// For administrators: who is invited to the network.
import { ForAdministrators } from "../administration/for_administrators.tsx";
import { text } from "../texts.ts";
import { Inviting } from "./inviting.tsx";

export function PeoplePage() {
    return (
        <ForAdministrators title={text("invite.page")} below>
            <Inviting mayInvite />
        </ForAdministrators>
    );
}
