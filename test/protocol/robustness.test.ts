import assert from "node:assert";
import { LSPErrorCodes, Message, type ResponseMessage } from "vscode-languageserver-protocol/node";
import { pushOnly } from "./abilities";
import { Editor } from "./editor";
import { byStdio } from "./transport";
import { vantaprism } from "./workspace";

const good = "file:///somewhere/good.ts";
const bad = "file:///somewhere/bad.ts";
const throwing = `${vantaprism}// faultline-test-throw\n`;

describe("the server goes on", () => {
  let editor: Editor;
  afterEach(() => editor.kill());

  it("after an analysis that throws, and names the file in the log", async () => {
    editor = await Editor.start({ initializationOptions: { testHook: true } });
    await editor.open(bad, throwing);
    await editor.open(good, vantaprism);
    assert.deepEqual(await editor.pull(bad), []);
    assert.equal((await editor.pull(good)).length, 1);
    assert.equal(await editor.hover(bad, editor.at(bad, "fet|ch")), null);
    assert.deepEqual(await editor.complete(bad, editor.at(bad, "FORB|IDEN")), []);
    assert.deepEqual(await editor.actions(bad, editor.rangeOf(bad, "FORBIDEN_SCOPE"), []), []);
    const logged = await editor.until("the log", () => editor.logged.find((line) => line.includes("bad.ts")));
    assert.match(logged, /The test hook makes this analysis throw/);
    assert.equal(editor.logged.filter((line) => line.includes("bad.ts")).length, 1, "said once for a version");
    await editor.replace(bad, "faultline-test-throw", "mended");
    assert.equal((await editor.pull(bad)).length, 1);
    assert.equal(await editor.stop(), 0);
  });

  it("after an analysis that throws while it pushes", async () => {
    editor = await Editor.start({ capabilities: pushOnly }, byStdio({ FAULTLINE_TEST_HOOK: "1" }));
    await editor.open(bad, throwing);
    await editor.open(good, vantaprism);
    const pushed = (uri: string) => editor.until(uri, () => editor.published.find((params) => params.uri === uri));
    assert.deepEqual((await pushed(bad)).diagnostics, []);
    assert.equal((await pushed(good)).diagnostics.length, 1);
    assert.equal(await editor.stop(), 0);
  });

  it("after an analysis that takes long: it names the file once, and waits for a pause in typing", async () => {
    editor = await Editor.start({ initializationOptions: { testHook: true } });
    await editor.open(bad, `${vantaprism}// faultline-test-slow\n`);
    assert.equal((await editor.pull(bad)).length, 1);
    const logged = await editor.until("the log", () => editor.logged.find((line) => line.includes("bad.ts")));
    assert.match(logged, /^The analysis of .*bad\.ts took \d+\.\d s; it waits for pauses in typing now$/);
    // Each keystroke asks, as editors do; but for the last one no answer comes of an analysis.
    const started = performance.now();
    const asked: Promise<unknown>[] = [];
    for (let i = 0; i < 10; i++) {
      await editor.replace(bad, "ask for the scope", "ask for the scope");
      asked.push(editor.pull(bad).catch(() => "superseded"));
    }
    const answers = await Promise.all(asked);
    assert.ok(performance.now() - started < 15_000, "not ten analyses");
    assert.equal(answers.filter((answer) => answer !== "superseded").length, 1);
    assert.equal(((answers.at(-1) ?? []) as readonly unknown[]).length, 1);
    await editor.replace(bad, "faultline-test-slow", "mended");
    assert.equal((await editor.pull(bad)).length, 1);
    assert.equal(editor.logged.filter((line) => line.includes("bad.ts")).length, 1);
  });

  it("without the hook the mark is a comment like any other", async () => {
    editor = await Editor.start();
    await editor.open(bad, throwing);
    assert.equal((await editor.pull(bad)).length, 1);
  });

  it("after requests and notifications of any shape", async () => {
    editor = await Editor.start();
    await editor.open(good, vantaprism);
    const shapes: readonly object[] = [
      {},
      { textDocument: {} },
      { textDocument: { uri: 5 } },
      { textDocument: { uri: good }, position: null, range: 5 },
    ];
    const requests = ["hover", "completion", "codeAction", "diagnostic"].map((name) => `textDocument/${name}`);
    for (const method of [...requests, "faultline/provider", "faultline/providers", "faultline/searchCodes", "faultline/codeUses"]) {
      for (const params of shapes) await editor.connection.sendRequest(method, params).catch(() => {});
    }
    const notifications = ["didOpen", "didChange", "didClose", "didSave"].map((name) => `textDocument/${name}`);
    for (const method of [
      ...notifications,
      "faultline/watchUses",
      "workspace/didChangeConfiguration",
      "workspace/didChangeWatchedFiles",
      "workspace/didChangeWorkspaceFolders",
    ]) {
      for (const params of shapes.slice(0, 3)) await editor.connection.sendNotification(method, params);
    }
    await editor.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: "file:///never/opened.ts", version: 2 },
      contentChanges: [],
    });
    assert.equal((await editor.pull(good)).length, 1);
    assert.equal(await editor.stop(), 0);
  });

  it("after answers of the editor that make no sense", async () => {
    editor = await Editor.start({ settings: () => "nonsense", initializationOptions: { settings: 5, rulePages: "yes" } });
    await editor.open(good, vantaprism);
    assert.equal((await editor.pull(good)).length, 1);
    assert.equal(await editor.stop(), 0);
  });

  it("answers for a document that is not open, or not any more", async () => {
    editor = await Editor.start();
    await editor.open(good, vantaprism);
    await editor.close(good);
    assert.equal(await editor.hover(good, { line: 0, character: 0 }), null);
    assert.deepEqual(await editor.pull(good), []);
  });
});

describe("a request that the editor takes back", () => {
  it("is not answered, and the next one is", async () => {
    const answers = new Map<unknown, ResponseMessage>();
    const taken = byStdio();
    try {
      const waiting = new Promise<void>((resolve) => {
        taken.reader.listen((message) => {
          if (Message.isResponse(message)) answers.set(message.id, message);
          if (answers.size === 3) resolve();
        });
      });
      const textDocument = { uri: good };
      const position = { line: 2, character: 30 };
      // All in one piece, so that the word to stop is there before the answer can be.
      taken.process?.stdin?.write(
        [
          { id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } },
          { method: "initialized", params: {} },
          {
            method: "textDocument/didOpen",
            params: { textDocument: { ...textDocument, languageId: "typescript", version: 1, text: vantaprism } },
          },
          { id: 2, method: "textDocument/completion", params: { textDocument, position } },
          { id: 3, method: "textDocument/completion", params: { textDocument, position } },
          { method: "$/cancelRequest", params: { id: 2 } },
        ]
          .map(framed)
          .join(""),
      );
      await waiting;
      assert.equal(answers.get(2)?.error?.code, LSPErrorCodes.RequestCancelled);
      assert.ok(((answers.get(3)?.result ?? []) as readonly unknown[]).length > 0);
    } finally {
      taken.kill();
    }
  });
});

/** A message as it goes over the wire. */
function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
