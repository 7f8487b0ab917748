/** The address of a script that runs beside the page; build.mjs makes a file of its own of it. */
declare module "*?worker" {
    const address: string;
    export default address;
}
