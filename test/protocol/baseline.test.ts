import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { folder } from "../cli/harness";
import { Editor } from "./editor";
import { vantaprism } from "./workspace";

const CONFIGURATION = JSON.stringify({ baseline: "./known.json" });

describe("known findings in the editor", () => {
  let editor: Editor;
  afterEach(() => editor.kill());

  /** A folder whose one finding the command line has written into its baseline, and an editor in it. */
  async function known() {
    const at = folder({ "faultline.json": CONFIGURATION, "a.ts": vantaprism });
    assert.equal((await at.run(["check", "--update"])).code, 0);
    editor = await Editor.start({ folders: [at.path] });
    const uri = (name: string) => pathToFileURL(path.join(at.path, name)).href;
    await editor.open(uri("a.ts"), vantaprism);
    const changed = async (name: string, type: 1 | 2 | 3) => {
      const before = editor.refreshes;
      await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(name), type }] });
      await editor.until("a refresh", () => editor.refreshes > before || undefined);
    };
    const problems = () =>
      editor.published.findLast(({ uri: own }) => /(?:known|faultline)\.json$/.test(own) && own !== "")?.diagnostics ?? [];
    const wrong = vantaprism.split("\n")[2] ?? "";
    return { at, uri, changed, problems, wrong };
  }

  it("are not shown, wherever they move; one more that is alike is", async () => {
    const { uri, wrong } = await known();
    const count = async () => (await editor.pull(uri("a.ts"))).length;
    assert.equal(await count(), 0);
    await editor.change(uri("a.ts"), [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "// moved\n\n" },
    ]);
    assert.equal(await count(), 0);
    await editor.change(uri("a.ts"), [{ range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } }, text: `${wrong}\n` }]);
    const [found, ...others] = await editor.pull(uri("a.ts"));
    assert.equal(others.length, 0);
    assert.equal(found?.range.start.line, 5, "the later one");
    assert.deepEqual(
      (await editor.actions(uri("a.ts"), editor.rangeOf(uri("a.ts"), "FORBIDEN_SCOPE"), [])).filter(({ kind }) => kind === "quickfix"),
      [],
    );
  });

  it("are shown again when the baseline is gone, broken from the start or changed; a broken one keeps its last good version", async () => {
    const { at, uri, changed, problems } = await known();
    const count = async () => (await editor.pull(uri("a.ts"))).length;
    const text = at.read("known.json");
    assert.equal(await count(), 0);
    at.write("known.json", text.slice(0, 40));
    await changed("known.json", 2);
    assert.equal(await count(), 0, "the last good version");
    await editor.until("what is wrong", () => problems().length > 0 || undefined);
    at.write("known.json", text.replace("FORBIDEN_SCOPE", "SOMETHING"));
    await changed("known.json", 2);
    assert.equal(await count(), 1);
    at.write("known.json", text);
    await changed("known.json", 2);
    assert.equal(await count(), 0);
    fs.unlinkSync(path.join(at.path, "known.json"));
    await changed("known.json", 3);
    assert.equal(await count(), 1);
    await editor.until(
      "that it is missing",
      () => problems().some(({ message }) => String(message).includes("does not exist")) || undefined,
    );
    fs.mkdirSync(path.join(at.path, "known.json"));
    await changed("known.json", 1);
    assert.equal(await count(), 1);
    fs.rmdirSync(path.join(at.path, "known.json"));
    at.write("known.json", text);
    await changed("known.json", 1);
    assert.equal(await count(), 0);
    assert.deepEqual(editor.logged, []);
  });
});
