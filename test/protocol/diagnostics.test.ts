import assert from "node:assert";
import type { Diagnostic } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { DiagnosticData } from "../../server/lsp/protocol";
import { pushOnly } from "./abilities";
import { Editor } from "./editor";
import { vantaprism } from "./workspace";

const uri = "file:///somewhere/a.ts";

describe("diagnostics", () => {
  let editor: Editor;
  afterEach(() => editor.kill());

  it("say what is wrong, where, by which rule, and what mends it", async () => {
    editor = await Editor.start({ initializationOptions: { rulePages: true } });
    await editor.open(uri, vantaprism);
    const [found, ...others] = await editor.pull(uri);
    assert.equal(others.length, 0);
    assert.ok(found);
    assert.equal(found.code, "unknown-code");
    assert.equal(found.source, "faultline");
    assert.equal(found.severity, 2);
    assert.deepEqual(found.codeDescription, { href: "faultline-rule:/unknown-code.md" });
    assert.match(String(found.message), /VantaPrism.*FORBIDEN_SCOPE/);
    assert.ok(!String(found.message).endsWith("."));
    const { provider, code, fixes } = found.data as DiagnosticData;
    assert.deepEqual([provider, code], ["vantaprism", "FORBIDEN_SCOPE"]);
    const preferred = fixes.filter((fix) => fix.preferred);
    assert.equal(preferred.length, 1);
    assert.equal(preferred[0]?.safe, true);
    const mended = TextDocument.applyEdits(TextDocument.create(uri, "typescript", 1, vantaprism), [...(preferred[0]?.edits ?? [])]);
    assert.equal(mended, vantaprism.replace("FORBIDEN_SCOPE", "FORBIDDEN_SCOPE"));
    assert.deepEqual(editor.published, [], "what is pulled is not pushed too");
    assert.equal(await editor.stop(), 0);
  });

  it("have no link where the editor cannot follow it", async () => {
    editor = await Editor.start();
    await editor.open(uri, vantaprism);
    assert.equal((await editor.pull(uri))[0]?.codeDescription, undefined);
  });

  it("come unchanged as long as nothing changes", async () => {
    editor = await Editor.start();
    await editor.open(uri, vantaprism);
    const first = await editor.report(uri);
    assert.ok(first.kind === "full" && first.resultId);
    assert.deepEqual(await editor.report(uri, first.resultId), { kind: "unchanged", resultId: first.resultId });
    await editor.replace(uri, "FORBIDEN_SCOPE", "FORBIDDEN_SCOPE");
    const second = await editor.report(uri, first.resultId);
    assert.ok(second.kind === "full");
    assert.deepEqual(second.items, []);
  });

  it("are pushed, with their version, to an editor that cannot pull", async () => {
    editor = await Editor.start({ capabilities: pushOnly });
    const published = (version: number) =>
      editor.until(`version ${version}`, () => editor.published.find((params) => params.version === version));
    await editor.open(uri, vantaprism);
    assert.deepEqual(
      (await published(1)).diagnostics.map(({ code }) => code),
      ["unknown-code"],
    );
    await editor.replace(uri, "FORBIDEN_SCOPE", "FORBIDDEN");
    await editor.replace(uri, "FORBIDDEN", "FORBIDDEN_SCOPE");
    assert.deepEqual((await published(3)).diagnostics, []);
    assert.equal(
      editor.published.find(({ version }) => version === 2),
      undefined,
      "a version that is superseded while typing is dropped",
    );
    await editor.replace(uri, "FORBIDDEN_SCOPE", "FORBIDEN_SCOPE");
    assert.equal((await published(4)).diagnostics.length, 1);
    await editor.close(uri);
    const last = await editor.until("the end", () => editor.published.find(({ version }) => version === undefined));
    assert.deepEqual(last, { uri, diagnostics: [] });
    assert.equal(await editor.stop(), 0);
  });

  it("count in UTF-16 units, with CRLF too", async () => {
    editor = await Editor.start();
    const text = `/* 😀 */ ${vantaprism}`.replaceAll("\n", "\r\n").replace("if (", '"😀𝄞"; if (');
    await editor.open(uri, text);
    const [found] = await editor.pull(uri);
    const { start, end } = editor.rangeOf(uri, "FORBIDEN_SCOPE");
    assert.deepEqual([found?.range.start.line, found?.range.end.line], [start.line, end.line]);
    const [from, to] = [found?.range.start.character ?? 0, found?.range.end.character ?? 0];
    assert.ok(from === start.character || from === start.character - 1, "the literal, with or without its quotes");
    assert.equal(to - from, end.character - start.character + 2 * (start.character - from));
  });

  it("follow the language of a document that has no name yet", async () => {
    editor = await Editor.start();
    const untitled = "untitled:Untitled-1";
    await editor.open(untitled, `const view = <p>{"it is"}</p>;\n${vantaprism}`, "typescriptreact");
    assert.deepEqual(
      (await editor.pull(untitled)).map(({ code }) => code),
      ["unknown-code"],
    );
  });

  it("equal those of a fresh document after many edits", async () => {
    editor = await Editor.start();
    const random = numbers(20_26);
    await editor.open(uri, vantaprism.repeat(4).replaceAll("const ", "var "));
    for (let round = 0; round < 150; round++) {
      await editor.change(uri, edits(editor.text(uri), random));
      if (round % 5 !== 0) continue;
      const fresh = `file:///somewhere/else-${round}/a.ts`;
      await editor.open(fresh, editor.text(uri));
      assert.deepEqual(await editor.pull(uri), relocated(await editor.pull(fresh), fresh), `after round ${round}:\n${editor.text(uri)}`);
      await editor.close(fresh);
    }
    assert.deepEqual(editor.logged, []);
  });
});

/** Diagnostics of the document `from` as `uri` would have them. */
const relocated = (found: readonly Diagnostic[], from: string): unknown => JSON.parse(JSON.stringify(found).replaceAll(from, uri));

const pieces = [
  '"',
  "'",
  "`",
  "\r\n",
  "\n",
  "😀",
  "}",
  "{",
  "(",
  ")",
  "/*",
  "*/",
  "//",
  "FORBIDEN_SCOPE",
  'body.error.code === "RATE_LIMITED"',
  "if (",
  ";",
  "${",
  "",
];

/** One to three edits, each of the text as the one before leaves it. */
function edits(text: string, random: () => number): { range: ReturnType<typeof rangeAt>; text: string }[] {
  const document = TextDocument.create(uri, "typescript", 1, text);
  return Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const start = Math.floor(random() * document.getText().length);
    const edit = {
      range: rangeAt(document, start, start + Math.floor(random() * 12)),
      text: pieces[Math.floor(random() * pieces.length)] ?? "",
    };
    TextDocument.update(document, [edit], document.version + 1);
    return edit;
  });
}

const rangeAt = (document: TextDocument, start: number, end: number) => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

/** The same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
