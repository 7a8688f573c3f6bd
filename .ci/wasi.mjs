// Runs a program for wasm32-wasip1 with its arguments: node .ci/wasi.mjs PROGRAM ARGUMENT...
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const [program, ...rest] = process.argv.slice(2);
const wasi = new WASI({
  version: "preview1",
  args: [program, ...rest],
  env: process.env,
  // Some tests read the data.
  preopens: { "/": process.cwd() },
  returnOnExit: true,
});
const { instance } = await WebAssembly.instantiate(
  readFileSync(program),
  wasi.getImportObject(),
);
process.exitCode = wasi.start(instance);
