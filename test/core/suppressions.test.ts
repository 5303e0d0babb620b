import { strict as assert } from "node:assert";
import { analyzeText } from "./markers";

const head = `const res = await fetch("https://api.acme.dev/v1/pay");\nconst body = await res.json();\n`;

/** The text after the fix that silences its only finding; it must silence it. */
function silenced(source: string, path = "src/a.tsx"): string | undefined {
  const text = head + source;
  const fix = analyzeText(text, { path }).findings[0]?.fixes.find((f) => f.title.startsWith("Disable"));
  if (!fix) return undefined;
  const [edit] = fix.edits;
  assert.ok(edit);
  const after = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
  const analysis = analyzeText(after, { path });
  assert.deepEqual(analysis.findings, []);
  assert.deepEqual(analysis.file.facts.errors, []);
  return after.slice(head.length);
}

describe("removing a comment that silences nothing", () => {
  const cases: readonly (readonly [text: string, after: string])[] = [
    ["async/* faultline-disable unknown-code */function f() {}", "async function f() {}"],
    ["async  /* faultline-disable unknown-code */function f() {}", "async function f() {}"],
    ["f(/* faultline-disable unknown-code */a)", "f(a)"],
    ["a +/* faultline-disable unknown-code */+ b;", "a + + b;"],
    ["a = b/* faultline-disable\n unknown-code */c();", "a = b\nc();"],
    ["f(); /* faultline-disable unknown-code */\ng();", "f();\ng();"],
    ["  // faultline-disable unknown-code\ng();", "g();"],
    ["f(); // faultline-disable unknown-code", "f();"],
  ];
  for (const [text, after] of cases) {
    it(`leaves the code as it was: ${JSON.stringify(text)}`, () => {
      const { findings } = analyzeText(text, { rules: { "unused-disable": "warning" } });
      const edit = findings.find(({ rule }) => rule === "unused-disable")?.fixes[0]?.edits[0];
      assert.ok(edit);
      assert.equal(text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end), after);
    });
  }
});

describe("the fix that disables a rule for a line", () => {
  it("keeps the indentation", () =>
    assert.equal(
      silenced(`function f() {\n  if (body.error.code === "NO") x();\n}`),
      `function f() {\n  // faultline-disable-next-line unknown-code -- reason\n  if (body.error.code === "NO") x();\n}`,
    ));
  it("is a JSX comment among an element's children", () =>
    assert.ok(
      silenced(`const v = (\n  <div>\n    {body.error.code === "NO" && <p />}\n  </div>\n);`)?.includes(
        "\n    {/* faultline-disable-next-line",
      ),
    ));
  it("is a plain comment before the first element", () =>
    assert.ok(silenced(`const v = () =>\n  <div title={body.error.code === "NO" ? "a" : "b"} />;`)?.includes("\n  // faultline")));
  it("is not offered where the line is the text of a template", () =>
    assert.equal(silenced('const v = `a\nb ${body.error.code === "NO"}`;'), undefined));
  it("is offered within a template's hole", () =>
    assert.ok(silenced('const v = `a ${\n  body.error.code === "NO"\n}`;')?.includes("// faultline")));
});

describe("the fix that disables a rule for a line of a file that holds scripts", () => {
  const component = (template: string, script = "") => `<template>\n${template}\n</template>\n<script setup>\n${head}${script}</script>\n`;

  /** The text after the fix that silences its only finding, which it must. */
  function silencedIn(text: string, path: string): string | undefined {
    const fix = analyzeText(text, { path }).findings[0]?.fixes.find((f) => f.title.startsWith("Disable"));
    const [edit] = fix?.edits ?? [];
    if (!edit) return undefined;
    const after = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
    assert.deepEqual(analyzeText(after, { path }).findings, []);
    return after;
  }

  it("is a comment of the script in a script", () =>
    assert.equal(
      silencedIn(component("", '  if (body.error.code === "NO") x();\n'), "a.vue"),
      component("", '  // faultline-disable-next-line unknown-code -- reason\n  if (body.error.code === "NO") x();\n'),
    ));
  it("is a comment of the markup between tags", () =>
    assert.equal(
      silencedIn(component(`  <p v-if="body.error.code === 'NO'"/>`), "a.vue"),
      component(`  <!-- faultline-disable-next-line unknown-code -- reason -->\n  <p v-if="body.error.code === 'NO'"/>`),
    ));
  it("is one too where a script begins on the line", () => {
    const text = `<p>\n<script>${head.replaceAll("\n", " ")}if (body.error.code === "NO") x();</script>`;
    assert.equal(
      silencedIn(text, "a.html"),
      text.replace("<script>", "<!-- faultline-disable-next-line unknown-code -- reason -->\n<script>"),
    );
  });
  it("is not offered where the line begins inside a tag", () => {
    const text = component(`  <p\n    v-if="body.error.code === 'NO'"/>`);
    assert.equal(analyzeText(text, { path: "a.vue" }).findings.length, 1);
    assert.equal(silencedIn(text, "a.vue"), undefined);
  });

  it("is not offered where it would push a #! from the first line", () =>
    assert.equal(
      silencedIn(`#!/usr/bin/env node\u2028${head.replaceAll("\n", " ")}if (body.error.code === "NO") x();`, "a.ts"),
      undefined,
    ));
});
