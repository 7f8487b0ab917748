// A tick in a button that is on: not by colour alone. Screen readers have aria-pressed.
export function Check({ on }: { on: boolean }) {
    return on ? <span aria-hidden="true">✓ </span> : null;
}
