import assert from "node:assert";
import { ErrorCodes, ResponseError } from "vscode-languageserver-protocol/node";
import { pushOnly } from "./abilities";
import { Editor } from "./editor";

describe("the server's life", () => {
  let editor: Editor;
  afterEach(() => editor.kill());

  it("begins with what it can do", async () => {
    editor = await Editor.start();
    const { capabilities } = editor.result;
    assert.equal(capabilities.positionEncoding, "utf-16");
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: false });
    assert.deepEqual(capabilities.diagnosticProvider, {
      identifier: "faultline",
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
    assert.deepEqual(capabilities.completionProvider, { triggerCharacters: ['"', "'", "`"] });
    assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ["quickfix", "source.fixAll.faultline"] });
    assert.equal(capabilities.hoverProvider, true);
  });

  it("offers no pull to an editor that cannot", async () => {
    editor = await Editor.start({ capabilities: pushOnly });
    assert.equal(editor.result.capabilities.diagnosticProvider, undefined);
  });

  it("watches configuration, catalogs and sources", async () => {
    editor = await Editor.start();
    await editor.until("a watcher", () => editor.watched[0]);
    assert.deepEqual(editor.watched, ["**/*.{json,jsonc}", "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro}"]);
  });

  it("ends with 0 after shutdown and exit", async () => {
    editor = await Editor.start();
    assert.equal(await editor.stop(), 0);
  });

  it("ends with 1 after exit alone", async () => {
    editor = await Editor.start();
    const ended = editor.ended();
    await editor.connection.sendNotification("exit");
    assert.equal(await ended, 1);
  });

  it("ends when the editor is gone", async () => {
    editor = await Editor.start();
    const ended = editor.ended();
    editor.transport.process?.stdin?.end();
    assert.equal(await ended, 1);
  });

  it("knows what it does not know", async () => {
    editor = await Editor.start();
    await assert.rejects(
      () => editor.connection.sendRequest("textDocument/declaration", {}),
      (error) => error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound,
    );
    assert.equal(await editor.stop(), 0);
  });
});
