import { strict as assert } from "node:assert";
import { parse } from "../../server/core/syntax/index";
import { analyzeText } from "./markers";

/** The text after the fix, which must be clean; undefined where there is none. */
function fixed(text: string): string | undefined {
  const [finding, ...more] = analyzeText(text).findings;
  assert.equal(finding?.rule, "unchecked-response");
  assert.equal(more.length, 0);
  const edit = finding?.fixes.find((f) => f.title === "Check the status first")?.edits[0];
  if (!edit) return undefined;
  const after = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
  assert.deepEqual(parse("a.ts", after).facts.errors, []);
  assert.deepEqual(analyzeText(after).findings, []);
  return after;
}

const request = `const res = await fetch("https://api.acme.dev/v1/items")`;
const line = `if (!res.ok) throw new Error(\`Acme answered with \${res.status}\`)`;

describe("checking the status first", () => {
  it("stands before the statement that reads the body", () => {
    const text = (check: string) =>
      `async function f() {\n  ${request};\n${check}  const { items } = await res.json();\n  return items;\n}\n`;
    assert.equal(fixed(text("")), text(`  ${line};\n`));
  });
  it("leaves comments where they are, and semicolons out where the author does", () => {
    const text = (check: string) => `${request}\n// the list\n${check}const body = await res.json()\nshow(body.items)\n`;
    assert.equal(fixed(text("")), text(`${line}\n`));
  });
  it("stands inside of a try and of a callback", () => {
    const text = (check: string) =>
      `async function f() {\n  try {\n    ${request};\n${check}    const body = await res.json();\n    return body.items;\n  } catch (e) {\n    log(e);\n  }\n}\n`;
    assert.equal(fixed(text("")), text(`    ${line};\n`));
  });
  it("keeps line ends", () => {
    const text = `${request};\r\nconst body = await res.json();\r\nshow(body.items);\r\n`;
    assert.equal(fixed(text), text.replace("const body", `${line};\r\nconst body`));
  });
  it("is not offered where it would become the only statement of an if, or where the response has no name", () => {
    assert.equal(fixed(`${request};\nif (wanted)\n  show((await res.json()).items);\n`), undefined);
    assert.equal(fixed(`for (const x of list)\n  show((await (await fetch("https://api.acme.dev/v1/items")).json()).items);\n`), undefined);
    assert.equal(fixed(`fetch("https://api.acme.dev/v1/items").then((res) => res.json()).then((body) => show(body.items));\n`), undefined);
  });
  it("is not offered on the line of another statement", () =>
    assert.equal(fixed(`${request}; const body = await res.json();\nshow(body.items);\n`), undefined));
});
