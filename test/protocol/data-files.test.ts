import assert from "node:assert";
import { Editor } from "./editor";
import { acme, acmeCatalog, vantaprism, type Workspace, workspace } from "./workspace";

describe("configuration and catalogs that are open", () => {
  let editor: Editor;
  let place: Workspace;
  afterEach(() => {
    editor.kill();
    place.remove();
  });

  const start = async (files: Readonly<Record<string, string>>): Promise<void> => {
    place = workspace(files);
    editor = await Editor.start({ folders: [place.folder] });
  };
  /** What is said of a file now, as soon as it fits. */
  const told = (file: string, fits: (messages: readonly string[]) => boolean): Promise<readonly string[]> =>
    editor.until(`other problems of ${file}`, () => {
      const last = editor.published.findLast(({ uri }) => uri === place.uri(file));
      const messages = last?.diagnostics.map(({ message, range }) => `${range.start.line} ${message}`);
      return messages && fits(messages) ? messages : undefined;
    });
  const globs = (method: string): readonly string[] =>
    [...editor.registered.values()].filter((one) => one.method === method).flatMap((one) => one.globs);

  it("a mistake shows as it is typed and goes with it, saved or not", async () => {
    const text = '{\n  "rules": { "unknown-code": "error" }\n}\n';
    await start({ "faultline.json": text, "a.ts": vantaprism });
    const uri = place.uri("faultline.json");
    await editor.open(place.uri("a.ts"), vantaprism);
    assert.equal((await editor.pull(place.uri("a.ts")))[0]?.severity, 1);
    await editor.open(uri, text, "jsonc");
    await editor.replace(uri, "unknown-code", "unknwon-code");
    const [message] = await told("faultline.json", (messages) => messages.length === 1);
    assert.match(String(message), /^1 .*unknwon-code.*unknown-code/);
    await editor.replace(uri, '"error"', '"hint"');
    await editor.replace(uri, "unknwon-code", "unknown-code");
    await told("faultline.json", (messages) => messages.length === 0);
    assert.equal((await editor.pull(place.uri("a.ts")))[0]?.severity, 4, "what is typed counts");
    const before = editor.refreshes;
    await editor.close(uri);
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.equal((await editor.pull(place.uri("a.ts")))[0]?.severity, 1, "what was not saved counts no more");
  });

  it("half a file keeps the last good one in use", async () => {
    const text = '{ "rules": { "unknown-code": "error" } }';
    await start({ "faultline.json": text, "a.ts": vantaprism });
    await editor.open(place.uri("a.ts"), vantaprism);
    await editor.pull(place.uri("a.ts"));
    await editor.open(place.uri("faultline.json"), text, "json");
    await editor.replace(place.uri("faultline.json"), '"error" } }', '"err');
    await told("faultline.json", (messages) => messages.length > 0);
    assert.equal((await editor.pull(place.uri("a.ts")))[0]?.severity, 1);
  });

  it("a catalog that a configuration names is asked for, and its mistakes are said in it", async () => {
    const catalog = acmeCatalog(["user_gone"]);
    await start({ "faultline.json": '{ "catalogs": ["errors/acme[1].json"] }', "errors/acme[1].json": catalog });
    await editor.until("the registration", () => globs("textDocument/didOpen").length > 1 || undefined);
    assert.deepEqual(globs("textDocument/didOpen"), ["**/faultline.json", "**/errors/acme?1?.json"]);
    const uri = place.uri("errors/acme[1].json");
    await editor.open(place.uri("a.ts"), acme("user_gon"));
    assert.equal((await editor.pull(place.uri("a.ts"))).length, 1);
    await editor.open(uri, catalog, "json");
    await editor.replace(uri, '"status":404', '"status":4044');
    await told("errors/acme[1].json", (messages) => messages.length === 1);
    await editor.replace(uri, '"status":4044', '"status":404');
    await told("errors/acme[1].json", (messages) => messages.length === 0);
    await editor.replace(uri, "user_gone", "user_gon");
    const before = editor.refreshes;
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.deepEqual(await editor.pull(place.uri("a.ts")), [], "a code that is typed there is known");
  });

  it("a catalog that is named no more is asked for no more, nor one whose configuration is gone", async () => {
    const text = '{ "catalogs": ["acme.json"] }';
    await start({ "faultline.json": text, "acme.json": "{}" });
    await editor.until("the registration", () => globs("textDocument/didOpen").includes("**/acme.json") || undefined);
    await told("acme.json", (messages) => messages.length > 0);
    await editor.open(place.uri("faultline.json"), text, "json");
    await editor.replace(place.uri("faultline.json"), '"acme.json"', "");
    await editor.until("its end", () => !globs("textDocument/didOpen").includes("**/acme.json") || undefined);
    await told("acme.json", (messages) => messages.length === 0);
  });

  it("problems go when the file is deleted", async () => {
    await start({ "faultline.json": '{ "rules": { "no-such-rule": "error" } }' });
    await told("faultline.json", (messages) => messages.length === 1);
    place.remove();
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: place.uri("faultline.json"), type: 3 }],
    });
    await told("faultline.json", (messages) => messages.length === 0);
  });

  it("the ids of providers complete, the workspace's own first", async () => {
    const text = '{\n  // Ours.\n  "catalogs": ["acme.json"],\n  "bind": [{ "call": "ask", "provider": "none" }]\n}\n';
    await start({ "faultline.json": text, "acme.json": acmeCatalog(["user_gone"]) });
    const uri = place.uri("faultline.json");
    await editor.open(uri, text, "jsonc");
    await editor.until("the registration", () => globs("textDocument/completion").includes("**/acme.json") || undefined);
    await editor.replace(uri, '"none"', '""');
    const items = [...(await editor.complete(uri, editor.at(uri, '"provider": "|"')))].sort((a, b) =>
      String(a.sortText) < String(b.sortText) ? -1 : 1,
    );
    assert.equal(items[0]?.label, "acme");
    assert.equal(items.at(-1)?.label, "none");
    assert.ok(items.some(({ label }) => label === "vantaprism"));
    assert.deepEqual(items[0]?.textEdit, { range: editor.rangeOf(uri, '""'), newText: '"acme"' });
    assert.deepEqual(await editor.complete(uri, editor.at(uri, '"ca|ll"')), []);
    const catalog = '{ "extends": "van" }';
    await editor.open(place.uri("acme.json"), catalog, "json");
    const extended = await editor.complete(place.uri("acme.json"), editor.at(place.uri("acme.json"), '"va|n"'));
    assert.ok(extended.some(({ label }) => label === "vantaprism") && !extended.some(({ label }) => label === "none"));
  });

  it("the keys and words of a catalog complete, and say what they are for, whatever it is called", async () => {
    const text = '{\n  "id": "acme",\n  "codes": [{ "code": "gone", "retry": "never" }],\n  "envelopes": [{ "fields": {} }]\n}\n';
    await start({ "faultline.json": '{ "catalogs": ["errors/acme.json"] }', "errors/acme.json": text });
    const uri = place.uri("errors/acme.json");
    await editor.until("the registration", () => globs("textDocument/hover").includes("**/errors/acme.json") || undefined);
    await editor.open(uri, text, "json");
    const labels = async (marked: string): Promise<readonly string[]> =>
      (await editor.complete(uri, editor.at(uri, marked))).map(({ label }) => label);
    assert.ok((await labels('"retry": "|never"')).includes("fix-first"));
    const said = async (marked: string): Promise<string> => {
      const hover = await editor.hover(uri, editor.at(uri, marked));
      return hover ? (hover.contents as { value: string }).value : "";
    };
    assert.match(await said('"ret|ry"'), /\w+ \w+/);
    assert.match(await said('"enve|lopes"'), /\w+ \w+/);
    await editor.replace(uri, '"code": "gone", ', '"code": "gone", "": 0, ');
    const keys = await labels('"code": "gone", "|"');
    assert.ok(keys.includes("status") && keys.includes("meaning") && !keys.includes("code") && !keys.includes("retry"), keys.join());
    const [status] = (await editor.complete(uri, editor.at(uri, '"code": "gone", "|"'))).filter(({ label }) => label === "status");
    assert.equal(status?.textEdit?.newText, '"status"');
    await editor.replace(uri, '"fields": {}', '"fields": {  }');
    assert.ok((await labels('"fields": { | }')).includes("requestId"));
  });

  it("an editor that has the schemas says by itself what can stand in a file of our name", async () => {
    const text = '{ "id": "acme", "codes": [{ "code": "gone", "retry": "never" }] }';
    place = workspace({ "faultline.json": '{ "catalogs": ["acme.faultline.json"] }', "acme.faultline.json": text });
    editor = await Editor.start({ folders: [place.folder], initializationOptions: { schemas: true } });
    const uri = place.uri("acme.faultline.json");
    await editor.until("the registration", () => globs("textDocument/hover").length > 0 || undefined);
    await editor.open(uri, text, "jsonc");
    assert.deepEqual(await editor.complete(uri, editor.at(uri, '"retry": "|never"')), []);
    assert.equal(await editor.hover(uri, editor.at(uri, '"ret|ry"')), null);
  });

  it("JSON that nobody names is nobody's business", async () => {
    await start({ "other.json": "{" });
    const uri = place.uri("other.json");
    await editor.open(uri, "{", "json");
    assert.deepEqual(await editor.pull(uri), []);
    assert.equal(await editor.hover(uri, { line: 0, character: 0 }), null);
  });
});
