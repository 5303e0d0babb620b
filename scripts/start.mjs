// @ts-check
/** `npm start`: from a fresh clone to an extension to install and the demo workspace checked. Imports Node's built-ins alone. */
import fs from "node:fs";
import path from "node:path";
import { install } from "./install.mjs";
import { paint, root, step } from "./step.mjs";

const start = performance.now();
install();
await must(step("Build", ["node", "scripts/build.mjs", "--production"]));
await must(step("Package", ["node", "scripts/package.mjs"]));
// The demo has mistakes on purpose, so findings (exit 1) are what a good run brings.
const environment = process.env.NO_COLOR ? {} : { FORCE_COLOR: "1" };
await must(step("Check the demo workspace", ["node", "dist/cli.js", "check", "examples"], { environment, fine: [0, 1] }));

const vsix = path.relative(process.cwd(), path.join(root, "dist/faultline.vsix"));
const kilobytes = (fs.statSync(path.join(root, "dist/faultline.vsix")).size / 1024).toFixed(0);
console.log(`
${paint(["bold", "green"], "Ready")} in ${((performance.now() - start) / 1000).toFixed(0)} s: ${vsix} (${kilobytes} kB). The findings above are the demo's deliberate mistakes.

  Open the demo in an editor     npm run open
  Install it into your VS Code   code --install-extension ${vsix}
  Check a project of yours       node dist/cli.js check PATH
`);

/** @param {Promise<import("./step.mjs").Step>} running */
async function must(running) {
  const { exitCode, failed } = await running;
  if (failed > 0) process.exit(exitCode);
}
