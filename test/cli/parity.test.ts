import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nodeHost } from "../../server/project/node-host";
import { Editor } from "../protocol/editor";
import { acme, acmeCatalog, vantaprism } from "../protocol/workspace";
import { type Folder, folder } from "./harness";

const SEVERITIES = ["", "error", "warning", "information", "hint"];

/** What the command line says of a folder, and what the built server says of each of its files when it is opened: the same lines. */
async function bothOf(at: Folder, where = at.path): Promise<{ commandLine: readonly string[]; editor: readonly string[] }> {
  const { out } = await at.run(["check", "--format", "json"], { cwd: where });
  const { findings } = JSON.parse(out);
  const files = (await filesIn(where)).filter((file) => /\.[jt]sx?$/.test(file));
  const editor = await Editor.start({ folders: [where] });
  try {
    const shown: string[] = [];
    for (const file of files) {
      const uri = pathToFileURL(join(where, file)).href;
      await editor.open(uri, (await nodeHost.read(join(where, file))) ?? "");
      for (const { range, severity, code, message } of await editor.pull(uri)) {
        shown.push(`${file}:${range.start.line + 1}:${range.start.character + 1} ${SEVERITIES[severity ?? 0]} ${code} ${message}`);
      }
    }
    const said = findings.map(
      ({ file, range, severity, rule, message }: Record<string, string> & { range: { start: { line: number; column: number } } }) =>
        `${file}:${range.start.line}:${range.start.column} ${severity} ${rule} ${message}`,
    );
    return { commandLine: said.sort(), editor: shown.sort() };
  } finally {
    await editor.stop();
  }
}

async function filesIn(at: string, inside = ""): Promise<readonly string[]> {
  const entries = await nodeHost.list(join(at, inside));
  const nested = entries.map(async ({ name, kind }) => (kind === "directory" ? filesIn(at, `${inside}${name}/`) : [`${inside}${name}`]));
  return (await Promise.all(nested)).flat();
}

describe("editor and command line", () => {
  it("say the same of the demo workspace", async () => {
    const { commandLine, editor } = await bothOf(folder({}), join(__dirname, "../../examples"));
    assert.ok(commandLine.length > 0);
    assert.deepEqual(editor, commandLine);
  });

  it("say the same where configurations, catalogs and comments speak too", async () => {
    const at = folder({
      "faultline.json": JSON.stringify({ catalogs: ["acme.json"], rules: { "unknown-code": "error" }, ignore: ["gen"] }),
      "acme.json": acmeCatalog(["no_such_user"]),
      "a.ts": vantaprism,
      "own.ts": acme("no_such_usr"),
      "fine.ts": acme("no_such_user"),
      "gen/a.ts": vantaprism,
      "node_modules/x/a.js": vantaprism,
      "quiet/faultline.json": JSON.stringify({ rules: { "unknown-code": "off" } }),
      "quiet/a.ts": vantaprism,
      "none/faultline.json": JSON.stringify({ bind: [{ files: "**", provider: "none" }] }),
      "none/a.ts": vantaprism,
      "silenced.ts": vantaprism.replace("\nif", "\n// faultline-disable-next-line unknown-code -- a test\nif"),
      "idle.ts": "// faultline-disable-next-line unknown-code -- nothing\nfine();\n",
      "bom.ts": `\ufeff${vantaprism}`,
      "crlf.jsx": vantaprism.replaceAll("\n", "\r\n"),
      "dense.js": `${vantaprism}${"function a(){return 1};".repeat(500)}\n`,
      "declared.d.ts": vantaprism,
    });
    const { commandLine, editor } = await bothOf(at);
    assert.deepEqual(
      commandLine.map((line) => line.split(" ").slice(0, 3).join(" ")),
      [
        "a.ts:3:25 error unknown-code",
        "bom.ts:3:25 error unknown-code",
        "crlf.jsx:3:25 error unknown-code",
        "idle.ts:1:1 warning unused-disable",
        "own.ts:3:25 error unknown-code",
      ],
    );
    assert.deepEqual(editor, commandLine);
  });
});
