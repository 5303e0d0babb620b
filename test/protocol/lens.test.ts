import assert from "node:assert";
import type { ClientCapabilities, CodeLens } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type MissingCodes, showMissingCodesCommand } from "../../server/lsp/protocol";
import { Editor } from "./editor";

const uri = "file:///somewhere/a.ts";
const text = `const res = await fetch("https://api.technologychecker.io/v1/technology-lookup");
const { error } = await res.json();
switch (error.code) {
  case "RATE_LIMIT":
  case "INTERNAL_ERROR":
    break;
}
`;

const lenses = (editor: Editor): Promise<readonly CodeLens[]> =>
  editor.connection.sendRequest("textDocument/codeLens", { textDocument: { uri } });

const refreshing = (can: ClientCapabilities): ClientCapabilities => ({
  ...can,
  workspace: { ...can.workspace, codeLens: { refreshSupport: true } },
});

describe("lenses", () => {
  let editor: Editor;
  afterEach(() => editor.kill());

  it("tell how many codes a switch handles, and carry the others with what adds them", async () => {
    editor = await Editor.start({ initializationOptions: { missingCodes: true } });
    assert.deepEqual(editor.result.capabilities.codeLensProvider, { resolveProvider: false });
    await editor.open(uri, text);
    const [lens, ...more] = await lenses(editor);
    assert.ok(lens?.command);
    assert.equal(more.length, 0);
    assert.deepEqual(lens.range, editor.rangeOf(uri, "switch"));
    assert.equal(lens.command.title, "handles 2 of 7 codes of TechnologyChecker");
    assert.equal(lens.command.command, showMissingCodesCommand);
    const [given] = lens.command.arguments as [MissingCodes];
    assert.equal(given.uri, uri);
    assert.equal(given.version, 1);
    assert.equal(given.add, "Add the 5 missing cases");
    const conflict = given.missing.find(({ code }) => code === "CONFLICT");
    assert.deepEqual(conflict?.statuses, [409]);
    assert.ok(conflict?.meaning && conflict.action && conflict.retry && conflict.retryWord);
    const after = TextDocument.applyEdits(TextDocument.create(uri, "typescript", 1, text), [...given.edits]);
    await editor.close(uri);
    await editor.open(uri, after);
    const [full] = await lenses(editor);
    assert.deepEqual(full?.command, { title: "handles all 7 codes of TechnologyChecker", command: "" });
  });

  it("are texts alone in an editor that has no command for them", async () => {
    editor = await Editor.start();
    await editor.open(uri, text);
    const [lens] = await lenses(editor);
    assert.deepEqual(lens?.command, { title: "handles 2 of 7 codes of TechnologyChecker", command: "" });
  });

  it("follow the settings, and the editor is told to ask again", async () => {
    let enable = true;
    let refreshes = 0;
    editor = await Editor.start({
      capabilities: refreshing,
      settings: () => ({ lens: { enable } }),
      answers: { "workspace/codeLens/refresh": () => void refreshes++ },
    });
    await editor.open(uri, text);
    assert.equal((await lenses(editor)).length, 1);
    enable = false;
    await editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    for (let i = 0; i < 100 && refreshes === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(refreshes, 1);
    assert.deepEqual(await lenses(editor), []);
  });
});
