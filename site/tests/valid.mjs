// The HTML is valid: node valid.mjs SITE [EVERY], which takes one in EVERY pages of codes (400).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { files, require, site } from "./common.mjs";

const { HtmlValidate } = require("html-validate");
const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // What the generator of the pages writes on one line is no matter of validity.
    "long-title": "off",
    "no-trailing-whitespace": "off",
    // The HTML standard takes both.
    "doctype-style": "off",
    "void-style": "off",
  },
});
const every = Number(process.argv[3] ?? 400);
let seen = 0, checked = 0, wrong = 0;
for (const path of files(site, ".html")) {
  const html = readFileSync(join(site, path), "utf8");
  const isCode = path.includes("code/");
  if (isCode && seen++ % every && !html.includes("<article class=\"code\" id=")) continue;
  // The largest lists are of one kind with the others, and take minutes.
  if (html.length > 300_000) continue;
  const report = await validator.validateString(html);
  checked += 1;
  for (const { messages } of report.results) {
    for (const { message, ruleId, line, column } of messages.slice(0, 3)) {
      console.log(`${path}:${line}:${column}: ${message} (${ruleId})`);
      wrong += 1;
    }
  }
  if (wrong > 20) break;
}
console.log(`${checked} pages checked, ${wrong} problems`);
process.exitCode = wrong || !checked ? 1 : 0;
