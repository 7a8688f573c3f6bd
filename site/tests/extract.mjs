// The cases of the library's extractor, in the module that the pages load, and the simple search for
// known codes that stands in for it: node extract.mjs SITE
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { fixture, require, site } from "./common.mjs";

const cases = name => fixture(`extract/${name}`).split("\n=== ").slice(1).map(one => {
  const [text, expected = ""] = one.slice(one.indexOf("\n") + 1).split("\n---\n");
  return {
    name: one.slice(0, one.indexOf("\n")),
    text: text.replaceAll("␛", "\x1b").replaceAll("␍", "\r"),
    expected: expected.split("\n").filter(Boolean),
  };
});

const found = cases("found.txt"), notFound = cases("not-found.txt");
const notCodes = fixture("extract/not-codes.txt").split("\n").filter(Boolean);
const lines = fixture("extract/codes.tsv").trim().split("\n").map(line => {
  const [expected, text] = [line.slice(0, line.indexOf("\t")), line.slice(line.indexOf("\t") + 1)];
  return { expected: expected.split(",").filter(Boolean), text };
});

const Search = require(join(site, "search.js"));
const catalog = JSON.parse(readFileSync(join(site, "codes.min.json"), "utf8"));
const known = new Map(catalog.code.map((code, n) => [code, n]));

if (existsSync(join(site, "extract.js"))) {
  let module;
  globalThis.extractor = base64 => { module = Buffer.from(base64, "base64"); };
  runInThisContext(readFileSync(join(site, "extract.js"), "utf8"));
  const { instance: { exports } } = await WebAssembly.instantiate(module);
  const extract = text => {
    exports.clear();
    for (const byte of Buffer.from(text)) exports.push(byte);
    return JSON.parse(Buffer.from(Uint8Array.from({ length: exports.find() }, (_, n) => exports.byte(n))).toString());
  };
  const shown = (one, like) => {
    const [fields, named] = like.split(" > ");
    const values = [one.code, one.request_id, one.message];
    const shown = fields.split(" | ").map((field, n) => field === "*" ? "*" : values[n] ?? "-").join(" | ");
    return named === undefined ? shown : `${shown} > ${one.named.join(", ")}`;
  };
  for (const { name, text, expected } of found) {
    assert.deepEqual(extract(text).map((one, n) => shown(one, expected[n] ?? "")), expected, name);
  }
  for (const { name, text } of notFound) assert.deepEqual(extract(text), [], name);
  for (const text of notCodes) assert.deepEqual(extract(text), [], text);
  for (const { expected, text } of lines) assert.deepEqual(extract(text).map(one => one.code), expected, text);
  console.log(`the module: ${found.length + notFound.length + notCodes.length + lines.length} cases as in the library, ${module.length} bytes`);
} else {
  console.log("skipped: the module is not in the pages");
}

// Without the module, most of what is known must be found, and little else.
let right = 0, wrong = 0, all = 0;
for (const { text, expected } of [...found, ...lines]) {
  const codes = expected.map(line => line.split(/ [|>] /)[0]).filter(code => known.has(code));
  const simple = Search.recognize(text, known).map(one => one.code);
  all += new Set(codes).size;
  right += new Set(codes.filter(code => simple.includes(code))).size;
}
for (const text of [...notFound.map(one => one.text), ...notCodes]) wrong += Search.recognize(text, known).length > 0;
console.log(`without it: ${right} of ${all} codes found; ${wrong} of ${notFound.length + notCodes.length} texts without a code have one`);
assert.ok(right >= 0.9 * all);
