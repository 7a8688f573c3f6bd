// Looks up a code, and says whether its request may be sent again: lookup.mjs CODES.JSON CODE [idempotent]
import { readFileSync } from "node:fs";

export function load(path) {
  const { codes } = JSON.parse(readFileSync(path, "utf8"));
  return new Map(codes.map(row => [row.code, row]));
}

export function mayRetry(codes, code, isIdempotent) {
  const exact = codes.get(code);
  // A code that is newer than the file: its family says what most of its codes mean.
  const row = exact ?? codes.get(code.split(".")[0]);
  if (!row || row.retry === "never") return false;
  if (isIdempotent) return true;
  return row.retry !== "if_idempotent" && (exact !== undefined || row.category === "throttling");
}

const [path, code, ...rest] = process.argv.slice(2);
const codes = load(path);
const row = codes.get(code);
console.log(row ? `${code}: ${row.category}, ${row.retry}` : `${code}: unknown`);
console.log(mayRetry(codes, code, rest.includes("idempotent")) ? "retry" : "give up");
