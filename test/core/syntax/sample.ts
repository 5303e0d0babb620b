/** A text of every construct, about 200 lines, for tests that cut, edit and measure it. */
export const SAMPLE = `#!/usr/bin/env node
import axios, { isAxiosError as isAx, type AxiosResponse } from "axios";
import * as stripe from "stripe";
import type { Body } from "./body";
import legacy = require("legacy");
export { retry as again } from "./retry";
export * from "./codes";

const { readFile, writeFile: write } = require("node:fs");
const BASE = process.env.ACME_URL ?? "https://api.acme.dev";
const RETRYABLE = new Set([408, 429, 500, 502, 503, 504]);
const CODES = ["card_declined", 'expired_card', \`processing_error\`] as const;
let attempts = 0, last: string | undefined;

enum Code { Gone = "gone", Busy = 409, Next, Mask = 1 << 3 | 2 }

interface ApiError { error?: { code: "a" | "b"; status: number } }
type Result<T extends object> = { ok: true; data: T } | { ok: false; error: ApiError };

namespace Errors {
  export const NOT_FOUND = "not_found";
  export function is(code: string) { return code === NOT_FOUND; }
}

@injectable({ retry: true })
export class Client<T extends Body> extends stripe.Base<T> implements Disposable {
  static #count = 0;
  readonly headers: Record<string, string> = { "x-api-key": BASE, ["accept"]: "json" };
  static { Client.#count = 1; }
  constructor(private readonly key: string, public retries = 3) {
    super(key);
  }
  get total(): number { return this.retries * 2 - 1; }
  set total(value) { this.retries = value; }
  @log() async *pages<U>(this: Client<T>, path: string, { limit = 10, ...rest }: { limit?: number } = {}): AsyncGenerator<U> {
    for (let page = 0; page < limit; page++) {
      const response = await fetch(\`\${BASE}/\${path}?page=\${page}\`, { headers: this.headers, ...rest });
      if (!response.ok) break;
      yield* (await response.json()).items;
    }
  }
  on = (event: "error" | 'data', handler?: (e: Error) => void) => { handler?.(new Error(event)); };
  abstract close(): void;
  [Symbol.dispose]() { this.close(); }
}

// Retried on purpose: a 404 is expected right after the creation.
export async function get<T>(url: string | URL, init: RequestInit = {}, ...more: unknown[]): Promise<T | undefined> {
  outer: for (;;) {
    try {
      attempts++;
      const response = await axios.get<T>(new URL(url, BASE).href, { ...init, timeout: 1_000, validateStatus: (s) => s < 500 });
      switch (response.status) {
        case 404:
        case 410: return undefined;
        case Code.Busy: { await wait(-1); continue outer; }
        default: return response.data;
      }
    } catch (e: unknown) {
      if (!isAx(e)) throw e;
      const { response: { status, data: { error: { code = "none", ["type"]: kind } = {} } } = {}, ...others } = e as any;
      if (status === 429 || RETRYABLE.has(status) && attempts <= 3) {
        last = e.response?.headers["retry-after"]!;
        continue;
      } else if (code === 'card_declined' || CODES.includes(code)) {
        throw new Error(\`declined: \${code}\`, { cause: e });
      } else if (e instanceof stripe.errors.StripeError && "code" in e) {
        // faultline-disable-next-line unknown-code -- legacy
        if (e.code == "card_decline") return void 0;
      } else {
        console.log(typeof e, e.message.match(/^E[A-Z]+\\/x$/i), [, ...more], others, kind);
      }
    } finally {
      last ??= "never";
    }
  }
}

function isBody(value: unknown): value is Body { return !!value && typeof value === "object"; }
function over(a: string): void;
function over(a: number): void;
function over(a: any) { var x = a, { y, z: [w] } = x; return (x, y) ?? w; }

let a, b, c: number;
({ a, b: { c } = { c: 1 } } = over(1) as any);
[a, b = 2, ...c] = [b, a];
for (const key in { a, b }) if (key) a += 1; else b--;
for (a of CODES) console.log(a);
for (const [k, { v }] of Object.entries(legacy)) { k; v; }
do { a = a ? b : c; } while (a !== b && !(c >= 3));
while (a--) { if (b) { break; } }
block: { if (a) break block; debugger; }
const timer = setTimeout(function tick() { timer && tick(); }, 10);
get("/x").then((r) => r?.data, (e) => e.code === "ENOENT").catch(({ code }) => { if (code !== "EPIPE") throw code; });
const tagged = sql\`select \${a} from \${b}\`, nested = \`a\${\`b\${c}\`}d\`;
const module1 = await import("./lazy");
for await (const chunk of module1.stream()) write(chunk);
const regex = /[/"']\\//g, division = a / b / c;
const obj = { a, [key()]: 1, get b() { return 1; }, set b(v) {}, async *gen() { yield 1; }, 404: "x", "q-r": null, ...legacy };
const klass = class Named extends over(Client) { static x = 1; };
delete obj["a"], void over(2), ~a, +b, -c;
label: for (const i of [1, 2, 3]) { continue label; }
const satisfied = { a: 1 } satisfies object, cast = <any>obj, chained = obj!.a!.b?.["c"]?.(1);
export default async function main(argv = process.argv) {
  const [, , ...rest] = argv;
  /* deliberate */
  await Promise.all(rest.map(async (path) => { try { await get(path); } catch { return null; } }));
}
export const last1 = last, { length } = CODES;
module.exports.main = main;
export = main;
import { tail } from "tail";
if (tail.code === "unfinished") {
  new.target; import.meta.url; super.x;
}
with (obj) { a; }
(0, over)(1);
x = y = z ||= 1n;
`;

export const JSX_SAMPLE = `import React, { useState } from "react";
export function Panel({ error, onRetry, children }: Props): JSX.Element {
  const [state, setState] = useState<string | null>(null);
  if (error?.code === "RATE_LIMITED") return <Notice kind="warn" {...error} onClick={() => onRetry(1)} />;
  return (
    <>
      {/* faultline-disable unknown-code */}
      <h1 className="a">It's // not a comment: {error ? error.message : "404"}</h1>
      {children.map((c) => <li key={c.id}>{c.code === 'x' && <b>{c}</b>}</li>)}
      <ui.Button<string> a-b="1" ns:attr={state} onClick={function () { setState("x"); }}>retry</ui.Button>
    </>
  );
}
`;
