import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { numbers } from "../../server/core/analysis";
import type { Facts } from "../../server/core/facts";
import { parse } from "../../server/core/syntax";

const fixtures = join(__dirname, "fixtures");
const texts = readdirSync(fixtures).flatMap((folder) =>
  readdirSync(join(fixtures, folder))
    .filter((name) => /\.[jt]sx?$/.test(name))
    .map((name) => readFileSync(join(fixtures, folder, name), "utf8")),
);

/** Every number of the facts by where it stands: `functions.3.span.start` → 17. */
function numbersIn(facts: Facts): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const visit = (value: unknown, path: string, above: readonly object[]): void => {
    if (typeof value === "number") found.set(path, value);
    if (typeof value !== "object" || value === null || above.includes(value)) return;
    for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`, [...above, value]);
  };
  visit(facts, "", []);
  return found;
}

describe("facts with numbers of their own", () => {
  it("have the offsets of a text that stands further down, and no other offset", () => {
    for (const text of texts.filter((each) => !each.startsWith("#!"))) {
      const padded = numbersIn(parse("a.tsx", `${" ".repeat(1000)}${text}`).facts);
      const moved = numbersIn(numbers.relocate(parse("a.tsx", text).facts, 1000));
      for (const [path, value] of moved) {
        // The module begins with its text.
        if (/\.(?:start|end)$/.test(path) && path !== ".functions.0.span.start") assert.equal(value, padded.get(path), path);
        else if (/\.(?:value|index|param|valueSpan)$/.test(path)) assert.equal(value, padded.get(path), path);
      }
    }
  });

  it("refer to each other as before", () => {
    for (const text of texts) {
      const facts = numbers.relocate(parse("a.tsx", text).facts, 5000);
      assert.equal(facts.base, 5000);
      for (const [i, func] of facts.functions.entries()) assert.equal(func.id, 5000 + i);
      for (const [i, binding] of facts.bindings.entries()) assert.equal(binding.id, 5000 + i);
      for (const [i, { id }] of facts.classes.entries()) assert.equal(id, 5000 + i);
      const known = {
        binding: facts.bindings,
        func: facts.functions,
        function: facts.functions,
        class: facts.classes,
        parent: facts.functions,
      };
      for (const [path, value] of numbersIn(facts)) {
        const list = known[path.split(".").at(-1) as keyof typeof known];
        if (list) assert.ok(value >= 5000 && value < 5000 + list.length, `${path} ${value}`);
      }
    }
  });

  it("share what was shared", () => {
    const { facts } = parse("a.ts", "const a = f(1); const { b } = a; export { b };");
    const moved = numbers.relocate(facts, 1000);
    const initials = (each: Facts) =>
      each.bindings.map(({ initial }) => each.functions[0]?.body.findIndex((s) => "initial" in s && s.initial === initial));
    assert.deepEqual(initials(moved), initials(facts));
    assert.ok(initials(facts).some((i) => i !== -1 && i !== undefined));
  });

  it("take no more numbers than they say", () => {
    for (const text of texts) {
      const { facts } = parse("a.tsx", text);
      const end = 9000 + numbers.extentOf(facts);
      for (const [path, value] of numbersIn(numbers.relocate(facts, 9000)))
        if (/\.(?:start|end|id|binding|func|class)$/.test(path)) assert.ok(value >= 9000 && value < end, `${path} ${value}`);
    }
  });
});
