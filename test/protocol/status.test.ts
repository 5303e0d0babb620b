import assert from "node:assert";
import type { Silence, Status } from "../../server/lsp/protocol";
import { Editor } from "./editor";
import { vantaprism, type Workspace, workspace } from "./workspace";

describe("status", () => {
  let editor: Editor;
  let place: Workspace;
  const told: Status[] = [];
  beforeEach(async () => {
    told.length = 0;
    place = workspace({ "faultline.json": JSON.stringify({ ignore: ["generated/**"], rules: { "no-such-rule": "off" } }) });
    editor = await Editor.start({
      folders: [place.folder],
      initializationOptions: { status: true, testHook: true },
      settings: (scope) => ({ enable: scope !== undefined }),
      notifications: { "faultline/status": (status: Status) => void told.push(status) },
    });
  });
  afterEach(() => {
    editor.kill();
    place.remove();
  });

  it("tells when the core is ready, and what it knows", async () => {
    const ready = await editor.until("ready", () => told.find(({ state }) => state === "ready"));
    assert.equal(told[0]?.state, "loading");
    assert.ok(ready.providers >= 7, `${ready.providers} providers`);
    assert.equal(ready.problems, 1);
    assert.deepEqual(ready.silent, []);
  });

  const silent: readonly (readonly [reason: Silence, file: string, text: string])[] = [
    ["ignored", "generated/a.ts", vantaprism],
    ["ignored", "node_modules/a/a.js", vantaprism],
    ["minified", "a.js", `${"if(a){b();}".repeat(600)}`],
    ["binary", "b.ts", "\0"],
    ["failed", "c.ts", `${vantaprism}// faultline-test-throw`],
  ];
  for (const [reason, file, text] of silent) {
    it(`names why ${file} gets no findings: ${reason}`, async () => {
      const uri = place.uri(file);
      await editor.open(uri, text);
      assert.deepEqual(await editor.pull(uri), []);
      await editor.until("the reason", () => told.find((status) => status.silent.some((one) => one.uri === uri && one.reason === reason)));
      await editor.close(uri);
    });
  }

  it("names what the settings turn off, and takes it back when the reason is gone", async () => {
    await editor.open("untitled:Untitled-1", vantaprism);
    assert.deepEqual(await editor.pull("untitled:Untitled-1"), []);
    await editor.until("the reason", () => told.find(({ silent: [one] }) => one?.reason === "off"));
    const broken = place.uri("c.ts");
    await editor.open(broken, `${vantaprism}// faultline-test-throw`);
    assert.deepEqual(await editor.pull(broken), []);
    await editor.until("the failure", () => told.at(-1)?.silent.find(({ reason }) => reason === "failed"));
    await editor.replace(broken, "faultline-test-throw", "mended");
    assert.equal((await editor.pull(broken)).length, 1);
    await editor.until("its end", () => !told.at(-1)?.silent.some(({ reason }) => reason === "failed") || undefined);
  });
});
