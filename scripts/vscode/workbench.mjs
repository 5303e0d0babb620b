// @ts-check
/**
 * A person's view: the real workbench in headless Chromium, driven by mouse and keyboard.
 *
 *     node scripts/vscode/workbench.mjs                  all of test/workbench; screenshots in test/workbench/shots/
 *     node scripts/vscode/workbench.mjs --screenshots    and the README's pictures in docs/images/ made anew
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { vsix } from "./bundle.mjs";
import { installBrowser, installServer } from "./install.mjs";

const root = path.resolve(import.meta.dirname, "../..");
if (!fs.existsSync(vsix)) {
  console.error("dist/faultline.vsix is missing: npm run package");
  process.exit(1);
}
installServer();
installBrowser();
const shots = path.join(root, "test/workbench/shots");
fs.rmSync(shots, { recursive: true, force: true });
const mocha = path.join(root, "node_modules/mocha/bin/mocha.js");
const options = ["--no-config", "--import=tsx", "--reporter=spec", "--timeout=60000", "--retries=2", "--forbid-only", "--forbid-pending"];
const { status } = spawnSync(process.execPath, [mocha, ...options, "test/workbench/*.test.ts"], { cwd: root, stdio: "inherit" });
if (status === 0 && process.argv.includes("--screenshots")) publish();
process.exitCode = status ?? 1;

/** The pictures that the README shows are named `readme-…`; a page that loads slowly helps nobody. */
function publish() {
  const images = path.join(root, "docs/images");
  fs.mkdirSync(images, { recursive: true });
  for (const name of fs.readdirSync(shots).filter((each) => each.startsWith("readme-"))) {
    const kilobytes = fs.statSync(path.join(shots, name)).size / 1024;
    if (kilobytes > 150) throw new Error(`${name} has ${kilobytes.toFixed(0)} kB: crop it`);
    fs.copyFileSync(path.join(shots, name), path.join(images, name.slice("readme-".length)));
    console.log(`docs/images/${name.slice("readme-".length)}  ${kilobytes.toFixed(0)} kB`);
  }
}
