import { strict as assert } from "node:assert";
import { parse } from "../../../server/core/syntax";

const comments = (text: string, path = "a.ts"): readonly string[] => {
  const { facts } = parse(path, text);
  for (const { span } of facts.comments) assert.match(text.slice(span.start, span.end), /^\/[/*]/);
  return facts.comments.map((c) => c.text);
};

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ["line comments", "// faultline-disable-next-line unknown-code -- why\nf()", ["faultline-disable-next-line unknown-code -- why"]],
  ["block comments", "f(/* retry once */ 1)", ["retry once"]],
  ["documentation comments", "/**\n * Retries.\n * On purpose.\n */\nf()", ["Retries.\nOn purpose."]],
  ["only those with a word that matters", "// hello\n// 404 is fine here\n/* else */", ["404 is fine here"]],
  ["in any case of letters", "// Deliberate\n// RETRIED", ["Deliberate", "RETRIED"]],
  ["at the end of a line, a block, a file", "f(); // retry a\n{ g() // retry b\n}\n// retry c", ["retry a", "retry b", "retry c"]],
  [
    "between any two tokens",
    "if /* retry a */ (x /* retry b */) /* retry c */ { /* retry d */ }",
    ["retry a", "retry b", "retry c", "retry d"],
  ],
  ["after operators", "a = b / // retry\n c", ["retry"]],
  ["in empty lists and objects", "f(/* retry a */); [/* retry b */]; ({ /* retry c */ })", ["retry a", "retry b", "retry c"]],
  ["in types", "let x: { // retry\n a: string }", ["retry"]],
  ["not in strings", 'f("// retry", \'/* retry */\', "http://retry")', []],
  ["not in templates", "f(`// retry ${a /* retry in a hole */} // retry`)", ["retry in a hole"]],
  ["not in regexes", "f(/\\/\\/ retry/, a / b); // retry", ["retry"]],
  ["not code", "if (retry === 404) retries++", []],
  ["two words, one comment", "// retry on 404, deliberate\n// retried", ["retry on 404, deliberate", "retried"]],
  ["not closed", "f(); /* retry", ["retry"]],
  ["in half-typed code", 'if (a === "// retry\nf(); // retry b', ["retry b"]],
  ["behind a shebang", "#!/usr/bin/env node\n// retry", ["retry"]],
];

describe("syntax: comments", () => {
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(comments(text), expected));

  it("in JSX stand in braces; its text is none", () => {
    const text = "<A b='// retry'>// retry http://x {/* faultline-disable x */}{a // retry a\n}<b/>/* retry */</A>";
    assert.deepEqual(comments(text, "a.tsx"), ["faultline-disable x", "retry a"]);
  });

  it("are the same as a plain reading finds, with many words in one file", () => {
    const line = 'if (e.code === "404 // retry") { // retry this\n g("x") /* 404 */ }\n';
    assert.equal(comments(line.repeat(500)).length, 1000);
  });
});
