/** The address of a script that runs beside the page; build.mjs makes a file of its own of it. */
declare module "*?worker" {
    const address: string;
    export default address;
}

/** The sections of the catalogue that no module of the first page names. */
declare module "*/texts.json?later" {
    const sections: Partial<import("./texts.ts").Catalogue>;
    export default sections;
}
