// @ts-check
/** Makes out/vscode/ for the extension tests: bundles for both hosts, the tests-only extension and the unpacked .vsix. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import { cleanEnv, nodeOf, entry as serverEntry } from "./server.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const sources = path.join(root, "test/vscode");
export const vsix = path.join(root, "dist/faultline.vsix");

/** Everything lies under one folder, which the web host's tests serve as it is. */
export const out = path.join(root, "out/vscode");
export const probe = path.join(out, "probe");
export const workspace = path.join(sources, "workspace");
export const unpacked = path.join(out, "faultline");

/** Each runs in a window of its own. */
export const SUITES = /** @type {const} */ (["activation", "features"]);

/**
 * The bundle that runs a suite: `testsOf("features", "web")`. The editor finds its host by the extension that holds it.
 * @param {(typeof SUITES)[number]} suite @param {"node" | "web"} host
 */
export const testsOf = (suite, host) => path.join(probe, host, `${suite}.js`);

export async function bundleTests() {
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(probe, { recursive: true });
  fs.copyFileSync(path.join(sources, "probe/package.json"), path.join(probe, "package.json"));
  const entryPoints = SUITES.map((name) => path.join(sources, `${name}.ts`));
  /** @type {import("esbuild").BuildOptions} */
  const common = { bundle: true, format: "cjs", external: ["vscode"], sourcemap: "inline", logLevel: "warning", absWorkingDir: root };
  const node = /** @type {const} */ ({ ...common, platform: "node", target: "node20" });
  const web = /** @type {const} */ ({
    ...common,
    platform: "browser",
    target: "es2022",
    define: { WORKSPACE: JSON.stringify(files(workspace)) },
  });
  await Promise.all([
    esbuild.build({ ...node, external: ["vscode", "mocha"], entryPoints, outdir: path.join(probe, "node") }),
    esbuild.build({ ...node, entryPoints: [path.join(sources, "probe/node.ts")], outfile: path.join(probe, "node.js") }),
    esbuild.build({ ...web, entryPoints, outdir: path.join(probe, "web"), plugins: [mochaInWorker] }),
    esbuild.build({ ...web, entryPoints: [path.join(sources, "probe/web.ts")], outfile: path.join(probe, "web.js") }),
  ]);
}

/** The web host gets the extension out of the .vsix too: what is tested is what people install. */
export function unpackExtension() {
  const folder = path.join(out, "extensions");
  const args = [serverEntry, "--extensions-dir", folder, "--server-data-dir", path.join(out, "unpack"), "--accept-server-license-terms"];
  const { status, stdout, stderr } = spawnSync(nodeOf(), [...args, "--install-extension", vsix, "--force"], {
    encoding: "utf8",
    env: cleanEnv(),
  });
  const name = status === 0 && fs.readdirSync(folder).find((each) => each.startsWith("faultline."));
  if (!name) throw new Error(`The .vsix cannot be unpacked: exit ${status}\n${stdout}${stderr}`);
  fs.renameSync(path.join(folder, name), unpacked);
}

/** The files below a folder as `{ "/src/a.ts": "…" }`. @param {string} folder */
function files(folder) {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true }).filter((each) => each.isFile());
  const paths = entries.map((each) => path.join(each.parentPath, each.name));
  return Object.fromEntries(
    paths.map((file) => [`/${path.relative(folder, file).replaceAll(path.sep, "/")}`, fs.readFileSync(file, "utf8")]),
  );
}

/** @type {import("esbuild").Plugin} */
const mochaInWorker = {
  name: "mocha-in-worker",
  setup(build) {
    build.onResolve({ filter: /^\.\/mocha\.node$/ }, () => ({ path: path.join(sources, "mocha.web.ts") }));
    // Its header would take the bundle's own `module.exports` for its own.
    build.onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, ({ path: file }) => ({
      contents: `(function (module, exports, define) {${fs.readFileSync(file, "utf8")}\n}).call(globalThis);`,
    }));
  },
};
