// Choosing what somebody is in a group.
import type { Role } from "../forum/shapes.ts";
import { text } from "../texts.ts";

export const roles: readonly Role[] = ["facilitator", "member", "guest"];

interface RoleSelectProps {
    /** Whose role it is. */
    name: string;
    role: Role;
    onChoose(role: Role): void;
}

export function RoleSelect({ name, role, onChoose }: RoleSelectProps) {
    return (
        <select
            aria-label={text("members.role_of", { name })}
            value={role}
            onChange={(event) => onChoose(event.currentTarget.value as Role)}
        >
            {roles.map((one) => (
                <option key={one} value={one}>
                    {text(`role.${one}`)}
                </option>
            ))}
        </select>
    );
}
