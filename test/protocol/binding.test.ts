import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import type { CodeAction, TextEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Editor, type EditorOptions } from "./editor";
import { acmeCatalog, vantaprism, type Workspace, workspace } from "./workspace";

const caught = `import { api } from "./api";
export async function load(id: string) {
  try {
    return await api.users.get(id);
  } catch (e: any) {
    if (e.code === "user_gone") return undefined;
    throw e;
  }
}
`;

describe("actions that write faultline.json", () => {
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
    return found.filter(({ title }) => title.includes("faultline.json") && !title.startsWith("Add '"));
  };
  /** Writes what the action says, as an editor does, and tells the server. */
  const apply = async (action: CodeAction | undefined): Promise<string> => {
    const changes = action?.edit?.documentChanges ?? assert.fail("There is no such action");
    let written = "";
    for (const change of changes) {
      const uri = "kind" in change ? ("uri" in change ? change.uri : "") : change.textDocument.uri;
      written = path.relative(place.folder, new URL(uri).pathname);
      const known = fs.existsSync(path.join(place.folder, written)) ? fs.readFileSync(path.join(place.folder, written), "utf8") : undefined;
      if ("kind" in change) assert.equal(known, undefined, "a file that is there is not made anew");
      const edits = "edits" in change ? (change.edits as TextEdit[]) : [];
      place.write(written, TextDocument.applyEdits(TextDocument.create(uri, "", 1, known ?? ""), edits));
    }
    const before = editor.refreshes;
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: place.uri(written), type: 2 }] });
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    return fs.readFileSync(path.join(place.folder, written), "utf8");
  };

  it("treat a call as the workspace's own API, in the nearest file, whose layout stays", async () => {
    const near = '{\n  // Of this package.\n  "rules": {}\n}\n';
    await start({
      "faultline.json": '{ "catalogs": ["acme.json"] }',
      "acme.json": acmeCatalog(["user_gone"]),
      "packages/web/faultline.json": near,
      "packages/web/src/a.ts": caught,
    });
    const file = "packages/web/src/a.ts";
    await editor.open(place.uri(file), caught);
    const found = await actions(file, "user_gone");
    assert.deepEqual(
      found.map(({ title }) => title),
      [
        "Treat calls of 'api.users.get' as Acme (writes packages/web/faultline.json)",
        "Not an API error: ignore calls of 'api.users.get' (writes packages/web/faultline.json)",
        "Not an API error: ignore all of src/a.ts (writes packages/web/faultline.json)",
      ],
    );
    assert.equal(
      await apply(found[0]),
      near.replace('"rules": {}\n', '"rules": {},\n  "bind": [\n    { "call": "api.users.get", "provider": "acme" }\n  ]\n'),
    );
    await editor.replace(place.uri(file), "user_gone", "user_gon");
    assert.match(String((await editor.pull(place.uri(file)))[0]?.message), /Acme has no error code 'user_gon'/);
  });

  it("treat what a variable leads to as the workspace's own API", async () => {
    const text = `const res = await fetch(process.env.ACME_URL + "/x");\nif ((await res.json()).error.code === "user_gone") stop();\n`;
    await start({ "faultline.json": '{ "catalogs": ["acme.json"] }', "acme.json": acmeCatalog(["user_gone"]), "a.ts": text });
    await editor.open(place.uri("a.ts"), text);
    const found = await actions("a.ts", "user_gone");
    assert.equal(found[0]?.title, "Treat requests to the URL in 'ACME_URL' as Acme (writes faultline.json)");
    assert.match(await apply(found[0]), /"bind": \[\s*\{\s*"env": "ACME_URL",\s*"provider": "acme"\s*\}\s*\]/);
  });

  it("make the file in the workspace folder where there is none, if the editor can", async () => {
    await start({ "src/[id].ts": vantaprism });
    const uri = place.uri("src/[id].ts");
    await editor.open(uri, vantaprism);
    const found = await actions("src/[id].ts", "FORBIDEN_SCOPE");
    assert.deepEqual(
      found.map(({ title }) => title),
      ["Not an API error: ignore all of src/[id].ts (creates faultline.json)"],
    );
    assert.equal(found[0]?.diagnostics?.[0]?.code, "unknown-code");
    assert.match(await apply(found[0]), /"files": "src\/\[id\]\.ts", "provider": "none"/);
    assert.deepEqual(await editor.pull(uri), []);
    assert.equal(await editor.hover(uri, editor.at(uri, "FORBID|EN_SCOPE")), null);
    editor.kill();
    place.remove();
    await start({}, { capabilities: (can) => ({ ...can, workspace: { ...can.workspace, workspaceEdit: { documentChanges: true } } }) });
    await editor.open(place.uri("a.ts"), vantaprism);
    assert.deepEqual(await actions("a.ts", "FORBIDEN_SCOPE"), []);
  });

  it("take what is unsaved, and leave a file that is half written alone", async () => {
    const text = '{\n  "rules": {}\n}\n';
    await start({ "faultline.json": text });
    await editor.open(place.uri("a.ts"), vantaprism);
    await editor.open(place.uri("faultline.json"), text, "jsonc");
    await editor.replace(place.uri("faultline.json"), '"rules": {}', '"ignore": []');
    const [action] = await actions("a.ts", "FORBIDEN_SCOPE");
    const edited = editor.applied(place.uri("faultline.json"), action ?? assert.fail("There is no action"));
    assert.match(edited, /"ignore": \[\],\n {2}"bind": \[\n/);
    await editor.replace(place.uri("faultline.json"), '"ignore": []', '"ignore": [');
    assert.deepEqual(await actions("a.ts", "FORBIDEN_SCOPE"), []);
  });

  it("are none outside of workspace folders, nor where nothing is to be said", async () => {
    await start({});
    await editor.open("file:///elsewhere/a.ts", vantaprism);
    const found = await editor.actions("file:///elsewhere/a.ts", editor.rangeOf("file:///elsewhere/a.ts", "FORBIDEN_SCOPE"), []);
    assert.ok(found.length > 0 && found.every(({ title }) => !title.includes("faultline.json")));
    await editor.open(place.uri("a.ts"), vantaprism.replace("FORBIDEN", "FORBIDDEN"));
    assert.deepEqual(await actions("a.ts", "FORBIDDEN_SCOPE"), []);
  });
});
