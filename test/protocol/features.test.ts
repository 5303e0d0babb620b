import assert from "node:assert";
import type { MarkupContent, TextEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Editor } from "./editor";
import { vantaprism } from "./workspace";

const uri = "file:///somewhere/a.ts";

describe("features", () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start({ initializationOptions: { rulePages: true } });
  });
  afterEach(() => editor.kill());

  it("hover tells what a code means", async () => {
    await editor.open(uri, vantaprism.replace("FORBIDEN_SCOPE", "FORBIDDEN_SCOPE"));
    const hover = await editor.hover(uri, editor.at(uri, "FORBID|DEN_SCOPE"));
    assert.ok(hover);
    const { kind, value } = hover.contents as MarkupContent;
    assert.equal(kind, "markdown");
    assert.match(value, /FORBIDDEN_SCOPE/);
    assert.match(value, /VantaPrism/);
    assert.match(value, /403/);
    assert.equal(await editor.hover(uri, editor.at(uri, "cons|t res")), null);
  });

  it("hover loads what only it needs: a code of several providers, a status, a system's code", async () => {
    const text = [
      "export async function own(url, e) {",
      "  const res = await fetch(url);",
      "  if (res.status === 404) return;",
      '  if (res.code === "NOT_FOUND") return;',
      '  try { go(); } catch (err) { if (err.code === "ENOENT") return; }',
      "}",
    ].join("\n");
    await editor.open(uri, text);
    const shown = async (place: string): Promise<string> => {
      const hover = await editor.hover(uri, editor.at(uri, place));
      assert.ok(hover, place);
      return (hover.contents as MarkupContent).value;
    };
    assert.match(await shown("NOT_|FOUND"), /VantaPrism[\s\S]*TechnologyChecker|TechnologyChecker[\s\S]*VantaPrism/);
    assert.match(await shown("40|4"), /Not Found/);
    assert.match(await shown("ENO|ENT"), /Node/);
  });

  it("hover tells what can be at a branch and a value, and what a loop repeats", async () => {
    const text = [
      "export async function victim(id: string) {",
      "  for (let attempt = 0; attempt < 3; attempt++) {",
      '    const res = await fetch("https://api.vantaprism.me/v1/victims");',
      "    if (res.ok) return res.json();",
      "    if (res.status === 403) console.log(res.status);",
      "  }",
      '  const own = await fetch("/own");',
      "  if (own.status === 503) console.log(own.status);",
      "}",
    ].join("\n");
    await editor.open(uri, text);
    const shown = async (place: string): Promise<string | undefined> => {
      const hover = await editor.hover(uri, editor.at(uri, place));
      return hover ? (hover.contents as MarkupContent).value : undefined;
    };
    assert.match(
      (await shown("f|or (let")) ?? "",
      /repeats\*\* a request to VantaPrism[\s\S]*\|[^|]*403 \|.*\| repeated \| ≠ fix first \|/,
    );
    assert.match((await shown("i|f (res.status")) ?? "", /VantaPrism[\s\S]*\| 403 \|.*`KEY_LOCKED`/);
    assert.match((await shown("log(res.st|atus")) ?? "", /\| 403 \|.*`KEY_LOCKED`/);
    // The words of HTTP are loaded for the hover alone.
    assert.match((await shown("log(own.st|atus")) ?? "", /\| 503 \| Service Unavailable \|/);
    assert.equal(await shown("export as|ync"), undefined);
  });

  it("completion offers the provider's codes on a half-typed line", async () => {
    const half = vantaprism.slice(0, vantaprism.indexOf("FORBIDEN_SCOPE"));
    for (const [quote, rest] of [
      ['"', ""],
      ['"', '"'],
      ["'", ""],
      ["`", "`) {}"],
    ] as const) {
      const text = `${half.slice(0, -1)}${quote}FORB${rest}\nawait res.text();\n`;
      await editor.open(uri, text);
      const position = editor.at(uri, `${quote}FORB|`);
      const items = await editor.complete(uri, position);
      const item = items.find(({ label }) => label === "FORBIDDEN_SCOPE");
      assert.ok(item, `${quote}FORB${rest} offers ${items.map(({ label }) => label).join()}`);
      assert.equal(item.filterText, "FORBIDDEN_SCOPE");
      const mended = TextDocument.applyEdits(TextDocument.create(uri, "typescript", 1, text), [item.textEdit as TextEdit]);
      assert.equal(mended, text.replace(`${quote}FORB`, `${quote}FORBIDDEN_SCOPE`));
      await editor.close(uri);
    }
  });

  it("completion knows nothing where no code stands", async () => {
    await editor.open(uri, vantaprism);
    assert.deepEqual(await editor.complete(uri, editor.at(uri, '"ask for| the scope"')), []);
  });

  it("quick fixes mend the text, the preferred one first", async () => {
    await editor.open(uri, vantaprism);
    const diagnostics = await editor.pull(uri);
    const actions = await editor.actions(uri, editor.rangeOf(uri, "FORBIDEN_SCOPE"), diagnostics, ["quickfix"]);
    const [first] = actions;
    assert.ok(first);
    assert.equal(first.kind, "quickfix");
    assert.equal(first.isPreferred, true);
    assert.deepEqual(first.diagnostics, diagnostics);
    assert.equal(actions.filter(({ isPreferred }) => isPreferred).length, 1);
    assert.equal(editor.applied(uri, first), vantaprism.replace("FORBIDEN_SCOPE", "FORBIDDEN_SCOPE"));
    assert.deepEqual(actions.at(-1)?.command?.arguments, ["unknown-code"]);
  });

  it("quick fixes are those of the place", async () => {
    await editor.open(uri, vantaprism);
    assert.deepEqual(await editor.actions(uri, editor.rangeOf(uri, "fetch"), [], ["quickfix"]), []);
  });

  for (const only of ["source.fixAll", "source.fixAll.faultline", "source"]) {
    it(`fix-all, asked for as ${only}, mends every safe case`, async () => {
      const twice = `${vantaprism}if (body.error.code === "forbidden_scope") console.log("again");\n`;
      await editor.open(uri, twice);
      const actions = await editor.actions(uri, editor.rangeOf(uri, "const"), [], [only]);
      assert.deepEqual(
        actions.map(({ kind }) => kind),
        ["source.fixAll.faultline"],
      );
      assert.ok(actions[0]);
      const fixed = editor.applied(uri, actions[0]);
      assert.equal(fixed, twice.replace("FORBIDEN_SCOPE", "FORBIDDEN_SCOPE").replace("forbidden_scope", "FORBIDDEN_SCOPE"));
    });
  }

  it("fix-all of others is none of ours, and a clean file has none", async () => {
    await editor.open(uri, vantaprism);
    assert.deepEqual(await editor.actions(uri, editor.rangeOf(uri, "const"), [], ["source.fixAll.eslint"]), []);
    await editor.replace(uri, "FORBIDEN_SCOPE", "FORBIDDEN_SCOPE");
    assert.deepEqual(await editor.actions(uri, editor.rangeOf(uri, "const"), [], ["source.fixAll"]), []);
  });
});
