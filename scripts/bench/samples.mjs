// @ts-check
/** Files and folders to measure with, made up: ordinary code of which some parts make requests and compare what comes back. */
import fs from "node:fs";
import path from "node:path";

/** Lines of one part, the empty one behind it too. */
const PART = 25;

/**
 * `sample(500, 20)` is a file of 500 lines with 20 requests, as even as can be; there is room for one in 25 lines.
 *
 * @param {number} lines
 * @param {number} requests
 */
export function sample(lines, requests) {
  const parts = Math.floor(lines / PART);
  const texts = Array.from({ length: parts }, (_, at) => {
    const asks = Math.floor(((at + 1) * requests) / parts) > Math.floor((at * requests) / parts);
    return asks ? request(at) : ordinary(at);
  });
  return texts.join("");
}

/**
 * Writes so many files of 50 lines, one in eight with a request and one in eight that reads a file, each importing the one before it.
 *
 * @param {string} folder
 * @param {number} files
 */
export function tree(folder, files) {
  for (let at = 0; at < files; at++) {
    const name = (/** @type {number} */ n) => path.join(`part${Math.floor(n / 50)}`, `module${n}.ts`);
    const file = path.join(folder, name(at));
    if (at % 50 === 0) fs.mkdirSync(path.dirname(file), { recursive: true });
    const before = path.relative(path.dirname(file), path.join(folder, name(Math.max(0, at - 1)))).replaceAll(path.sep, "/");
    const from = before.startsWith(".") ? before : `./${before}`;
    const imported = at === 0 ? "" : `import { ordinary${at - 1} as before } from "${from.slice(0, -3)}";\nexport { before };\n`;
    fs.writeFileSync(file, imported + ordinary(at) + (at % 8 === 0 ? request(at) : at % 8 === 4 ? reading(at) : ordinary(at + files)));
  }
}

/** The line in each part of `ordinary` and `request` where somebody types. */
export const TYPED = "  // here\n";

/** @param {number} at */
const ordinary = (at) => `/** The orders of one customer, newest first, without those that were called off. */
export function ordinary${at}(orders: readonly Order${at}[], customer: string): readonly string[] {
  const found: string[] = [];
${TYPED}  for (const order of orders) {
    if (order.customer !== customer || order.state === "called off") continue;
    const total = order.lines.reduce((sum, line) => sum + line.price * line.count, 0);
    const title = total > 1000 ? "large" : total > 100 ? "ordinary" : "small";
    found.push(\`\${order.id}: \${title}, \${total.toFixed(2)}\`);
  }
  switch (found.length) {
    case 0:
      return ["none"];
    case 1:
      return found;
    default:
      return found.sort((a, b) => a.localeCompare(b));
  }
}
interface Order${at} {
  readonly id: string;
  readonly customer: string;
  readonly state: string;
  readonly lines: readonly { readonly price: number; readonly count: number }[];
}
`;

/** @param {number} at */
const request = (at) => `/** Takes the money of an order, and says what the customer should hear. */
export async function request${at}(body: string): Promise<string> {
  const response = await fetch("https://api.stripe.com/v1/payment_intents", { method: "POST", body });
${TYPED}  if (response.ok) return "paid";
  const { error } = await response.json();
  if (response.status === 402) {
    switch (error.code) {
      case "card_declined":
        return "the card was declined";
      case "expired_card":
        return "the card is too old";
      case "incorrect_cvd":
        return "the number on the back is wrong";
      default:
        return "another card may do";
    }
  }
  if (response.status === 429) return "too many at once";
  if (error.type === "invalid_request_error") throw new Error(error.message);
  if (error.code === "lock_timeout") return "another change is under way";
  if (error.code === "idempotency_key_in_use") return "the order is being paid";
  if (response.status >= 500) return "try again later";
  return "something is wrong";
}
`;

/** @param {number} at */
const reading = (at) => `import { readFile } from "node:fs/promises";
export async function reading${at}(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
`;
