import { strict as assert } from "node:assert";
import type { Expr, Facts } from "../../../server/core/facts";
import type { Span } from "../../../server/core/text";

/** Holds what is true of the facts of any text: spans lie in it and hold what they say, and every id leads somewhere. */
export function checkFacts(text: string, facts: Facts): void {
  const slice = (span: Span): string => text.slice(span.start, span.end);
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    if (isSpan(value)) {
      const { start, end } = value;
      assert.ok(0 <= start && start <= end && end <= text.length, `span ${start}–${end} of ${text.length}`);
      return;
    }
    if ("kind" in value && "span" in value && !("writes" in value)) checkExpr(value as Expr);
    for (const part of Object.values(value)) visit(part);
  };
  const checkExpr = (e: Expr): void => {
    switch (e.kind) {
      case "local": {
        const binding = facts.bindings[e.binding];
        assert.ok(binding, `binding ${e.binding}`);
        if (binding.kind !== "temp" && !slice(e.span).includes("\\"))
          assert.ok(slice(e.span).includes(binding.name), `${binding.name} in ${slice(e.span)}`);
        break;
      }
      case "global":
        if (/^\w+$/.test(e.name)) assert.ok(slice(e.span).startsWith(e.name) || slice(e.span).includes("\\"), `global ${e.name}`);
        break;
      case "literal":
        if ("valueSpan" in e && typeof e.value === "string" && !e.escaped) assert.equal(slice(e.valueSpan), e.value);
        break;
      case "function":
        assert.ok(facts.functions[e.id], `function ${e.id}`);
        break;
      case "class":
        assert.ok(facts.classes[e.id], `class ${e.id}`);
        break;
      case "compare":
        assert.equal(slice(e.opSpan), e.op);
        break;
    }
  };
  visit(facts);
  for (const [id, f] of facts.functions.entries())
    assert.ok(f.id === id && (id === 0 ? f.parent === undefined : (f.parent ?? -1) < id && f.parent !== undefined));
  for (const [id, b] of facts.bindings.entries()) assert.ok(b.id === id && facts.functions[b.func] !== undefined);
}

const isSpan = (value: object): value is Span => "start" in value && "end" in value && Object.keys(value).length === 2;

/** A source of numbers that gives the same ones for the same seed. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
