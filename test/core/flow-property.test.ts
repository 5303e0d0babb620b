/** Random conditions over status, ok and code: what the flow leaves in each branch is what running the condition leaves. */
import { strict as assert } from "node:assert";
import { codesOf } from "../../catalog/model/lookup";
import { hasRow, type Row } from "../../server/core/flow/rows";
import { providers } from "./catalog";
import { analyzeText } from "./markers";

const acme = providers.find((p) => p.id === "acme") as (typeof providers)[number];
const codes = codesOf(acme).map((c) => String(c.code));
const TREES = Number(process.env.FLOW_TREES ?? 1000);

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
  const { flow } = analyzeText(text);
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
    this.timeout(120_000);
    const next = random(20260101);
    for (let i = 0; i < TREES; i++) {
      const test = condition(next, 3);
      const run = new Function("res", "body", "isServer", `${prelude}return Boolean(${test});`) as (
        res: object,
        body: object,
        isServer: boolean,
      ) => boolean;
      const branches = rowsInBranches(test);
      branches.rows.forEach((row, at) => {
        if (row.status === undefined) return;
        const res = { status: row.status, ok: row.status >= 200 && row.status < 300 };
        const holds = (code: string) => run(res, { error: { code } }, row.status !== undefined && row.status >= 500);
        if (row.kind === "documented") {
          const expected = holds(String(row.code));
          assert.deepEqual([branches.held(at), branches.failed(at)], [expected, !expected], `${test} for ${row.status} ${row.code}`);
        } else {
          // Any code that the documents do not have: both sides stay wherever one of them could be taken.
          for (const code of ["MADE_UP", "SOMETHING", "KEY_OTHER"]) {
            const side = holds(code) ? branches.held : branches.failed;
            assert.ok(side(at), `${test} for ${row.status} with ${code}`);
          }
        }
      });
    }
  });
});
