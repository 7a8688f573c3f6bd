// Looks up every code in the module that .ci/slow builds: node run.mjs MODULE
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const { codes, is_throttling, wrong } = instance.exports;
console.log(`${codes()} codes looked up, ${wrong()} of them wrongly`);
if (codes() < 12000 || wrong() !== 0 || is_throttling() !== 1) {
  console.error("expected 12,000 codes or more, all found, and the throttling codes recognized");
  process.exitCode = 1;
}
