import assert from "node:assert";
import type { ClientCapabilities, InlayHint, MarkupContent } from "vscode-languageserver-protocol/node";
import { Editor } from "./editor";
import { acme, acmeCatalog, workspace } from "./workspace";

const uri = "file:///somewhere/a.ts";
const text = `const res = await fetch("https://api.vantaprism.me/v1/victims");
const { error } = await res.json();
if (error.code === "KEY_LOCKED") console.log("locked");
`;

const hints = (editor: Editor, range = editor.rangeOf(uri, text), document = uri): Promise<readonly InlayHint[]> =>
  editor.connection.sendRequest("textDocument/inlayHint", { textDocument: { uri: document }, range });

const refreshing = (can: ClientCapabilities): ClientCapabilities => ({
  ...can,
  workspace: { ...can.workspace, inlayHint: { refreshSupport: true } },
});

describe("status hints", () => {
  let editor: Editor;
  afterEach(() => editor.kill());

  it("are off unless they are asked for", async () => {
    editor = await Editor.start();
    assert.deepEqual(editor.result.capabilities.inlayHintProvider, { resolveProvider: false });
    await editor.open(uri, text);
    assert.deepEqual(await hints(editor), []);
  });

  it("stand behind the code, with its card", async () => {
    editor = await Editor.start({ settings: () => ({ inlayHints: { status: true } }) });
    await editor.open(uri, text);
    const [hint, ...more] = await hints(editor);
    assert.ok(hint);
    assert.equal(more.length, 0);
    assert.deepEqual(hint.position, editor.rangeOf(uri, '"KEY_LOCKED"').end);
    assert.equal(hint.label, "403");
    assert.equal(hint.paddingLeft, true);
    const { kind, value } = hint.tooltip as MarkupContent;
    assert.equal(kind, "markdown");
    assert.match(value, /VantaPrism/);
    assert.deepEqual(await hints(editor, editor.rangeOf(uri, "const res")), []);
  });

  it("are on by the same settings in an editor that is not asked for them", async () => {
    editor = await Editor.start({
      capabilities: (can) => ({ ...can, workspace: { ...can.workspace, configuration: false } }),
      initializationOptions: { settings: { inlayHints: { status: true } } },
    });
    await editor.open(uri, text);
    assert.equal((await hints(editor)).length, 1);
  });

  it("follow the settings, and the editor is told to ask again", async () => {
    let status = true;
    let refreshes = 0;
    editor = await Editor.start({
      capabilities: refreshing,
      settings: () => ({ inlayHints: { status } }),
      answers: { "workspace/inlayHint/refresh": () => void refreshes++ },
    });
    await editor.open(uri, text);
    assert.equal((await hints(editor)).length, 1);
    status = false;
    await editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    for (let i = 0; i < 100 && refreshes === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(refreshes, 1);
    assert.deepEqual(await hints(editor), []);
  });

  it("follow the workspace's own catalog", async () => {
    const {
      folder,
      uri: at,
      write,
      remove,
    } = workspace({
      "faultline.json": JSON.stringify({ catalogs: ["./acme.json"] }),
      "acme.json": acmeCatalog(["user_gone"]),
    });
    let refreshes = 0;
    editor = await Editor.start({
      folders: [folder],
      capabilities: refreshing,
      settings: () => ({ inlayHints: { status: true } }),
      answers: { "workspace/inlayHint/refresh": () => void refreshes++ },
    });
    const file = at("a.ts");
    await editor.open(file, acme("team_gone"));
    const labels = async () => (await hints(editor, editor.rangeOf(file, acme("team_gone")), file)).map(({ label }) => label);
    assert.deepEqual(await labels(), []);
    write("acme.json", acmeCatalog(["team_gone"]));
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: at("acme.json"), type: 2 }] });
    for (let i = 0; i < 100 && refreshes === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(refreshes, 1);
    assert.deepEqual(await labels(), ["404"]);
    remove();
  });
});
