// The search of the pages and that of tcerr have the same first answers: node search.mjs SITE
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { fixture, require, site } from "./common.mjs";

const Search = require(join(site, "search.js"));
const catalog = JSON.parse(readFileSync(join(site, "codes.min.json"), "utf8"));
const index = new Search.Index(catalog.code, catalog.common, catalog.products);
await index.describe(catalog.description);
let chinese;
globalThis.catalog = part => { chinese = part; };
runInThisContext(readFileSync(join(site, "data/texts.zh.js"), "utf8"));
await index.describeInChinese(chinese.texts.description, chinese.words);

/** As the start page does it. */
function first(query) {
  const pasted = Search.isPasted(query) ? Search.recognize(query, index.exact) : [];
  return pasted.length ? pasted[0].code : catalog.code[index.find(query)[0]];
}

const rows = fixture("searches.tsv").trim().split("\n").map(line => line.split("\t"));
assert.ok(rows.length >= 60);
assert.ok(rows.filter(([query]) => Search.isChinese(query)).length >= 25);
const wrong = rows.filter(([query, expected]) => first(query) !== expected);
assert.deepEqual(wrong.map(([query, expected]) => `${query}: ${first(query)}, not ${expected}`), []);

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
assert.deepEqual(index.find("，签。"), index.find("签"));
assert.deepEqual(index.find("签".repeat(1000) + "a".repeat(1000)), []);
console.log(`${rows.length} queries have the first answer of tcerr`);
