// What the tests of the pages have in common: where things are, and a host for the pages.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

export const site = resolve(process.argv[2] ?? "target/site/out");
export const require = createRequire(resolve("target/site/npm") + "/");
export const fixture = name => readFileSync(new URL(`../../tests/fixtures/${name}`, import.meta.url), "utf8");

export function* files(folder, extension, prefix = "") {
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = join(prefix, entry.name);
    if (entry.isDirectory()) yield* files(folder, extension, path);
    else if (path.endsWith(extension)) yield path;
  }
}

const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json" };

/** Serves the pages, compressed, and counts the bytes; `hold` may keep a path waiting. */
export async function host(folder) {
  const state = { bytes: 0, hold: () => {} };
  const server = createServer(async (request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, path);
    await state.hold(path);
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) {
      answer.writeHead(404).end();
      return;
    }
    const body = gzipSync(readFileSync(file));
    state.bytes += body.length;
    answer.writeHead(200, { "content-type": `${types[extname(file)]}; charset=utf-8`, "content-encoding": "gzip" });
    answer.end(body);
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  return Object.assign(state, { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() });
}
