/** What goes wrong around a server: files that break, storms of changes, folders that come and go, clocks that are set. */
import assert from "node:assert";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Editor } from "./editor";
import { byStdio } from "./transport";
import { acme, acmeCatalog, vantaprism, type Workspace, workspace } from "./workspace";

const CONFIGURATION = JSON.stringify({ catalogs: ["own.json"], rules: { "unknown-code": "error" } });

describe("faults around the server", () => {
  let editor: Editor;
  let place: Workspace;
  beforeEach(async () => {
    place = workspace({ "faultline.json": CONFIGURATION, "own.json": acmeCatalog(["no_such_user"]), "a.ts": acme("no_such_usr") });
    editor = await Editor.start({ folders: [place.folder] });
    await editor.open(place.uri("a.ts"), acme("no_such_usr"));
  });
  afterEach(() => {
    editor.kill();
    place.remove();
  });

  const full = (name: string): string => path.join(place.folder, name);
  const tell = (name: string, type: 1 | 2 | 3 = 2) =>
    editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: place.uri(name), type }] });
  const severities = async (): Promise<readonly unknown[]> => (await editor.pull(place.uri("a.ts"))).map(({ severity }) => severity);
  const told = (name: string) => editor.published.findLast(({ uri }) => uri === place.uri(name))?.diagnostics ?? [];

  const wrong = (): boolean => told("faultline.json").length + told("own.json").length > 0;

  const faults: Readonly<Record<string, (file: string) => void>> = {
    "is deleted": () => {},
    "is replaced by a folder": (file) => fs.mkdirSync(file),
    "is replaced by a link to itself": (file) => fs.symlinkSync(file, file),
    "is replaced by a link to nothing": (file) => fs.symlinkSync(`${file}.gone`, file),
    "is replaced by a link out of the workspace": (file) => fs.symlinkSync("/etc/hostname", file),
    "is replaced by a link to a device": (file) => fs.symlinkSync("/dev/zero", file),
    "is half written": (file) => fs.writeFileSync(file, CONFIGURATION.slice(0, 20)),
    "is empty": (file) => fs.writeFileSync(file, ""),
    "is no text": (file) => fs.writeFileSync(file, Buffer.from([0xff, 0xfe, 0, 0, 0xd8])),
    "is huge": (file) => fs.writeFileSync(file, " ".repeat(6_000_000)),
    "nests without end": (file) => fs.writeFileSync(file, "[".repeat(900_000)),
    // Whoever is root reads it all the same.
    "is unreadable": (file) => fs.writeFileSync(file, "{", { mode: 0 }),
  };
  for (const name of ["faultline.json", "own.json"]) {
    for (const [fault, make] of Object.entries(faults)) {
      it(`${name} ${fault}: the server goes on, and all is as before once it is back`, async () => {
        const file = full(name);
        const text = fs.readFileSync(file, "utf8");
        assert.deepEqual(await severities(), [1]);
        fs.rmSync(file);
        make(file);
        await tell(name, 3);
        await severities();
        if (name === "own.json") await editor.until("what is wrong", () => wrong() || undefined);
        fs.rmSync(file, { recursive: true, force: true });
        fs.writeFileSync(file, text);
        await tell(name, 1);
        assert.deepEqual(await severities(), [1]);
        await editor.until("no problems", () => !wrong() || undefined);
        assert.deepEqual(editor.logged, []);
      });
    }
  }

  it("a pipe in the place of a configuration or catalog holds nobody up", async function () {
    if (process.platform === "win32") this.skip();
    const { execFileSync } = await import("node:child_process");
    for (const name of ["faultline.json", "own.json"]) {
      fs.rmSync(full(name));
      execFileSync("mkfifo", [full(name)]);
      await tell(name);
      await severities();
    }
    assert.deepEqual(editor.logged, []);
  });

  it("a configuration that changes a hundred times a second is told of a few times, and the last one counts", async function () {
    this.timeout(60_000);
    await severities();
    const before = editor.refreshes;
    const answered: number[] = [];
    const started = performance.now();
    for (let i = 0; i < 200; i++) {
      const half = i % 3 === 0;
      const text = JSON.stringify({ catalogs: ["own.json"], rules: { "unknown-code": i % 2 === 0 ? "hint" : "warning" } });
      fs.writeFileSync(full("faultline.json"), half ? text.slice(0, 30) : text);
      await tell("faultline.json");
      if (i % 20 === 0) {
        const asked = performance.now();
        await severities();
        answered.push(performance.now() - asked);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const seconds = (performance.now() - started) / 1000;
    fs.writeFileSync(full("faultline.json"), CONFIGURATION);
    await tell("faultline.json");
    assert.deepEqual(await severities(), [1]);
    assert.ok(Math.max(...answered) < 5000, `answers took ${answered.map((ms) => ms.toFixed(0))}`);
    assert.ok(editor.refreshes - before <= seconds * 4 + 3, `${editor.refreshes - before} refreshes in ${seconds.toFixed(1)} s`);
    assert.deepEqual(editor.logged, []);
  });

  it("an imported file that never rests is looked at all the same", async function () {
    this.timeout(60_000);
    place.write("http.ts", 'export const request = (path: string) => fetch("https://nobody.test" + path);');
    const uri = place.uri("use.ts");
    await editor.open(
      uri,
      `import { request } from "./http";\nexport const f = async () => (await (await request("/x")).json()).error.code === "no_such_usr";\n`,
    );
    assert.equal((await editor.pull(uri)).length, 0);
    place.write("http.ts", 'export const request = (path: string) => fetch("https://api.acme.test" + path);');
    const before = editor.refreshes;
    let changing = true;
    const storm = (async () => {
      while (changing) {
        await tell("http.ts");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await editor.until("a refresh", () => editor.refreshes > before || undefined, 30);
    changing = false;
    await storm;
    assert.equal((await editor.pull(uri)).length, 1);
  });

  it("workspace folders come and go a hundred times", async () => {
    const other = workspace({ "faultline.json": JSON.stringify({ rules: { "unknown-code": "hint" } }), "b.ts": vantaprism });
    try {
      const folder = { uri: other.uri(".").replace(/\/\.?$/, ""), name: "other" };
      const change = (added: readonly object[], removed: readonly object[]) =>
        editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added, removed } });
      await editor.open(other.uri("b.ts"), vantaprism);
      for (let i = 0; i < 100; i++) {
        await change([folder], []);
        if (i % 10 === 0) await editor.report(other.uri("b.ts")).catch(() => {});
        await change([], [folder]);
      }
      await change([folder], []);
      const found = await editor
        .until("the folder's configuration", () => editor.refreshes > 0 || undefined)
        .then(() => editor.pull(other.uri("b.ts")));
      assert.deepEqual(
        found.map(({ severity }) => severity),
        [4],
      );
      assert.deepEqual(await severities(), [1]);
      assert.deepEqual(editor.logged, []);
    } finally {
      other.remove();
    }
  });

  it("a clock that goes backwards changes nothing", async () => {
    const clock = path.join(os.tmpdir(), `faultline-clock-${process.pid}.cjs`);
    fs.writeFileSync(clock, "const now = Date.now; let i = 0; Date.now = () => now() - 3_600_000 * i++;");
    const other = await Editor.start({ folders: [place.folder] }, byStdio({ NODE_OPTIONS: `--require ${clock}` }));
    try {
      await other.open(place.uri("a.ts"), acme("no_such_usr"));
      for (let i = 0; i < 5; i++) {
        assert.equal((await other.pull(place.uri("a.ts"))).length, 1);
        await other.replace(place.uri("a.ts"), "no_such_usr", "no_such_user");
        assert.equal((await other.pull(place.uri("a.ts"))).length, 0);
        await other.replace(place.uri("a.ts"), "no_such_user", "no_such_usr");
      }
      assert.deepEqual(other.logged, []);
    } finally {
      other.kill();
      fs.rmSync(clock);
    }
  });

  it("a server that is killed while files change gives a new one the same to say", async () => {
    const uri = place.uri("a.ts");
    for (let i = 0; i < 3; i++) {
      await editor.replace(uri, "no_such_usr", "no_such_usr");
      const answer = editor.report(uri).catch(() => undefined);
      editor.kill();
      const text = editor.text(uri);
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 2000))]);
      editor = await Editor.start({ folders: [place.folder] });
      await editor.open(uri, text);
      assert.deepEqual(await severities(), [1]);
    }
  });
});
