/** A three-way merge, held against what it promises over random catalogs and random edits. */
import assert from "node:assert/strict";
import { merge, withMarks } from "../../../catalog/import/merge";
import { print } from "../../../catalog/import/print";
import { rewrite } from "../../../catalog/import/rewrite";
import { type Unit, unitsOf } from "../../../catalog/import/units";
import type { CodeFile, ProviderFile, StatusFile } from "../../../catalog/model/file";
import { validateProvider } from "../../../catalog/validate";

const about = { by: "openapi", from: "api.yaml" } as const;

/** The same numbers for the same seed, from 0 up to 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function randomCatalog(next: () => number): ProviderFile {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const some = <T>(items: readonly T[]): readonly T[] => items.filter(() => next() < 0.6);
  const words = (): string => pick(["It has left.", "Gone\n away", 'Say "no"', "x"]);
  const code = (name: string): CodeFile => ({
    code: name,
    ...(next() < 0.2 && { vocabulary: "type" }),
    ...(next() < 0.5 ? { status: pick([400, 404, 409]) } : next() < 0.5 ? { statuses: [400, 500] } : {}),
    ...(next() < 0.5 && { meaning: words() }),
    ...(next() < 0.2 && { retry: pick(["never", { policy: "backoff", basis: "sdk" }] as const) }),
  });
  const statuses = Object.fromEntries(
    some(["404", "429", "5xx"]).map((status): [string, StatusFile] => [
      status,
      next() < 0.5 ? { meaning: words() } : { retry: "after-header" },
    ]),
  );
  return {
    ...(next() < 0.5 && { name: pick(["Acme", "Acme Orders"]) }),
    ...(next() < 0.5 && { hosts: some(["a.acme.dev", "b.acme.dev"]) }),
    vocabularies: { code: pick(["listed", "open"] as const), type: "listed" },
    ...(next() < 0.5 && { envelopes: [{ fields: { code: pick(["code", "error.code"]) } }] }),
    ...(Object.keys(statuses).length > 0 && { statuses }),
    codes: some(["a", "b", "c", "d", "e", "404"]).map(code),
  };
}

/** What a person may do: change, add and take away. */
function edited(file: ProviderFile, next: () => number): ProviderFile {
  const codes = (file.codes ?? []).flatMap((given): readonly (string | CodeFile)[] => {
    const entry = given as CodeFile;
    const chance = next();
    if (chance < 0.15) return [];
    if (chance < 0.3) return [{ ...entry, meaning: "Ours." }];
    if (chance < 0.4) return [{ code: entry.code, ...(entry.vocabulary && { vocabulary: entry.vocabulary }), action: "Call us." }];
    if (chance < 0.45 && entry.vocabulary === undefined) return [String(entry.code)];
    return [entry];
  });
  const more: readonly CodeFile[] = next() < 0.5 ? [{ code: "ours", status: 418 }] : [];
  const { name, ...rest } = file;
  return {
    ...rest,
    ...(name !== undefined && next() < 0.7 && { name: next() < 0.5 ? name : "Ours" }),
    codes: [...codes, ...more],
    ...(next() < 0.3 && { docs: "https://acme.dev/e" }),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Every property of every unit in any of the files, with its value in each. */
function* properties(...files: readonly ReadonlyMap<string, Unit>[]) {
  for (const key of new Set(files.flatMap((file) => [...file.keys()])))
    for (const property of new Set(files.flatMap((file) => [...(file.get(key)?.properties.keys() ?? [])])))
      yield { key, property, values: files.map((file) => file.get(key)?.properties.get(property)) };
}

describe("an import into a catalog that a person has changed", () => {
  it("loses none of it, follows all else, and has nothing left to do", () => {
    for (let seed = 1; seed <= 400; seed++) {
      const next = numbers(seed);
      const base: ProviderFile = withMarks({ id: "acme", ...randomCatalog(next) }, about);
      const mine = edited(base, next);
      const theirs = randomCatalog(next);
      const layouts = [
        `${print(mine)}\n`,
        JSON.stringify(mine, null, 2),
        JSON.stringify(mine, null, "\t").replaceAll("\n", "\r\n"),
        JSON.stringify(mine),
      ];
      const text = layouts[seed % layouts.length] as string;
      const after = rewrite(text, mine, merge(mine, theirs, about));
      const { file, problems } = validateProvider(after);
      assert.ok(file, `seed ${seed}: ${problems[0]?.message}\n${text}\n${after}`);
      const [was, own, news, is] = [base, mine, theirs, file].map(unitsOf) as [
        ReadonlyMap<string, Unit>,
        ReadonlyMap<string, Unit>,
        ReadonlyMap<string, Unit>,
        ReadonlyMap<string, Unit>,
      ];
      for (const { key, property, values } of properties(was, own, news, is)) {
        const [before, now, source, result] = values;
        const where = `seed ${seed}, ${key} ${property}\n${text}\n${JSON.stringify(theirs)}\n${after}`;
        if (!own.has(key)) assert.deepEqual(result, was.has(key) ? undefined : source, `what was taken away stays so: ${where}`);
        else if (!news.has(key)) assert.deepEqual(result, now, `what is gone stays: ${where}`);
        else if (same(before, now)) assert.deepEqual(result, source, `what nobody touched follows: ${where}`);
        else assert.deepEqual(result, now, `what a person wrote stays: ${where}`);
      }
      assert.equal(rewrite(after, file, merge(file, theirs, about)), after, `seed ${seed}: a second time nothing is left to do`);
    }
  });

  it("counts everything as the person's where it does not know what was imported", () => {
    const mine: ProviderFile = { id: "acme", name: "Ours", codes: ["a", { code: "b", status: 404 }] };
    const theirs: ProviderFile = {
      name: "Acme",
      codes: [
        { code: "a", status: 400 },
        { code: "b", status: 410 },
      ],
    };
    const { file } = validateProvider(rewrite(JSON.stringify(mine), mine, merge(mine, theirs, about)));
    assert.deepEqual(
      [file?.name, file?.codes],
      [
        "Ours",
        [
          { code: "a", status: 400 },
          { code: "b", status: 404 },
        ],
      ],
    );
  });
});
