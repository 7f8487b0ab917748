// matrix_tests, then live delivery; counted together.
import { begin, program } from "../harness/program.mjs";
import { Report, sure } from "../harness/report.mjs";
import { live } from "./live.mjs";

const report = new Report();
await report.rest("matrix_tests", matrixTests);
await live(report);
report.end();

async function matrixTests() {
    const child = begin(program("matrix_tests"), []);
    let printed = "";
    child.stdout.on("data", (bytes) => (printed += bytes));
    child.stderr.on("data", (bytes) => (printed += bytes));
    await new Promise((done) => child.once("close", done));
    const cases = /test cases: *[0-9]+ *\| *([0-9]+) passed *\| *([0-9]+) failed/;
    const [, passed, failed] = printed.match(cases) ?? [];
    sure(passed, `matrix_tests did not come to its end:\n${printed.slice(-4000)}`);
    return `${printed}\n${passed} passed, ${failed} failed`;
}
