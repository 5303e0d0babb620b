// @ts-check
/**
 * The extension tests inside a real VS Code: in its Node and in its web extension host.
 *
 *     node scripts/vscode/test.mjs                          desktop VS Code where there is a display, else the VS Code server
 *     VSCODE_EXECUTABLE=/usr/bin/code node scripts/vscode/test.mjs    that one or none
 *     VSCODE_TEST=server node scripts/vscode/test.mjs       the server, display or not
 *
 *     node scripts/vscode/test.mjs --web                    one host alone; also --node
 *
 * The web host always runs in the server's window.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openBrowser } from "./browser.mjs";
import { bundleTests, out, probe, SUITES, testsOf, unpackExtension, unpacked, vsix, workspace } from "./bundle.mjs";
import { runInNodeHost, runInWebHost } from "./host.mjs";
import { installBrowser, installServer } from "./install.mjs";
import { startServer } from "./server.mjs";

/** A window starts the extension once, and something else may take the machine just then: what is slow is so in every window. */
const WINDOWS = { activation: 3, features: 1 };

if (!fs.existsSync(vsix)) {
  console.error("dist/faultline.vsix is missing: npm run package");
  process.exit(1);
}
installServer();
installBrowser();
await bundleTests();
unpackExtension();
const nodeHost = process.argv.includes("--web") ? 0 : await inNodeHost();
const webHost = process.argv.includes("--node") ? 0 : await inWebHost();
process.exitCode = nodeHost || webHost;

async function inNodeHost() {
  const executable = await desktop();
  return executable ? inDesktop(executable) : inServer();
}

/** Desktop VS Code, if it is asked for or can be had. The reason of a failure is printed; one that was asked for must work. */
async function desktop() {
  const given = process.env.VSCODE_EXECUTABLE;
  if (given) {
    if (fs.existsSync(given)) return given;
    console.error(`VSCODE_EXECUTABLE is ${given}, which does not exist`);
    process.exit(1);
  }
  if (process.env.VSCODE_TEST === "server") return undefined;
  const headless = process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (headless) return without("there is no display");
  try {
    const { downloadAndUnzipVSCode, SilentReporter } = await import("@vscode/test-electron");
    return await downloadAndUnzipVSCode({
      version: process.env.VSCODE_VERSION ?? "stable",
      reporter: new SilentReporter(),
      timeout: 15_000,
    });
  } catch (error) {
    return without(`its download failed: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {string} reason */
function without(reason) {
  console.log(`Desktop VS Code is not used, as ${reason}; the VS Code server takes its place`);
  return undefined;
}

/** @param {string} executable */
async function inDesktop(executable) {
  const { resolveCliArgsFromVSCodeExecutablePath, runTests } = await import("@vscode/test-electron");
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "faultline-desktop-"));
  const folders = [`--user-data-dir=${home}/data`, `--extensions-dir=${home}/extensions`];
  try {
    const [cli = executable, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
    const installed = spawnSync(cli, [...args, ...folders, "--install-extension", vsix], {
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (installed.status !== 0) {
      console.error(
        `${executable} is no VS Code that can be used: ${cli} --install-extension: ${installed.error?.message ?? installed.stderr}`,
      );
      return 1;
    }
    return await each("Desktop VS Code, Node extension host", (suite) =>
      runTests({
        vscodeExecutablePath: executable,
        extensionDevelopmentPath: probe,
        extensionTestsPath: testsOf(suite, "node"),
        launchArgs: [copyOfWorkspace(home), ...folders, "--disable-workspace-trust"],
      }).catch(() => 1),
    );
  } finally {
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function inServer() {
  return withServer([vsix], false, (server, newPage) =>
    each("VS Code server, Node extension host", async (suite, print) => {
      const folder = copyOfWorkspace(server.dir);
      const extensionTestsPath = testsOf(suite, "node");
      return runInNodeHost({ server, page: await newPage(), extensionDevelopmentPath: probe, extensionTestsPath, folder, print });
    }),
  );
}

async function inWebHost() {
  const folderUri = { scheme: "vscode-vfs", authority: "faultline", path: "/" };
  return withServer([], true, (server, newPage) =>
    each("VS Code server, web extension host", async (suite, print) => {
      const extensionTestsPath = testsOf(suite, "web");
      return runInWebHost({
        server,
        page: await newPage(),
        root: out,
        extensions: [unpacked, probe],
        extensionTestsPath,
        folderUri,
        print,
      });
    }),
  );
}

/**
 * All suites, whatever the first ones brought; 1 if any failed. Of several windows the last one's tests are printed, which count.
 * @param {string} where @param {(suite: (typeof SUITES)[number], print: typeof console.log) => Promise<number>} run
 */
async function each(where, run) {
  let failed = 0;
  for (const suite of SUITES) {
    console.log(`\n${where}: ${suite}`);
    if ((await inWindows(suite, run)) !== 0) failed = 1;
  }
  return failed;
}

/** @param {(typeof SUITES)[number]} suite @param {Parameters<typeof each>[1]} run */
async function inWindows(suite, run) {
  for (let left = WINDOWS[suite] - 1; left > 0; left--) {
    /** @type {unknown[][]} */
    const lines = [];
    const code = await run(suite, (...args) => lines.push(args));
    if (code !== 0) console.log("  failed, and is tried again in a new window");
    for (const line of code === 0 ? lines : []) console.log(...line);
    if (code === 0) return code;
  }
  return run(suite, console.log);
}

/**
 * Logs and a screenshot are kept where something failed.
 * @param {readonly string[]} extensions @param {boolean} bypassCSP
 * @param {(server: import("./server.mjs").Server, newPage: () => Promise<import("playwright-core").Page>) => Promise<number>} run
 */
async function withServer(extensions, bypassCSP, run) {
  const server = await startServer({ vsix: extensions });
  const browser = await openBrowser({ bypassCSP });
  /** @type {import("playwright-core").Page | undefined} */
  let page;
  // A window that is still open goes on loading the machine while the next one is measured.
  const newPage = async () => {
    await page?.context().close();
    page = await browser.newPage();
    return page;
  };
  let failed = 1;
  try {
    failed = await run(server, newPage);
    return failed;
  } finally {
    await browser.close();
    await server.stop({ keep: failed !== 0 });
    if (failed) console.error(`Logs and a screenshot: ${server.dir}`);
  }
}

/** Tests write into their workspace. @param {string} parent */
function copyOfWorkspace(parent) {
  const folder = fs.mkdtempSync(path.join(parent, "workspace-"));
  fs.cpSync(workspace, folder, { recursive: true });
  return folder;
}
