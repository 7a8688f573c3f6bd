// The search of the pages and that of tcerr have the same first answers: node search.mjs SITE
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fixture, require, site } from "./common.mjs";

const Search = require(join(site, "search.js"));
const catalog = JSON.parse(readFileSync(join(site, "codes.min.json"), "utf8"));
const index = new Search.Index(catalog.code, catalog.common);
await index.describe(catalog.description);

const rows = fixture("searches.tsv").trim().split("\n").map(line => line.split("\t"));
assert.ok(rows.length >= 40);
const wrong = rows.filter(([query, expected]) => catalog.code[index.find(query)[0]] !== expected);
assert.deepEqual(wrong.map(([query, expected]) => `${query}: ${catalog.code[index.find(query)[0]]}, not ${expected}`), []);

for (const [text, expected] of [["signatureExpire", "signature expire"], ["a1B2 c_D", "a1 b2 c d"], ["ABTest", "abtest"], ["签名 Éa", "签名 éa"]]) {
  assert.equal(Search.words(text).join(" "), expected);
}
for (const [a, b, expected] of [["", "ab", 2], ["abc", "acb", 1], ["ca", "abc", 2], ["kitten", "sitting", 3]]) {
  assert.equal(Search.distance(a, b), expected, `${a} ${b}`);
  assert.equal(Search.distance(b, a), expected, `${b} ${a}`);
}
assert.equal(index.named("authfailure-signatureexpire"), catalog.code.indexOf("AuthFailure.SignatureExpire"));
assert.equal(index.named("FailedOperation.dberror"), -1, "several may be meant");
assert.deepEqual(index.find(" . "), []);
console.log(`${rows.length} queries have the first answer of tcerr`);
