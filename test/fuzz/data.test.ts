/** Random edits of configurations, catalogs and baselines: no throw, and a value or problems that stand inside the text. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildCodeTable, buildIndex, createCatalog } from "../../catalog/model/load";
import { extend, normalise } from "../../catalog/model/normalise";
import { validateProvider } from "../../catalog/validate";
import { readBaseline } from "../../server/project/baseline";
import { readConfiguration } from "../../server/project/read-configuration";
import { catalog, providers } from "../core/catalog";
import { retriers } from "../retriers/bundled";
import { Core } from "./core";
import { samples } from "./corpus";
import { applied, randomEdit } from "./edits";
import { forSeconds, pick, type Random, seedFrom } from "./random";

const root = join(__dirname, "../../catalog/providers");
const catalogs = readdirSync(root)
  .map((name) => readFileSync(join(root, name), "utf8"))
  .filter((text) => text.length < 20_000);

const CONFIGURATION = JSON.stringify(
  {
    root: true,
    catalogs: ["./errors/acme.json"],
    bind: [
      { call: "acme.request", provider: "acme" },
      { host: "api.staging.acme.dev", provider: "acme" },
      { env: "ACME_URL", provider: "acme" },
      { files: "src/{billing,pay}/**/*.ts", provider: "stripe" },
      { files: "legacy/**", provider: "none" },
    ],
    rules: { "message-match": "error", "unknown-code": "off" },
    ignore: ["**/*.gen.ts", "a?b"],
    baseline: "./known.json",
  },
  undefined,
  2,
);
const BASELINE = JSON.stringify({ version: 1, findings: [{ file: "a.ts", rule: "unknown-code", text: "x", count: 2 }] }, undefined, 2);

interface Place {
  readonly span: { readonly start: number; readonly end: number };
  readonly line: number;
  readonly message: string;
}

function checkProblems(text: string, problems: readonly Place[], hasValue: boolean): void {
  assert.ok(hasValue || problems.length > 0, "a value, or what is wrong");
  for (const { span, line, message } of problems) {
    assert.ok(
      0 <= span.start && span.start <= span.end && span.end <= text.length,
      `${span.start}–${span.end} of ${text.length}: ${message}`,
    );
    assert.ok(line >= 1 && line <= text.split(/\r\n|[\r\n]/).length, `line ${line}: ${message}`);
    assert.ok(message.length > 0 && message.length < 1000, `${message.length} characters: ${message.slice(0, 200)}`);
  }
}

describe("data under random edits", function () {
  this.timeout(60_000);

  /** Values of JSON are swapped for others too, as most edits of the text only break it. */
  function edited(random: Random, text: string, others: readonly string[]): string {
    let current = text;
    for (let i = random(4); i >= 0; i--) {
      const value = [...current.matchAll(/(?<=[:[,]\s*)(?:"[^"\n]*"|\d+|true|false|null)/g)];
      if (value.length > 0 && random(2) === 0) {
        const { 0: old, index } = pick(random, value);
        const span = { start: index, end: index + old.length };
        current = applied(current, { span, text: pick(random, VALUES) });
      } else current = applied(current, randomEdit(random, current, others));
    }
    return current;
  }

  it("a configuration", () =>
    forSeconds(1, seedFrom(1), (random) => {
      const text = edited(random, CONFIGURATION, [CONFIGURATION]);
      const { configuration, problems } = readConfiguration("/w/app/faultline.json", text, "/w", ["unknown-code", "message-match"]);
      checkProblems(text, problems, configuration !== undefined);
      for (const { path } of configuration?.catalogs ?? []) assert.ok(path.startsWith("/w/"), path);
      for (const glob of configuration?.ignore ?? []) glob.matches("src/a/b/c.gen.ts");
    }));

  it("a baseline", () =>
    forSeconds(0.5, seedFrom(1), (random) => {
      const text = edited(random, BASELINE, [BASELINE]);
      const { baseline, problems } = readBaseline("/w/known.json", text);
      checkProblems(text, problems, baseline !== undefined);
    }));

  it("a catalog, and what is analysed with it", async () => {
    const core = await Core.start(catalog);
    await forSeconds(2, seedFrom(1), async (random) => {
      const text = edited(random, pick(random, catalogs), catalogs);
      const { file, problems } = validateProvider(text, { bundled: providers.map(({ id }) => id) });
      checkProblems(text, problems, file !== undefined);
      if (!file) return;
      const base = providers.find(({ id }) => id === file.extends);
      const own = base ? extend(base, file) : normalise(file);
      const all = [...providers.filter(({ id }) => id !== own.id), own];
      const made = createCatalog(buildIndex(all, retriers), {
        providers: new Map(all.map((provider) => [provider.id, provider])),
        retriers: new Map(retriers.map((retrier) => [retrier.id, retrier])),
        codes: buildCodeTable(all),
      });
      const host = own.hosts[0]?.replace("*", "x") ?? "api.acme.dev";
      const sample = pick(random, samples);
      await core.look(sample.path, sample.text.replaceAll("api.acme.dev", host), random, undefined, undefined, made);
    });
  });
});

const VALUES: readonly string[] = [
  ...["null", "true", "-1", "1e999", "0", "3.5", '""', "[]", "{}", '"*"', '"**"', '"{}"', '"{}{}{}"', '"__proto__"', '"constructor"'],
  ...[
    '"\\u0000"',
    '"\\ud800"',
    '"\\u202e"',
    '"../../etc/passwd"',
    '"//server/share"',
    '"https://x.test/"',
    '"javascript:alert(1)"',
    '"[x](y)"',
  ],
  ...['"a{b,c}{d,e}"', '"**/**/**/**/a"', '"error.code"', '"a.b.c.d"', '"[]"', '"(a+)+$"', `"${"x".repeat(5000)}"`],
];
