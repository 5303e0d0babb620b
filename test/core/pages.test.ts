import { strict as assert } from "node:assert";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, NO_MODULES, rules } from "../../server/core/analysis";
import type { Finding } from "../../server/core/contract";
import { parse } from "../../server/core/syntax/index";
import { shipped } from "./shipped";

const root = join(__dirname, "../..");
const folder = join(root, "server/core/rules");

/** Rules that are off unless asked for; their pages ask. */
const off = new Set(rules.filter((r) => r.severity === "off").map((r) => r.id));

function check(body: string, id: string): readonly Finding[] {
  const text = `export async function sample(path) {\n${body}}\n`;
  const { facts } = parse("sample.js", text);
  return analyze(
    { path: "sample.js", text, facts },
    {
      catalog: shipped,
      settings: { rules: new Map(off.has(id) ? [[id, "warning" as const]] : []), binds: [] },
      versions: new Map(),
      modules: NO_MODULES,
    },
  ).findings;
}

function fixed(body: string, id: string): string {
  const offset = "export async function sample(path) {\n".length;
  const edits = check(body, id).flatMap((f) => f.fixes.find((x) => x.preferred)?.edits ?? []);
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((t, e) => t.slice(0, e.span.start - offset) + e.newText + t.slice(e.span.end - offset), body);
}

describe("rule pages", () => {
  for (const { id } of rules) {
    describe(id, () => {
      const file = join(folder, `${id}.md`);
      it("has a page that begins with its id", () => assert.ok(existsSync(file) && readFileSync(file, "utf8").startsWith(`# ${id}\n`)));
      const page = existsSync(file) ? readFileSync(file, "utf8") : "";
      const fences = [...page.matchAll(/^```ts (bad|good|fixed)\n([\s\S]*?)^```$/gm)].map((m) => ({
        kind: m[1],
        code: m[2] as string,
        at: page.slice(0, m.index).split("\n").length,
      }));
      it("shows what is bad and what is good", () => {
        assert.ok(fences.some((f) => f.kind === "bad"));
        assert.ok(fences.some((f) => f.kind === "good"));
      });
      fences.forEach(({ kind, code, at }, i) => {
        it(`${kind} in line ${at}`, () => {
          const ids = check(code, id).map((f) => f.rule);
          if (kind === "bad") assert.deepEqual([...new Set(ids)], [id]);
          else assert.deepEqual(ids, []);
          if (kind === "fixed") assert.equal(fixed(fences[i - 1]?.code ?? "", id), code);
        });
      });
    });
  }

  it("are of rules that exist", () => {
    const pages = readdirSync(folder).filter((f) => f.endsWith(".md"));
    assert.deepEqual(pages.sort(), rules.map((r) => `${r.id}.md`).sort());
  });
});
