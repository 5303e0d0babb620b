/** What analysis costs beside the reading of the same text: shapes that make a flow analysis explode must not. */
import { strict as assert } from "node:assert";
import { analyze, type Kept, NO_MODULES } from "../../server/core/analysis";
import { parse } from "../../server/core/syntax/index";
import { catalog } from "./catalog";

const settings = { rules: new Map(), binds: [] };

/** Milliseconds: the shortest of several runs, as others load the machine too. */
function shortest(run: () => void, times = 5): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function analysis(text: string): { readonly ms: number; readonly ratio: number; readonly findings: number } {
  const path = "src/sample.ts";
  const reading = shortest(() => parse(path, text));
  const { facts } = parse(path, text);
  let findings = 0;
  const ms = shortest(() => {
    findings = analyze({ path, text, facts }, { catalog, settings, versions: new Map(), modules: NO_MODULES }).findings.length;
  });
  return { ms, ratio: ms / reading, findings };
}

const request = "const res = await fetch(`https://api.acme.dev/v1/things/${id}`); const body = await res.json();";

const nested = (depth: number): string => {
  const conditions = Array.from({ length: depth }, (_, i) =>
    i % 3 === 0 ? `res.status !== ${400 + i}` : i % 3 === 1 ? `body.n > ${i}` : `id`,
  );
  return `export async function f(id: string) { ${request}\n${conditions.map((c) => `if (${c}) {`).join("\n")} return body; ${"}".repeat(depth)} }`;
};

const loops = (count: number): string =>
  `export async function f(id: string) {\n${`for (let i = 0; i < 3; i++) {
    try { const res = await fetch(\`https://api.acme.dev/v1/things/\${id}\`); if (res.ok) break; if (res.status === 403) throw new Error("no"); }
    catch (e) { if (i === 2) throw e; }
    await new Promise((r) => setTimeout(r, 100));
  }\n`.repeat(count)}}`;

const big = (functions: number): string =>
  Array.from(
    { length: functions },
    (_, i) => `export async function f${i}(id: string) {
  ${request}
  if (!res.ok) {
    if (res.status === 404) return undefined;
    if (body.error.code === "KEY_REVOKED" || body.error.code === "KEY_LOCKED") throw new Error("key");
    switch (body.error.code) {
      case "CARD_DECLINED":
        return 1;
      case "RATE_LIMIT":
        return 2;
      default:
    }
    throw new Error(body.error.message);
  }
  const list = [];
  for (const item of body.items) {
    if (item.hidden) continue;
    list.push({ id: item.id, name: item.name ?? "none", at: new Date(item.at) });
  }
  const total = list.reduce((sum, item) => sum + item.name.length, 0);
  console.log("loaded", list.length, total);
  return { list, total };
}
`,
  ).join("\n");

/** Functions that call each other and hand their parameters round, each with constants of its own. */
const mutual = (count: number): string =>
  Array.from({ length: count }, (_, i) => {
    const calls = Array.from({ length: count }, (_, j) => `if (a === "${i}-${j}") return f${j}(b ?? "x${i}", a || c, c ? "y${j}" : a);`);
    return `function f${i}(a, b, c) {\n${calls.join("\n")}\n  return a;\n}`;
  }).join("\n");

/** An error that many calls can bring, all of the same kind, asked by conditions that another function holds. */
const bringers = (calls: number): string => `import axios from "axios";
const passes = (e) => { if (e.code === "ECONNRESET") return true; if (e.response?.status > 499) return true; return e.response?.data.error.code === "RATE_LIMIT"; };
export async function f(id) {
  try {
    ${Array.from({ length: calls }, (_, i) => `await axios.get(\`https://api.acme.dev/v1/a${i}/\${id}\`);`).join("\n")}
  } catch (e) {
    if (passes(e)) return 1;
    if (e.response?.status === 404 && !passes(e)) return 2;
    if (e.response?.data.error.code === "KEY_REVOKD") return 3;
  }
}`;

describe("the cost of an analysis", () => {
  it("stays near that of reading where hundreds of calls bring the same errors", () => {
    const { ratio, findings } = analysis(bringers(400));
    assert.equal(findings, 1);
    assert.ok(ratio < 25, `${ratio.toFixed(1)} times as long as reading`);
  });

  it("stays small where functions call each other in circles", () => {
    const { ms } = analysis(mutual(12));
    assert.ok(ms < 5_000, `${ms.toFixed(0)} ms`);
  });

  it("grows with the depth of nested conditions, no faster", () => {
    const [some, many] = [analysis(nested(75)), analysis(nested(300))];
    assert.ok(many.ms < some.ms * 4 ** 3, `75 deep ${some.ms.toFixed(1)} ms, 300 deep ${many.ms.toFixed(1)} ms`);
  });

  it("grows with the number of loops, no faster", () => {
    const [some, many] = [analysis(loops(12)), analysis(loops(50))];
    assert.ok(many.findings > 0);
    assert.ok(many.ms < some.ms * 4 ** 3, `12 loops ${some.ms.toFixed(1)} ms, 50 loops ${many.ms.toFixed(1)} ms`);
  });

  it("grows with the number of places that have the same wrong code, no faster", () => {
    const same = (count: number) =>
      analysis(`${request}\n${'f(body.error.code === "KEY_REVOKD");\n'.repeat(count)}`.replaceAll("${id}", ""));
    const [some, many] = [same(500), same(4000)];
    assert.equal(many.findings, 4000);
    assert.ok(many.ms < some.ms * 8 ** 2, `500 places ${some.ms.toFixed(1)} ms, 4,000 places ${many.ms.toFixed(1)} ms`);
  });

  it("grows with the number of comments that silence, no faster", () => {
    const comments = (count: number) => analysis("/* faultline-disable a */ ".repeat(count));
    const [some, many] = [comments(1000), comments(16_000)];
    assert.ok(many.ms < some.ms * 16 ** 1.7 + 500, `1,000 comments ${some.ms.toFixed(1)} ms, 16,000 ${many.ms.toFixed(1)} ms`);
  });

  it("of 200 requests in 5,000 lines stays near that of reading them", () => {
    const text = big(200);
    const { ms, ratio } = analysis(text);
    assert.ok(ratio < 25, `${text.split("\n").length} lines: ${ms.toFixed(0)} ms, ${ratio.toFixed(1)} times as long as reading them`);
    if (process.env.FLOW_COST) console.log(ratio, ms, analysis(nested(300)), analysis(loops(50)), text.split("\n").length);
  });

  it("after an edit is a small part of the first", () => {
    const path = "src/sample.ts";
    const text = big(200);
    const environment = { catalog, settings, versions: new Map(), modules: NO_MODULES };
    const look = (now: string, kept?: Kept) => {
      const file = { path, text: now, facts: parse(path, now).facts };
      return {
        ms: shortest(() => void analyze(file, environment, { keep: true, ...(kept && { kept }) })),
        ...analyze(file, environment, { keep: true }),
      };
    };
    const first = look(text);
    const next = look(text.replace("total);", "total, id);"), first.kept);
    assert.ok(next.ms * 5 < first.ms, `${first.ms.toFixed(0)} ms, then ${next.ms.toFixed(0)} ms`);
  });
});
