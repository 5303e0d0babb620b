import assert from "node:assert";
import { Editor } from "./editor";
import { acme, acmeCatalog, vantaprism, type Workspace, workspace } from "./workspace";

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

describe("configuration and catalogs", () => {
  let editor: Editor;
  const made: Workspace[] = [];
  const create = (files: Readonly<Record<string, string>>): Workspace => {
    const one = workspace(files);
    made.push(one);
    return one;
  };
  afterEach(() => {
    editor.kill();
    for (const one of made.splice(0)) one.remove();
  });

  const changed = async (uri: string, type: 1 | 2 | 3 = 2): Promise<void> => {
    const before = editor.refreshes;
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type }] });
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
  };
  const severities = async (uri: string): Promise<readonly unknown[]> => (await editor.pull(uri)).map(({ severity }) => severity);

  it("faultline.json decides severity, and its change counts at once", async () => {
    const { folder, uri, write } = create({ "faultline.json": json({ rules: { "unknown-code": "error" } }), "a.ts": vantaprism });
    editor = await Editor.start({ folders: [folder] });
    await editor.open(uri("a.ts"), vantaprism);
    assert.deepEqual(await severities(uri("a.ts")), [1]);
    write("faultline.json", json({ rules: { "unknown-code": "hint" } }));
    await changed(uri("faultline.json"));
    assert.deepEqual(await severities(uri("a.ts")), [4]);
    write("faultline.json", json({ rules: { "unknown-code": "off" } }));
    await changed(uri("faultline.json"));
    assert.deepEqual(await severities(uri("a.ts")), []);
    write("faultline.json", json({ ignore: ["*.ts"] }));
    await changed(uri("faultline.json"));
    assert.deepEqual(await severities(uri("a.ts")), []);
    write("faultline.json", json({}));
    await changed(uri("faultline.json"));
    assert.deepEqual(await severities(uri("a.ts")), [2]);
  });

  it("the editor's settings lie below faultline.json, folder by folder", async () => {
    const one = create({ "a.ts": vantaprism });
    const two = create({ "a.ts": vantaprism, "faultline.json": json({ rules: { "unknown-code": "error" } }) });
    const three = create({ "a.ts": vantaprism });
    let off = false;
    editor = await Editor.start({
      folders: [one.folder, two.folder, three.folder],
      settings: (scope) => {
        if (scope === three.uri(".").replace(/\/$/, "")) return { enable: false };
        return { enable: true, rules: { "unknown-code": off ? "off" : "hint" } };
      },
    });
    for (const { uri } of [one, two, three]) await editor.open(uri("a.ts"), vantaprism);
    assert.deepEqual(await severities(one.uri("a.ts")), [4]);
    assert.deepEqual(await severities(two.uri("a.ts")), [1]);
    assert.deepEqual(await severities(three.uri("a.ts")), []);
    off = true;
    const before = editor.refreshes;
    await editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.deepEqual(await severities(one.uri("a.ts")), []);
    assert.deepEqual(await severities(two.uri("a.ts")), [1]);
  });

  it("folders come and go", async () => {
    const one = create({});
    const two = create({ "a.ts": vantaprism, "faultline.json": json({ rules: { "unknown-code": "error" } }) });
    editor = await Editor.start({ folders: [one.folder] });
    await editor.open(two.uri("a.ts"), vantaprism);
    assert.deepEqual(await severities(two.uri("a.ts")), [2]);
    const change = async (event: object): Promise<void> => {
      const before = editor.refreshes;
      await editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });
      await editor.until("a refresh", () => editor.refreshes > before || undefined);
    };
    const folder = { uri: two.uri(".").replace(/\/$/, ""), name: "two" };
    await change({ added: [folder], removed: [] });
    assert.deepEqual(await severities(two.uri("a.ts")), [1]);
    await change({ added: [], removed: [folder] });
    assert.deepEqual(await severities(two.uri("a.ts")), [2]);
  });

  it("a workspace's own catalog is used, followed as it changes, and kept while it is broken", async () => {
    const { folder, uri, write } = create({
      "faultline.json": json({ catalogs: ["./errors/acme.json"] }),
      "errors/acme.json": acmeCatalog(["user_gone", "team_gone"]),
    });
    editor = await Editor.start({ folders: [folder] });
    const [file, catalog] = [uri("a.ts"), uri("errors/acme.json")];
    await editor.open(file, acme("user_gon"));
    const messages = async () => (await editor.pull(file)).map(({ message }) => String(message));
    assert.match((await messages()).join(), /Acme.*user_gon/);
    write("errors/acme.json", acmeCatalog(["user_gon"]));
    await changed(catalog);
    assert.deepEqual(await messages(), []);

    write("errors/acme.json", '{\n  "id": "acme",\n  "codes": [{ "code": true }]\n}\n');
    await changed(catalog);
    assert.deepEqual(await messages(), [], "the last good version stays in use");
    const broken = await editor.until("the catalog's problem", () =>
      editor.published.find((params) => params.uri === catalog && params.diagnostics.length > 0),
    );
    assert.equal(broken.diagnostics[0]?.range.start.line, 2);
    assert.equal(broken.diagnostics[0]?.source, "faultline");
    assert.ok(
      editor.published.every((params) => params.uri !== file),
      "the document itself is pulled, never pushed",
    );

    write("errors/acme.json", acmeCatalog(["user_gone"]));
    await changed(catalog);
    assert.match((await messages()).join(), /Acme.*user_gon/);
    await editor.until(
      "the problem's end",
      () => editor.published.findLast((params) => params.uri === catalog)?.diagnostics.length === 0 || undefined,
    );
  });

  it("a broken faultline.json says so in its own lines", async () => {
    const { folder, uri } = create({ "faultline.json": '{\n  "rules": { "unknwon-code": "error" }\n}\n' });
    editor = await Editor.start({ folders: [folder] });
    const told = await editor.until("the problem", () => editor.published.find((params) => params.uri === uri("faultline.json")));
    assert.equal(told.diagnostics.length, 1);
    assert.equal(told.diagnostics[0]?.range.start.line, 1);
    assert.match(String(told.diagnostics[0]?.message), /unknwon-code.*unknown-code/);
  });

  it("an editor that watches no files is up to date after a save", async () => {
    const { folder, uri, write } = create({ "faultline.json": json({ rules: { "unknown-code": "error" } }) });
    editor = await Editor.start({
      folders: [folder],
      capabilities: (can) => {
        const { didChangeWatchedFiles: _, ...rest } = can.workspace ?? {};
        return { ...can, workspace: rest };
      },
    });
    await editor.open(uri("a.ts"), vantaprism);
    assert.deepEqual(await severities(uri("a.ts")), [1]);
    write("faultline.json", json({ rules: { "unknown-code": "hint" } }));
    const before = editor.refreshes;
    await editor.connection.sendNotification("textDocument/didSave", { textDocument: { uri: uri("a.ts") } });
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.deepEqual(await severities(uri("a.ts")), [4]);
  });

  it("an editor that cannot be asked gives its settings with its start", async () => {
    const uri = "file:///somewhere/a.ts";
    editor = await Editor.start({
      capabilities: (can) => ({ ...can, workspace: { ...can.workspace, configuration: false } }),
      initializationOptions: { settings: { rules: { "unknown-code": "hint" } } },
    });
    await editor.open(uri, vantaprism);
    assert.deepEqual(await severities(uri), [4]);
    const before = editor.refreshes;
    await editor.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { faultline: { rules: { "unknown-code": "error" } } },
    });
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.deepEqual(await severities(uri), [1]);
  });
});
