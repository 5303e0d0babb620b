import assert from "node:assert/strict";
import { addItem, fileWith } from "../../server/project/edit-configuration";
import { readConfiguration } from "../../server/project/read-configuration";

const bind = { call: "acme.request", provider: "acme" };
const added = (text: string): string | undefined => {
  const edit = addItem(text, "bind", bind);
  return edit && text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
};
const item = '{ "call": "acme.request", "provider": "acme" }';

describe("a binding that is added", () => {
  it("makes a file that can be read", () => {
    const { configuration, problems } = readConfiguration("/w/faultline.json", fileWith("bind", bind), "/w", []);
    assert.deepEqual(problems, []);
    assert.deepEqual(configuration?.binds[0]?.bind, { kind: "call", call: "acme.request", provider: "acme" });
    assert.equal(added(" \n"), fileWith("bind", bind));
  });

  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    [
      "stands behind the last, whose comment stays with it",
      '{\n  // Ours.\n  "bind": [\n    { "env": "A", "provider": "a" } // staging\n  ]\n}\n',
      `{\n  // Ours.\n  "bind": [\n    { "env": "A", "provider": "a" }, // staging\n    ${item}\n  ]\n}\n`,
    ],
    [
      "keeps a comma at the end, tabs and line ends",
      '{\r\n\t"bind": [\r\n\t\t{ "env": "A", "provider": "a" },\r\n\t],\r\n}\r\n',
      `{\r\n\t"bind": [\r\n\t\t{ "env": "A", "provider": "a" },\r\n\t\t${item},\r\n\t],\r\n}\r\n`,
    ],
    [
      "makes the list behind the other keys",
      '{\n    "rules": {}, /* all */\n    "ignore": ["a"] // generated\n}',
      `{\n    "rules": {}, /* all */\n    "ignore": ["a"], // generated\n    "bind": [\n        ${item}\n    ]\n}`,
    ],
  ];
  for (const [name, before, after] of cases) it(name, () => assert.equal(added(before), after));

  for (const before of [
    "{}",
    "{ }",
    '{ "bind": [] }',
    '{ "bind": [{ "env": "A", "provider": "a" }] }',
    '{"rules":{},"bind":[\n// none yet\n]}',
    '{ "root": true, }',
  ])
    it(`is right in ${JSON.stringify(before)}`, () => {
      const { configuration, problems } = readConfiguration("/w/faultline.json", added(before) ?? "", "/w", []);
      assert.deepEqual(problems, []);
      assert.deepEqual(configuration?.binds.at(-1)?.bind, { kind: "call", call: "acme.request", provider: "acme" });
      assert.equal(added(before)?.includes("// none yet"), before.includes("// none yet"));
    });

  for (const before of [
    "{",
    '{ "bind": [',
    '{ "bind": {} }',
    "[]",
    '{ "bind": [] "rules": {} }',
    '{ "rules": 1, "rules": 2 }',
    `{ "bind": [${item}] }`,
  ])
    it(`leaves ${before} alone`, () => assert.equal(addItem(before, "bind", bind), undefined));
});
