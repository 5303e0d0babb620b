// @ts-check
/**
 * `npm run open`: the demo in an editor with the extension in it. Desktop VS Code where there is one, else a real VS Code in the
 * browser, served to this machine alone and behind a random token, until Ctrl+C.
 *
 *     npm run open -- --browser    the browser even where there is a desktop VS Code
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { install } from "./install.mjs";
import { paint } from "./step.mjs";

const root = path.resolve(import.meta.dirname, "..");
const vsix = path.join(root, "dist/faultline.vsix");
const demo = path.join(root, "examples");
const first = path.join(demo, "src/vantaprism.ts");

install();
if (!fs.existsSync(vsix)) for (const script of ["build", "package"]) must("npm", ["run", "--silent", script]);
const editor = process.argv.includes("--browser") ? undefined : desktop();
if (!editor || !openIn(editor)) await serve();

/** The first editor on PATH that has the command line of VS Code. */
function desktop() {
  const suffix = process.platform === "win32" ? ".cmd" : "";
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = ["code", "codium", "code-insiders"].flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)));
  return candidates.find((file) => fs.existsSync(file));
}

/** False, with a word about it, where the editor refuses: VS Code does not run as root, for example. @param {string} editor */
function openIn(editor) {
  const steps = [
    ["--install-extension", vsix, "--force"],
    [demo, "--goto", `${first}:20`],
  ];
  for (const args of steps) {
    const { status, error, stderr } = run(editor, args, "pipe");
    if (status === 0) continue;
    console.log(`${editor} ${args[0]} failed: ${String(error ?? stderr).trim()}`);
    return false;
  }
  console.log(`The demo is open in ${editor}, with Faultline installed.`);
  return true;
}

async function serve() {
  const { installServer } = await import("./vscode/install.mjs");
  const { remoteUri, workbenchUrl } = await import("./vscode/host.mjs");
  const { startServer } = await import("./vscode/server.mjs");
  installServer();
  const token = randomBytes(24).toString("hex");
  const secret = fs.mkdtempSync(path.join(os.tmpdir(), "faultline-open-"));
  process.on("exit", () => fs.rmSync(secret, { recursive: true, force: true }));
  // In a file that this user alone reads: everybody on the machine sees a process's arguments.
  const file = path.join(secret, "token");
  fs.writeFileSync(file, token, { mode: 0o600 });
  const server = await startServer({ vsix: [vsix], args: ["--connection-token-file", file] });
  const payload = /** @type {const} */ ([["openFile", remoteUri(server, first)]]);
  console.log(`
${paint(["bold", "green"], "VS Code with Faultline and its demo")}, for this machine alone:

  ${paint("cyan", workbenchUrl(server, { folder: demo, payload, token }))}

Open this address in a browser. Ctrl+C ends it.`);
  await new Promise(() => {});
}

/** @param {string} command @param {readonly string[]} args */
function must(command, args) {
  const { status } = run(command, args, "inherit");
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} command @param {readonly string[]} args @param {"inherit" | "pipe"} stdio */
function run(command, args, stdio) {
  return spawnSync(command, args, { cwd: root, stdio, encoding: "utf8", shell: process.platform === "win32" });
}
