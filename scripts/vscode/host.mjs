// @ts-check
/** Runs extension tests inside the VS Code server, with the contract of `runTests` of @vscode/test-electron. */
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";

/**
 * @typedef {import("./server.mjs").Server} Server
 * @typedef {import("playwright-core").Page} Page
 */

/**
 * URL of the workbench. Entries of the payload: `["openFile", uri]`, `["extensionDevelopmentPath", uri]` and others.
 * @param {Server} server @param {{ folder?: string, payload?: readonly (readonly [string, string])[], token?: string }} [options]
 */
export function workbenchUrl(server, { folder, payload = [], token } = {}) {
  const query = new URLSearchParams({ ...(token ? { tkn: token } : {}), ...(folder ? { folder } : { ew: "true" }) });
  if (payload.length) query.set("payload", JSON.stringify(payload));
  return `${server.url}/?${query}`;
}

/** The path of a file as the window names it. @param {Server} server @param {string} file */
export const remoteUri = (server, file) => `vscode-remote://${server.authority}${file}`;

/**
 * Tests in the Node extension host; resolves to their exit code.
 * @param {{ server: Server, page: Page, extensionDevelopmentPath: string, extensionTestsPath: string, folder: string, print?: typeof console.log, timeoutMs?: number }} options
 */
export function runInNodeHost({ server, page, extensionDevelopmentPath, extensionTestsPath, folder, print, timeoutMs }) {
  const url = workbenchUrl(server, {
    folder,
    payload: [
      ["skipWelcome", "true"],
      ["enableProposedApi", ""],
      ["extensionDevelopmentPath", remoteUri(server, extensionDevelopmentPath)],
      ["extensionTestsPath", remoteUri(server, extensionTestsPath)],
    ],
  });
  return outcome(server, page, url, print, timeoutMs);
}

/**
 * Tests in the web extension host: a worker of the window, where extensions come over http and nothing of Node exists. All paths lie
 * under `root`, which is served meanwhile. `folderUri` is a workspace that one of the extensions provides.
 * @param {{ server: Server, page: Page, root: string, extensions: readonly string[], extensionTestsPath: string, folderUri: { scheme: string, authority?: string, path: string }, print?: typeof console.log, timeoutMs?: number }} options
 */
export async function runInWebHost({ server, page, root, extensions, extensionTestsPath, folderUri, print, timeoutMs }) {
  const files = await serve(root);
  try {
    /** @param {string} file */
    const served = (file) => ({
      scheme: "http",
      authority: files.authority,
      path: `/${path.relative(root, file).replaceAll(path.sep, "/")}`,
    });
    await configurePage(page, {
      folderUri,
      developmentOptions: { extensions: extensions.map(served), extensionTestsPath: served(extensionTestsPath) },
    });
    const url = `${server.url}/?${new URLSearchParams({ payload: JSON.stringify([["skipWelcome", "true"]]) })}`;
    return await outcome(server, page, url, print, timeoutMs);
  } finally {
    await files.stop();
  }
}

/** What the window itself logs while it starts, among what the tests print. */
const NOISE =
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin|Request to 'http|Loading development extension|\[[A-Za-z][\w:-]*\] )/;

/**
 * @param {Server} server @param {Page} page @param {string} url @param {typeof console.log} [print] what the tests say goes there
 * @param {number} [timeoutMs] @returns {Promise<number>}
 */
async function outcome(server, page, url, print = console.log, timeoutMs = 180_000) {
  const log = fs.createWriteStream(path.join(server.dir, "window.log"), { flags: "a" });
  page.on("console", (message) => log.write(`[${message.type()}] ${message.text()}\n`));
  page.on("pageerror", (error) => log.write(`[pageerror] ${error.stack}\n`));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`the tests did not finish in ${timeoutMs} ms`)), timeoutMs);
      page.once("crash", () => reject(new Error("the window crashed")));
      page.on("console", (message) => {
        if (message.text().includes("No extension host found that can launch the test runner")) reject(new Error(message.text()));
      });
      /** @param {string} type @param {unknown[]} args */
      const said = (type, args) => {
        if ((type === "log" || type === "info") && !NOISE.test(String(args[0]))) print(...args);
      };
      const open = async () => {
        await page.exposeFunction("codeAutomationLog", said);
        await page.exposeFunction("codeAutomationExit", resolve);
        await page.goto(url);
      };
      open().catch(reject);
    });
  } catch (error) {
    console.error(String(error));
    await page.screenshot({ path: path.join(server.dir, "failure.png") }).catch(() => {});
    return 1;
  } finally {
    clearTimeout(timer);
    log.end();
  }
}

/**
 * In a browser, web extensions under development come only from the page's configuration: edited before its deferred script reads it.
 * @param {Page} page @param {{ developmentOptions: object, folderUri?: object }} patch
 */
const configurePage = (page, patch) =>
  page.addInitScript((added) => {
    document.addEventListener("readystatechange", () => {
      const meta = document.getElementById("vscode-workbench-web-configuration");
      if (document.readyState !== "interactive" || !meta) return;
      const config = JSON.parse(meta.dataset.settings ?? "{}");
      Object.assign(config, added, { developmentOptions: { ...config.developmentOptions, ...added.developmentOptions } });
      meta.dataset.settings = JSON.stringify(config);
    });
  }, patch);

const TYPES = new Map([
  [".js", "text/javascript"],
  [".json", "application/json"],
]);
const HEADERS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Cache-Control": "no-store",
};

/**
 * A folder over http, with CORS: VS Code starts no worker of an extension that came from the server's own file system.
 * @param {string} root @returns {Promise<{ authority: string, stop(): Promise<void> }>}
 */
function serve(root) {
  const server = http.createServer((request, response) => {
    const file = path.join(root, path.normalize(decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname)));
    const stat = file.startsWith(root + path.sep) ? fs.statSync(file, { throwIfNoEntry: false }) : undefined;
    if (request.method === "OPTIONS") return response.writeHead(204, HEADERS).end();
    if (!stat?.isFile()) return response.writeHead(404, HEADERS).end();
    const type = TYPES.get(path.extname(file)) ?? "application/octet-stream";
    response.writeHead(200, { ...HEADERS, "Content-Type": type, "Content-Length": stat.size });
    fs.createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      const stop = () =>
        /** @type {Promise<void>} */ (
          new Promise((done) => {
            server.closeAllConnections();
            server.close(() => done());
          })
        );
      resolve({ authority: `127.0.0.1:${port}`, stop });
    });
  });
}
