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
