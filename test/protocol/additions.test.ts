import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import type { CodeAction, TextEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Editor, type EditorOptions } from "./editor";
import { acme, acmeCatalog, vantaprism, type Workspace, workspace } from "./workspace";

const narrowed = `const res = await fetch("https://api.acme.test/v1/users");
const body = await res.json();
if (res.status === 410 && body.error.code === "user_left") console.log("gone");
`;

describe("actions that add a code to a catalog", () => {
  let editor: Editor;
  let place: Workspace;
  afterEach(() => {
    editor.kill();
    place.remove();
  });
  const start = async (files: Readonly<Record<string, string>>, options: EditorOptions = {}): Promise<void> => {
    place = workspace(files);
    editor = await Editor.start({ folders: [place.folder], ...options });
  };
  const actions = async (file: string, text: string): Promise<readonly CodeAction[]> => {
    const uri = place.uri(file);
    const found = await editor.actions(uri, editor.rangeOf(uri, text), await editor.pull(uri));
    return found.filter(({ title }) => title.startsWith("Add '"));
  };
  /** Writes what the action says and saves it, as an editor does. */
  const apply = async (action: CodeAction | undefined): Promise<Readonly<Record<string, string>>> => {
    const changes = action?.edit?.documentChanges ?? assert.fail("There is no such action");
    const written: Record<string, string> = {};
    const made = new Set<string>();
    for (const change of changes) {
      if ("kind" in change) {
        const uri = "uri" in change ? change.uri : "";
        assert.ok(!fs.existsSync(new URL(uri)), "a file that is there is not made anew");
        made.add(uri);
        continue;
      }
      const { uri } = change.textDocument;
      const before = made.has(uri) ? "" : fs.readFileSync(new URL(uri), "utf8");
      const file = path.relative(place.folder, new URL(uri).pathname);
      written[file] = TextDocument.applyEdits(TextDocument.create(uri, "", 1, before), change.edits as TextEdit[]);
    }
    for (const [file, text] of Object.entries(written)) place.write(file, text);
    const before = editor.refreshes;
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: Object.keys(written).map((file) => ({ uri: place.uri(file), type: made.has(place.uri(file)) ? 1 : 2 })),
    });
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    return written;
  };

  it("write the workspace's own catalog, whose layout and comments stay, and the finding is gone at once", async () => {
    const catalog = `{
  "id": "acme",
  "name": "Acme",
  "hosts": ["api.acme.test"],
  "envelopes": [{ "fields": { "code": "error.code" } }],
  "codes": [
    "user_gone" // as of old
  ]
}
`;
    await start({ "faultline.json": '{ "catalogs": ["errors/acme.json"] }', "errors/acme.json": catalog });
    await editor.open(place.uri("a.ts"), acme("team_gone"));
    await editor.open(place.uri("b.ts"), acme("team_gone"));
    assert.equal((await editor.pull(place.uri("b.ts"))).length, 1);
    const [action, ...more] = await actions("a.ts", "team_gone");
    assert.equal(action?.title, "Add 'team_gone' to Acme in errors/acme.json");
    assert.deepEqual([more.length, action?.isPreferred, action?.diagnostics?.[0]?.code], [0, undefined, "unknown-code"]);
    const { "errors/acme.json": after } = await apply(action);
    assert.equal(after, catalog.replace('"user_gone" // as of old', '"user_gone", // as of old\n    { "code": "team_gone" }'));
    assert.deepEqual(await editor.pull(place.uri("a.ts")), []);
    assert.deepEqual(await editor.pull(place.uri("b.ts")), [], "in every open file");
  });

  it("give the status that the flow knows, and no other", async () => {
    await start({ "faultline.json": '{ "catalogs": ["acme.json"] }', "acme.json": acmeCatalog(["user_gone"]) });
    await editor.open(place.uri("a.ts"), narrowed);
    const { "acme.json": text = "" } = await apply((await actions("a.ts", "user_left"))[0]);
    assert.deepEqual(JSON.parse(text).codes.at(-1), { code: "user_left", status: 410 });
    assert.deepEqual(await editor.pull(place.uri("a.ts")), []);
  });

  it("make a file that extends a bundled provider, and name it where the nearest configuration lists catalogs", async () => {
    const near = '{\n  // Of this package.\n  "rules": {}\n}\n';
    await start({ "packages/web/faultline.json": near });
    const file = "packages/web/src/a.ts";
    await editor.open(place.uri(file), vantaprism);
    const [action] = await actions(file, "FORBIDEN_SCOPE");
    assert.equal(
      action?.title,
      "Add 'FORBIDEN_SCOPE' to VantaPrism in packages/web/vantaprism.faultline.json (creates it, writes packages/web/faultline.json)",
    );
    assert.deepEqual(await apply(action), {
      "packages/web/vantaprism.faultline.json": '{\n  "extends": "vantaprism",\n  "codes": [\n    { "code": "FORBIDEN_SCOPE" }\n  ]\n}\n',
      "packages/web/faultline.json": near.replace(
        '"rules": {}\n',
        '"rules": {},\n  "catalogs": [\n    "./vantaprism.faultline.json"\n  ]\n',
      ),
    });
    assert.deepEqual(await editor.pull(place.uri(file)), []);
    await editor.replace(place.uri(file), "FORBIDEN_SCOPE", "KEY_REVOKD");
    const [next] = await actions(file, "KEY_REVOKD");
    assert.equal(next?.title, "Add 'KEY_REVOKD' to VantaPrism in packages/web/vantaprism.faultline.json");
    assert.match(
      (await apply(next))["packages/web/vantaprism.faultline.json"] ?? "",
      /"FORBIDEN_SCOPE" \},\n {4}\{ "code": "KEY_REVOKD" \}\n/,
    );
    assert.deepEqual(await editor.pull(place.uri(file)), []);
  });

  it("make both files where there is none", async () => {
    await start({});
    await editor.open(place.uri("a.ts"), vantaprism);
    const [action] = await actions("a.ts", "FORBIDEN_SCOPE");
    assert.equal(action?.title, "Add 'FORBIDEN_SCOPE' to VantaPrism in vantaprism.faultline.json (creates it and faultline.json)");
    await apply(action);
    assert.deepEqual(await editor.pull(place.uri("a.ts")), []);
    editor.kill();
    place.remove();
    await start({}, { capabilities: (can) => ({ ...can, workspace: { ...can.workspace, workspaceEdit: { documentChanges: true } } }) });
    await editor.open(place.uri("a.ts"), vantaprism);
    assert.deepEqual(await actions("a.ts", "FORBIDEN_SCOPE"), [], "an editor that can make no files");
  });

  it("count while they are typed, before anything is saved", async () => {
    const text = acmeCatalog(["user_gone"]);
    await start({ "faultline.json": '{ "catalogs": ["acme.json"] }', "acme.json": text });
    await editor.open(place.uri("a.ts"), acme("team_gone"));
    await editor.open(place.uri("acme.json"), text, "json");
    const [action] = await actions("a.ts", "team_gone");
    const edited = editor.applied(place.uri("acme.json"), action ?? assert.fail("There is no action"));
    const before = editor.refreshes;
    await editor.change(place.uri("acme.json"), [
      { range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }, text: edited },
    ]);
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.deepEqual(await editor.pull(place.uri("a.ts")), []);
  });

  it("leave alone what is half written, what is another's, and what lies outside of the workspace", async () => {
    await start({ "vantaprism.faultline.json": '{ "id": "mine" }' });
    await editor.open(place.uri("a.ts"), vantaprism);
    assert.deepEqual(await actions("a.ts", "FORBIDEN_SCOPE"), []);
    place.write("vantaprism.faultline.json", '{ "extends": "vantaprism", "codes": [');
    assert.deepEqual(await actions("a.ts", "FORBIDEN_SCOPE"), []);
    const outside = "file:///elsewhere/a.ts";
    await editor.open(outside, vantaprism);
    const found = await editor.actions(outside, editor.rangeOf(outside, "FORBIDEN_SCOPE"), await editor.pull(outside));
    assert.ok(found.length > 0 && found.every(({ title }) => !title.startsWith("Add '")));
  });

  it("are none for a part of a code, and none of what is applied unasked", async () => {
    const part = vantaprism.replace('=== "FORBIDEN_SCOPE"', '.startsWith("FORBIDEN_")');
    await start({ "faultline.json": "{}" });
    await editor.open(place.uri("a.ts"), part);
    assert.equal((await editor.pull(place.uri("a.ts")))[0]?.code, "unknown-code");
    assert.deepEqual(await actions("a.ts", "FORBIDEN_"), []);
    await editor.open(place.uri("b.ts"), vantaprism);
    const uri = place.uri("b.ts");
    const all = await editor.actions(uri, editor.rangeOf(uri, "FORBIDEN_SCOPE"), await editor.pull(uri), ["source.fixAll"]);
    assert.ok(all.every(({ title }) => !title.startsWith("Add '")));
  });
});
