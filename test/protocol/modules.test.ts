import assert from "node:assert";
import { pushOnly } from "./abilities";
import { Editor } from "./editor";
import { type Workspace, workspace } from "./workspace";

const API = `export class ApiError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}
export async function request(path: string) {
  const res = await fetch("https://api.vantaprism.me" + path);
  const body = await res.json();
  if (!res.ok) throw new ApiError(body.error.code);
  return body;
}
`;
const USE = `import { ApiError, request } from "./api";
export async function load() {
  try {
    return await request("/v1/x");
  } catch (e) {
    if (e instanceof ApiError && e.code === "FORBIDEN_SCOPE") return undefined;
    throw e;
  }
}
`;

describe("a file that others import", () => {
  let editor: Editor;
  let files: Workspace;
  beforeEach(() => {
    files = workspace({ "api.ts": API, "use.ts": USE });
  });
  afterEach(() => {
    editor.kill();
    files.remove();
  });

  it("changes the diagnostics of the open documents that import it, and of them alone", async () => {
    const { uri, folder } = files;
    editor = await Editor.start({ folders: [folder] });
    await editor.open(uri("use.ts"), USE);
    await editor.open(uri("api.ts"), API);
    await editor.open(uri("other.ts"), "export const a = 1;\n");
    const codes = async (file: string) => (await editor.pull(uri(file))).map(({ code }) => code);
    const stamp = async (file: string) => (await editor.report(uri(file))).resultId;
    assert.deepEqual(await codes("use.ts"), ["unknown-code"]);
    const other = await stamp("other.ts");
    const before = editor.refreshes;
    await editor.replace(uri("api.ts"), "api.vantaprism.me", "nobody.example");
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.deepEqual(await codes("use.ts"), []);
    assert.equal(await stamp("other.ts"), other);
    await editor.replace(uri("api.ts"), "nobody.example", "api.vantaprism.me");
    await editor.until("a refresh", () => editor.refreshes > before + 1 || undefined);
    assert.deepEqual(await codes("use.ts"), ["unknown-code"]);
  });

  it("does so in an editor that cannot pull", async () => {
    const { uri, folder } = files;
    editor = await Editor.start({ folders: [folder], capabilities: pushOnly });
    await editor.open(uri("api.ts"), API);
    await editor.open(uri("use.ts"), USE);
    const codes = () => editor.published.findLast((p) => p.uri === uri("use.ts"))?.diagnostics.map(({ code }) => code);
    await editor.until("a finding", () => codes()?.length === 1 || undefined);
    await editor.replace(uri("api.ts"), "body.error.code", "path");
    await editor.until("none", () => codes()?.length === 0 || undefined);
  });

  it("counts as it is on disk when it is closed, and when it changes there", async () => {
    const { uri, folder, write } = files;
    editor = await Editor.start({ folders: [folder] });
    await editor.open(uri("use.ts"), USE);
    assert.equal((await editor.pull(uri("use.ts"))).length, 1);
    write("api.ts", API.replace("api.vantaprism.me", "nobody.example"));
    const before = editor.refreshes;
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uri("api.ts"), type: 2 }] });
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.equal((await editor.pull(uri("use.ts"))).length, 0);
  });

  it("is looked for once when many files come", async () => {
    const { uri, folder, write } = files;
    editor = await Editor.start({ folders: [folder] });
    await editor.open(uri("use.ts"), USE.replace("./api", "./late"));
    assert.equal((await editor.pull(uri("use.ts"))).length, 0);
    write("late.ts", API);
    const before = editor.refreshes;
    for (const name of ["late.ts", ...Array.from({ length: 50 }, (_, i) => `dist/${i}.js`)])
      await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(name), type: 1 }] });
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    assert.equal((await editor.pull(uri("use.ts"))).length, 1);
    assert.equal(editor.refreshes, before + 1);
  });

  it("is named by related information", async () => {
    const { uri, folder } = files;
    editor = await Editor.start({ folders: [folder] });
    await editor.open(uri("use.ts"), USE);
    const [finding] = await editor.pull(uri("use.ts"));
    const [place] = finding?.relatedInformation ?? [];
    assert.equal(place?.location.uri, uri("api.ts"));
    assert.deepEqual(place?.location.range.start, { line: 6, character: 20 });
    assert.equal(place?.message, "The request to VantaPrism");
  });
});
