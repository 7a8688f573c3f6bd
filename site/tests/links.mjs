// Every code has its page, and every link inside leads somewhere: node links.mjs SITE
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { files, site } from "./common.mjs";

const unescape = text => text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">");
const pages = new Map(), others = new Set();
for (const path of files(site, "")) {
  if (path.endsWith(".html")) pages.set(path, null);
  else others.add(path);
}

const links = [];
for (const path of pages.keys()) {
  const html = readFileSync(join(site, path), "utf8");
  const ids = new Set();
  for (const [, id] of html.matchAll(/<[^>]*\sid="([^"]*)"/g)) {
    assert.ok(!ids.has(id), `${path}: the id ${id} twice`);
    ids.add(id);
  }
  pages.set(path, ids);
  const targets = new Set();
  for (const [, target] of html.matchAll(/<[^>]*\s(?:href|src|action)="([^"]*)"/g)) targets.add(unescape(target));
  links.push([path, targets]);
}

let count = 0;
const outside = new Set();
for (const [path, targets] of links) {
  for (const target of targets) {
    if (/^https:\/\//.test(target)) {
      outside.add(new URL(target).host);
      continue;
    }
    assert.doesNotMatch(target, /^[a-z]+:|^\//i, `${path}: ${target} works in no other folder`);
    const [file, anchor] = target.split("#");
    const to = file ? normalize(join(dirname(path), file)) : path;
    assert.ok(pages.has(to) || others.has(to), `${path}: ${target} leads nowhere`);
    // The start page reads what is behind its `#` as a state.
    if (anchor && !/(^|\/)index\.html$/.test(to)) assert.ok(pages.get(to)?.has(anchor), `${path}: ${target} leads to no anchor`);
    count += 1;
  }
}

const catalog = JSON.parse(readFileSync(join(site, "codes.json"), "utf8"));
const folders = pages.has("zh/index.html") ? ["", "zh/"] : [""];
for (const { code, family, products } of catalog.codes) {
  for (const folder of folders) {
    assert.ok(pages.has(`${folder}code/${code}.html`), code);
    for (const page of [`family/${family}`, ...products.map(name => `product/${name}`)]) {
      assert.ok(pages.get(`${folder}${page}.html`).has(code), `${page} lacks ${code}`);
    }
  }
}
const min = JSON.parse(readFileSync(join(site, "codes.min.json"), "utf8"));
assert.deepEqual(min.code, catalog.codes.map(one => one.code));
assert.deepEqual(min.description, catalog.codes.map(one => one.description));
assert.deepEqual(min.hint.map(n => n === null ? null : min.hints[n]), catalog.codes.map(one => one.hint));
for (const [column, names] of [["category", "categories"], ["retry", "retries"], ["actor", "actors"], ["window", "windows"]]) {
  assert.deepEqual(min[column].map(n => n === null ? null : min[names][n]), catalog.codes.map(one => one[column]));
}
assert.deepEqual(min.products.map(list => list.map(n => min.product_names[n])), catalog.codes.map(one => one.products));
console.log(`${pages.size} pages of ${catalog.codes.length} codes, ${count} links inside, others to ${[...outside].sort().join(", ")}`);
