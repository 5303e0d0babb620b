/** Random conditions over status, ok and code: what the flow leaves in each branch is what running the condition leaves. */
import { strict as assert } from "node:assert";
import { codesOf } from "../../catalog/model/lookup";
import { hasRow, type Row } from "../../server/core/flow/rows";
import { providers } from "./catalog";
import { analyzeAlone } from "./markers";

const acme = providers.find((p) => p.id === "acme") as (typeof providers)[number];
const codes = codesOf(acme).map((c) => String(c.code));
const TREES = Number(process.env.FLOW_TREES ?? 2000);

/** A small generator with a seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function condition(next: () => number, depth: number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const statuses = [200, 400, 402, 403, 404, 429, 500, 502, 418];
  const status = () => pick(statuses);
  const code = () => JSON.stringify(pick([...codes, "MADE_UP"]));
  if (depth > 0 && next() < 0.65) {
    const [a, b] = [condition(next, depth - 1), condition(next, depth - 1)];
    return pick([`(${a} && ${b})`, `(${a} || ${b})`, `!(${a})`, `(${a} ? ${b} : ${condition(next, depth - 1)})`]);
  }
  return pick([
    () => `res.status ${pick(["===", "!==", "==", "!="])} ${status()}`,
    () => `res.status ${pick(["<", "<=", ">", ">="])} ${status()}`,
    () => `${pick(["", "!"])}res.ok`,
    () => `body.error.code ${pick(["===", "!=="])} ${code()}`,
    () => `[${code()}, ${code()}].includes(body.error.code)`,
    () => `new Set([${status()}, ${status()}]).has(res.status)`,
    () => `Math.floor(res.status / 100) === ${pick([2, 4, 5])}`,
    () => `body.error.code.startsWith("KEY_")`,
    () => `helper(res.status, body.error.code)`,
    () => `isServer`,
  ])();
}

const prelude = `function helper(status, code) { if (status >= 500) return true; return code === "KEY_REVOKED"; }\n`;

function rowsInBranches(test: string): {
  readonly held: (row: number) => boolean;
  readonly failed: (row: number) => boolean;
  readonly rows: readonly Row[];
} {
  const text = `${prelude}export async function f() {
  const res = await fetch("https://api.acme.dev/v1/x");
  const body = await res.json();
  const isServer = res.status >= 500;
  if (${test}) { if (body.error.code === "PROBE_THEN") x(); } else { if (body.error.code === "PROBE_ELSE") y(); }
}`;
  const { flow } = analyzeAlone(text);
  const probe = (name: string) => {
    const site = flow.sites.find((s) => s.candidates[0]?.value === name);
    assert.ok(site, `${name} in ${text}`);
    return (row: number) => !site.dead && site.before !== undefined && hasRow(site.before.sets[0] as Uint32Array, row);
  };
  const subject = flow.sites.find((s) => s.candidates[0]?.value === "PROBE_THEN")?.view?.subject;
  assert.ok(subject);
  return { held: probe("PROBE_THEN"), failed: probe("PROBE_ELSE"), rows: flow.narrower.tableOf(subject, 0).rows };
}

describe("outcome flow", () => {
  it(`leaves what running ${TREES} random conditions leaves`, function () {
    this.timeout(60_000 + TREES * 30);
    const next = random(20260101);
    for (let i = 0; i < TREES; i++) {
      const test = condition(next, 3);
      const run = new Function("res", "body", "isServer", `${prelude}return Boolean(${test});`) as (
        res: object,
        body: object,
        isServer: boolean,
      ) => boolean;
      const branches = rowsInBranches(test);
      for (const [at, row] of branches.rows.entries()) {
        const { status } = row;
        if (status === undefined) continue;
        const res = { status, ok: status >= 200 && status < 300 };
        const [held, failed] = [branches.held(at), branches.failed(at)];
        // With a documented code, one side exactly. Without: every side that some other code takes.
        const values = row.kind === "documented" ? [String(row.code)] : ["MADE_UP", "KEY_OTHER"];
        for (const code of values) {
          const holds = run(res, { error: { code } }, status >= 500);
          const right = row.kind === "documented" ? held === holds && failed === !holds : holds ? held : failed;
          if (!right) assert.fail(`${test} for ${status} ${code}: ${holds}, but the branches say ${held} and ${failed}`);
        }
      }
    }
  });
});
