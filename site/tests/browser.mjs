// The pages in a real browser: node browser.mjs SITE SCREENSHOTS [OWN-SITE]
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { fixture, host, require, site } from "./common.mjs";

const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const shots = process.argv[3] ?? "target/site/screenshots";
const own = process.argv[4];
mkdirSync(shots, { recursive: true });

const server = await host(site);
const local = pathToFileURL(site) + "/";
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // In a container there is nobody else to keep apart.
  args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
const problems = [];

/** A page that may ask this host, or this disk, and nobody else, and that reports every error. */
async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, bypassCSP: false, ...options });
  const page = await context.newPage();
  page.on("console", message => message.type() === "error" && problems.push(`${address}: ${message.text()}`));
  page.on("pageerror", error => problems.push(`${address}: ${error.message}`));
  page.on("request", request => {
    const url = request.url();
    if (!url.startsWith(server.address) && !/^(file|data|about):/.test(url)) problems.push(`${address} asks for ${url}`);
  });
  await page.goto(address, { waitUntil: "domcontentloaded" });
  return page;
}

async function start(address, options) {
  const page = await open(address, options);
  await page.waitForSelector("#search:not([hidden])");
  return page;
}

const first = page => page.locator("#results b").first();
async function search(page, text, expected) {
  await page.fill("#q", text);
  await page.waitForFunction(expected => document.querySelector("#results b")?.textContent === expected, expected, { timeout: 10_000 })
    .catch(async () => assert.equal(await first(page).textContent({ timeout: 100 }).catch(() => "nothing"), expected, text));
}

/** Without the policy of the page: axe is a script from outside. */
async function violations(address, options = {}, prepare = async () => {}) {
  const page = await open(address, { ...options, bypassCSP: true });
  await prepare(page);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run());
  await page.context().close();
  return violations.map(one => `${address}: ${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 120)} ${one.nodes[0].failureSummary}`);
}

const described = page => page.waitForFunction(() => document.querySelector("#loading").hidden, { timeout: 30_000 });
const tests = {
  async "a search by code, by a typing error, by words"() {
    const page = await start(server.address + "index.html");
    await described(page);
    await search(page, "AuthFailure.SignatureExpire", "AuthFailure.SignatureExpire");
    await search(page, "authfailure signatureexpire", "AuthFailure.SignatureExpire");
    await search(page, "signture expired", "AuthFailure.SignatureExpire");
    await search(page, "InvalidParameterValue.InstanceIdMalformd", "InvalidParameterValue.InstanceIdMalformed");
    await page.fill("#q", "qwrtzpsdfg");
    await page.waitForFunction(() => document.querySelector("#status").textContent === "No code matches.");
  },
  async "the queries on record have the first answer of tcerr"() {
    const page = await start(server.address + "index.html");
    await described(page);
    const rows = fixture("searches.tsv").trim().split("\n").map(line => line.split("\t"));
    assert.ok(rows.length >= 60, `${rows.length} queries`);
    for (const [query, expected] of rows) await search(page, query, expected);
  },
  async "Chinese words in both languages"() {
    for (const folder of ["", "zh/"]) {
      const page = await start(`${server.address}${folder}index.html`);
      await page.fill("#q", "签名过期");
      await page.waitForFunction(() => document.querySelectorAll("#results li").length > 0);
      const codes = await page.locator("#results b").allTextContents();
      assert.ok(codes.slice(0, 3).includes("AuthFailure.SignatureExpire"), codes.slice(0, 3).join());
    }
  },
  async "a pasted line of the Go SDK, an answer, a sentence"() {
    const page = await start(server.address + "index.html");
    await search(page, "[TencentCloudSDKError] Code=ResourceInUse.KeyPairInUse, Message=busy, RequestId=f2d3e3c4-3a5b-4d6e-8f90-1234567890ab", "ResourceInUse.KeyPairInUse");
    // Only the library's extractor reads messages.
    if (existsSync(`${site}/extract.js`)) await page.waitForFunction(() => /busy.*f2d3e3c4/.test(document.querySelector("#pasted").textContent));
    await search(page, '{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"too many"},\n"RequestId":"a"}}', "RequestLimitExceeded");
    await search(page, "Is it normal to get LimitExceeded from CreateSubnet?", "LimitExceeded");
    assert.equal(await page.locator("#results li").count(), 1);
  },
  async "filters, and the state in the address"() {
    const page = await start(server.address + "index.html");
    await page.selectOption("#product", "lighthouse");
    await page.selectOption("#category", "billing");
    await page.selectOption("#retry", "never");
    await page.selectOption("#actor", "payer");
    await page.waitForFunction(() => document.querySelectorAll("#results li").length > 0);
    const hash = await page.evaluate(() => location.hash);
    assert.equal(hash, "#product=lighthouse&category=billing&retry=never&actor=payer");
    const codes = await page.locator("#results b").allTextContents();
    const other = await start(server.address + "zh/index.html" + hash);
    assert.deepEqual(await other.locator("#results b").allTextContents(), codes);
    assert.equal(await other.inputValue("#product"), "lighthouse");
    await other.click("#clear");
    assert.equal(await other.evaluate(() => location.hash), "");
  },
  async "a permanent address, directly"() {
    const page = await open(server.address + "code/AuthFailure.SignatureExpire.html");
    assert.equal(await page.locator("h1").textContent(), "AuthFailure.SignatureExpire");
    await page.goto(server.address + "index.html#/code/AuthFailure.SignatureExpire");
    await page.waitForURL("**/code/AuthFailure.SignatureExpire.html");
    await page.fill("header input", "disk quota");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#results b");
    assert.equal(await first(page).textContent(), "LimitExceeded.DiskQuotaLimitExceeded");
    await page.goto(server.address + "product/lighthouse.html#ResourcesSoldOut.BundleSoldOut");
    assert.ok(await page.locator(":target").isVisible());
  },
  async "the keyboard alone"() {
    const page = await start(server.address + "index.html#retry=refresh");
    await page.locator("h1").click();
    await page.keyboard.press("/");
    await page.keyboard.type("signature");
    await page.waitForFunction(() => document.querySelectorAll("#results li").length > 1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const second = await page.locator("#results b").nth(1).textContent();
    assert.equal(await page.evaluate(() => document.activeElement.querySelector("b").textContent), second);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/code/${second}.html`);
    await page.goBack();
    await page.waitForSelector("#results b");
    assert.equal(await page.inputValue("#q"), "signature");
    await page.locator("#q").press("Enter");
    await page.waitForURL("**/code/*.html");
  },
  async "without JavaScript"() {
    const page = await open(server.address + "index.html", { javaScriptEnabled: false });
    assert.ok(await page.locator("noscript").isVisible());
    assert.ok(await page.locator("#search").isHidden());
    await page.click('a[href="product/cvm.html"]');
    assert.ok(await page.locator("dl.codes > div").count() > 100);
    await page.locator("dl.codes a").first().click();
    assert.ok(await page.locator("dl.facts").isVisible());
  },
  async "320 pixels, and no page wider than its window"() {
    for (const width of [320, 768, 1920]) {
      const page = await start(server.address + "index.html#q=instance", { viewport: { width, height: 640 } });
      for (const path of ["", "product/cvm.html", "family/AuthFailure.html", "common.html", "code/InvalidParameterValue.InstanceIdMalformed.html", "zh/code/InternalError.html"]) {
        if (path) await page.goto(server.address + path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} at ${width}: ${wide} too wide`);
        if (width === 320) await page.screenshot({ path: `${shots}/narrow-${path.replaceAll("/", "-") || "search.html"}.png` });
      }
      await page.context().close();
    }
  },
  async "from a disk"() {
    const page = await start(local + "index.html");
    await described(page);
    await search(page, "signture expired", "AuthFailure.SignatureExpire");
    await page.waitForFunction(() => location.hash === "#q=signture+expired");
    await page.locator("#q").press("Enter");
    await page.waitForURL("**/code/AuthFailure.SignatureExpire.html");
    await page.fill("header input", "disk quota");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#results b");
    const color = await page.evaluate(() => getComputedStyle(document.querySelector("#results li")).position);
    assert.equal(color, "absolute", "the style sheet");
  },
  async "codes are found while descriptions load, within 600 KB"() {
    let release;
    const released = new Promise(done => { release = done; });
    server.hold = path => path.includes("texts.") && released;
    server.bytes = 0;
    const page = await start(server.address + "index.html");
    await search(page, "AuthFailure.SignatureExpire", "AuthFailure.SignatureExpire");
    await search(page, "signture expired", "AuthFailure.SignatureExpire");
    assert.ok(await page.locator("#loading").isVisible());
    release();
    await described(page);
    console.log(`  the start page takes ${Math.round(server.bytes / 1000)} KB`);
    assert.ok(server.bytes < 600_000);
  },
  async "the first result within 100 ms of a keystroke"() {
    const page = await start(server.address + "index.html");
    await described(page);
    // Whoever has searched in Chinese has its texts.
    await search(page, "签名过期", "AuthFailure.SignatureExpire");
    const watch = page => page.evaluate(() => {
      window.took = [];
      let pressed = 0;
      const box = document.querySelector("#q");
      box.addEventListener("keydown", event => { pressed = event.timeStamp; });
      // No key is pressed for a character of Chinese, and none for a paste.
      box.addEventListener("beforeinput", event => {
        const from = pressed || event.timeStamp;
        pressed = 0;
        requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - from)));
      });
    });
    const report = (kind, list) => {
      list.sort((a, b) => a - b);
      const at = part => Math.round(list[Math.ceil(list.length * part) - 1]);
      console.log(`  ${kind}: ${list.length} keystrokes, median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms`);
      return at(0.95);
    };
    const bare = await open("about:blank");
    await bare.setContent("<textarea id=q></textarea>");
    await watch(bare);
    await bare.locator("#q").pressSequentially("an empty box takes so long, too, on this machine", { delay: 60 });
    const empty = report("a box that does nothing", await bare.evaluate(() => took));
    await bare.close();
    await watch(page);
    const kinds = {
      English: ["signature expired", "invalid instance id", "disk qouta", "the image does not exist"],
      Chinese: ["安全组规则超限", "实例不存在", "短信签名未审批", "您的账户余额不足，请充值后重试"],
      codes: ["AuthFailure.SignatureExpire", "InvalidParameterValue.InstanceIdMalformd"],
      pasted: [],
    };
    const took = [];
    for (const [kind, texts] of Object.entries(kinds)) {
      for (const text of texts) {
        await page.fill("#q", "");
        await page.evaluate(() => took.pop());
        await page.locator("#q").pressSequentially(text, { delay: 60 });
      }
      for (let n = 0; kind === "pasted" && n < 10; n++) {
        await page.fill("#q", "");
        await page.evaluate(() => took.pop());
        await page.keyboard.insertText(`[TencentCloudSDKError] Code=ResourceInUse.KeyPairInUse, Message=try ${n}, RequestId=f2d3e3c4-3a5b-4d6e-8f90-1234567890ab`);
        await page.keyboard.type(" at 10", { delay: 60 });
      }
      const list = await page.evaluate(() => took.splice(0));
      took.push(...list);
      report(kind, list);
    }
    const most = report("all", took);
    assert.ok(took.length >= 200);
    // Or a few times what a busy machine takes for a box that does nothing.
    assert.ok(most < Math.max(100, 5 * empty), "answers are late");
  },
  async "all codes scroll smoothly"() {
    const page = await start(server.address + "index.html#all");
    await described(page);
    const { rows, frames, most, idle } = await page.evaluate(async () => {
      const list = document.querySelector("#results"), gaps = [];
      let before = performance.now(), most = 0;
      const idle = [];
      for (let n = 0; n < 30; n++) {
        const now = await new Promise(requestAnimationFrame);
        idle.push(now - before);
        before = now;
      }
      for (let n = 0; n < 120; n++) {
        scrollBy(0, n < 60 ? 300 : 12_000);
        const now = await new Promise(requestAnimationFrame);
        gaps.push(now - before);
        before = now;
        most = Math.max(most, list.children.length);
      }
      scrollTo(0, document.documentElement.scrollHeight);
      for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
      for (const list of [gaps, idle]) list.sort((a, b) => a - b);
      return {
        idle: idle[15],
        rows: [list.lastChild.getAttribute("aria-posinset"), list.lastChild.getAttribute("aria-setsize")], frames: gaps,
        most,
      };
    });
    assert.equal(rows[0], rows[1], "the last row");
    assert.ok(Number(rows[1]) > 12_000);
    assert.ok(most < 80, `${most} rows at once`);
    console.log(`  ${rows[1]} rows, ${most} at once; a frame takes ${frames[60].toFixed(1)} ms, 95 % ${frames[114].toFixed(1)} ms, without scrolling ${idle.toFixed(1)} ms`);
    // Two frames of a screen, or nearly what a busy machine takes for nothing.
    assert.ok(frames[60] < Math.max(34, 1.5 * idle), "frames are late");
  },
  async "axe finds nothing"() {
    const found = [];
    const answered = page => page.waitForSelector("#results b");
    for (const colorScheme of ["light", "dark"]) {
      for (const folder of ["", "zh/"]) {
        const at = path => server.address + folder + path;
        found.push(
          ...await violations(at("index.html"), { colorScheme }, page => page.waitForSelector("#search:not([hidden])")),
          ...await violations(at("index.html#q=instance"), { colorScheme }, answered),
          ...await violations(at("code/InvalidParameterValue.InstanceIdMalformed.html"), { colorScheme }),
          ...await violations(at("code/FailedOperation.DBError.html"), { colorScheme }),
          ...await violations(at("product/lighthouse.html"), { colorScheme }),
          ...await violations(at("family/AuthFailure.html"), { colorScheme }),
          ...await violations(at("common.html"), { colorScheme }),
        );
      }
    }
    assert.deepEqual(found, []);
  },
  async "a script in a description stays text"() {
    if (!own) return "no site of an own catalog is given";
    const page = await start(pathToFileURL(own) + "/index.html");
    await described(page);
    await search(page, "desk drawer", "Desk.DrawerJammed");
    const description = await page.locator("#results .text").first().textContent();
    assert.match(description, /<script>/);
    await page.goto(pathToFileURL(own) + "/code/Desk.DrawerJammed.html");
    assert.match(await page.locator(".lead").textContent(), /<script>/);
    assert.equal(await page.title(), "Desk.DrawerJammed · Codes of a <desk>");
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  },
  async "screenshots"() {
    for (const colorScheme of ["light", "dark"]) {
      const page = await start(server.address + "index.html", { colorScheme });
      await described(page);
      const shot = name => page.screenshot({ path: `${shots}/${name}-${colorScheme}.png`, fullPage: name.endsWith("code") });
      await shot("start");
      await search(page, "disk quota", "LimitExceeded.DiskQuotaLimitExceeded");
      await shot("search");
      await page.goto(server.address + "code/LimitExceeded.DiskQuotaLimitExceeded.html");
      await shot("code");
      await page.goto(server.address + "zh/index.html#q=" + encodeURIComponent("签名过期"));
      await page.waitForSelector("#results b");
      await shot("chinese-search");
      await page.goto(server.address + "zh/code/AuthFailure.SignatureExpire.html");
      await shot("chinese-code");
      await page.goto(server.address + "product/lighthouse.html");
      await shot("product");
    }
    const page = await open(server.address + "product/lighthouse.html");
    await page.pdf({ path: `${shots}/product.pdf` });
  },
};

let failed = 0;
const only = process.env.ONLY;
for (const [name, test] of Object.entries(tests)) {
  if (only && !name.includes(only)) continue;
  try {
    const skipped = await test();
    if (!problems.length) console.log(skipped ? `skipped: ${name}: ${skipped}` : `ok: ${name}`);
  } catch (error) {
    problems.push(error.message);
  }
  if (problems.length) {
    failed += 1;
    console.log(`FAILED: ${name}\n  ${problems.splice(0).join("\n  ")}`);
  }
  server.hold = () => {};
  for (const context of browser.contexts()) await context.close();
}
await browser.close();
server.close();
process.exitCode = failed ? 1 : 0;
