import assert from "node:assert";
import { type WhyStep, whyRequest } from "../../server/lsp/protocol";
import { Editor } from "./editor";
import { type Workspace, workspace } from "./workspace";

const SEND = `const base = process.env.SHOP_URL;
export const send = (path: string) => fetch(base + path);
`;
const USE = `import { send } from "./send";
export async function load() {
  const body = await (await send("/x")).json();
  return body.error.code === "FORBIDDEN_SCOPE";
}
`;

describe("why", () => {
  let editor: Editor;
  let files: Workspace;
  beforeEach(async () => {
    files = workspace({ "send.ts": SEND, "use.ts": USE, "off.ts": USE, "faultline.json": '{ "ignore": ["off.ts"] }' });
    editor = await Editor.start({ folders: [files.folder] });
  });
  afterEach(() => {
    editor.kill();
    files.remove();
  });
  const why = (file: string, marked: string): Promise<readonly WhyStep[] | null> =>
    editor.connection.sendRequest(whyRequest, {
      textDocument: { uri: files.uri(file) },
      position: editor.at(files.uri(file), marked),
    });
  const lines = (steps: readonly WhyStep[] | null): readonly string[] | undefined =>
    steps?.map(({ text, location, role }) => {
      const place = location && `${location.uri.split("/").at(-1)}:${location.range.start.line}:${location.range.start.character}`;
      return [place, text, role && `(${role})`].filter((part) => part !== undefined).join(" ");
    });

  it("gives the steps with their places in each file, and what can be said where the trail is lost", async () => {
    await editor.open(files.uri("use.ts"), USE);
    assert.deepEqual(lines(await why("use.ts", "body.error.co|de")), [
      "use.ts:3:9 'body.error.code' is compared",
      "use.ts:2:15 'body' is 'send(…).json()'",
      "use.ts:2:28 'send(…)' calls 'send' of send.ts",
      "send.ts:1:38 a request of fetch",
      "send.ts:0:13 'base' is 'process.env.SHOP_URL'",
      "send.ts:0:13 the environment variable SHOP_URL holds the URL, and nothing binds it (lost)",
      "use.ts:3:9 read as a field of the body that no documentation names of what it gives",
      'if you know whose it is, say so in faultline.json: "bind": [{ "env": "SHOP_URL", "provider": "vantaprism" }] (remedy)',
    ]);
  });

  it("follows what is typed in the other file", async () => {
    await editor.open(files.uri("use.ts"), USE);
    await editor.open(files.uri("send.ts"), SEND);
    await why("use.ts", "body.error.co|de");
    const before = editor.refreshes;
    await editor.replace(files.uri("send.ts"), "process.env.SHOP_URL", '"https://api.vantaprism.me"');
    await editor.until("a refresh", () => editor.refreshes > before || undefined);
    const texts = (await why("use.ts", "body.error.co|de"))?.map(({ text }) => text) ?? [];
    assert.ok(texts.includes("it holds an error code of VantaPrism (listed vocabulary)"), texts.join("\n"));
    assert.ok(texts.includes('"FORBIDDEN_SCOPE" is documented'), texts.join("\n"));
  });

  it("has nothing to say of a file that is not looked at", async () => {
    await editor.open(files.uri("off.ts"), USE);
    assert.equal(await why("off.ts", "body.error.co|de"), null);
  });
});
