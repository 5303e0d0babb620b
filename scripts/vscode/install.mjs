// @ts-check
/**
 * Installs a real VS Code for the tests and for `npm run open`: the VS Code server that the npm package code-server carries, the
 * Node that it wants, and Debian's Chromium as its window. Nothing is compiled; at once done when all is there.
 *
 *     node scripts/vscode/install.mjs            both
 *     node scripts/vscode/install.mjs --server   the server alone (the window is the person's own browser)
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { chromiumPath } from "./browser.mjs";
import { entry, nodeOf, serverDir } from "./server.mjs";

const MANIFESTS = path.join(import.meta.dirname, "server");
const DEBIAN = ["chromium", "fonts-dejavu-core"];

/** Parts of the server that no test needs; half of what is installed. */
const SURPLUS = [
  "extensions/copilot",
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
  "node_modules/@devcontainers",
  "node_modules/@vscode/sandbox-runtime",
];

/** Changes with the pinned versions and with this recipe, so that an old installation is never taken for the new one. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of ["package.json", "package-lock.json"]) hash.update(fs.readFileSync(path.join(MANIFESTS, file)));
  return hash.update(SURPLUS.join()).digest("hex");
}

export function installServer() {
  const stamp = path.join(serverDir, "installed");
  const wanted = fingerprint();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the VS Code server (once, some 15 s) …");
  fs.rmSync(serverDir, { recursive: true, force: true });
  fs.mkdirSync(serverDir, { recursive: true });
  for (const file of fs.readdirSync(MANIFESTS)) fs.copyFileSync(path.join(MANIFESTS, file), path.join(serverDir, file));
  // Install scripts would compile native modules against headers that a bare machine lacks; none of them is needed.
  npm(serverDir, "ci");
  const vscode = path.dirname(path.dirname(entry));
  // The server's own manifests carry no lock that `npm ci` accepts.
  npm(vscode, "install", "--omit=dev", "--no-save");
  npm(path.join(vscode, "extensions"), "install", "--omit=dev", "--no-save");
  for (const folder of SURPLUS) fs.rmSync(path.join(vscode, folder), { recursive: true, force: true });
  const version = spawnSync(nodeOf(), [entry, "--version"], { encoding: "utf8" });
  if (version.status !== 0) fail(`The VS Code server does not start:\n${version.stderr}`);
  fs.writeFileSync(stamp, wanted);
  console.log(`VS Code ${version.stdout.split("\n")[0]} installed`);
}

export function installBrowser() {
  if (chromiumPath()) return;
  const command = `apt-get install -y --no-install-recommends ${DEBIAN.join(" ")}`;
  const root = process.getuid?.() === 0;
  if (process.platform !== "linux" || !fs.existsSync("/usr/bin/apt-get"))
    fail("The tests need Chromium or Chrome: install one, or set CHROMIUM to its path");
  if (!root) fail(`The tests need Chromium. Run this once, then again what you ran:\n\n    sudo ${command}\n`);
  console.log("Installing Chromium from Debian (once, some 20 s) …");
  apt(["update", "-qq"]);
  apt(command.split(" ").slice(1));
  if (!chromiumPath()) fail("Chromium is still missing after its installation");
}

/** @param {string} folder @param {string[]} args */
function npm(folder, ...args) {
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  run(process.platform === "win32" ? "npm.cmd" : "npm", [...args, ...flags], { cwd: folder, shell: process.platform === "win32" });
}

/** @param {string[]} args */
function apt(args) {
  run("apt-get", args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}

/** Output is shown only when the command fails. @param {string} command @param {string[]} args @param {import("node:child_process").SpawnSyncOptions} options */
function run(command, args, options) {
  const result = spawnSync(command, args, { ...options, encoding: "utf8", maxBuffer: 1 << 26 });
  if (result.status !== 0) fail(`${command} ${args.join(" ")} failed\n${result.error ?? ""}${result.stdout}${result.stderr}`);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}

if (process.argv[1] === import.meta.filename) {
  installServer();
  if (!process.argv.includes("--server")) installBrowser();
}
