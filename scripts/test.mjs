// @ts-check
/** `npm test`: installs what it needs and runs everything. Imports Node's built-ins alone, as nothing may be installed yet. */
import { install } from "./install.mjs";
import { paint, step } from "./step.mjs";

install();
/** @type {readonly (readonly [title: string, command: readonly [string, ...string[]]])[]} */
const parts = [
  ["Lint", ["npm", "run", "--silent", "lint"]],
  ["Types", ["npm", "run", "--silent", "typecheck"]],
  ["Build", ["node", "scripts/build.mjs", "--production"]],
  ["Package", ["node", "scripts/package.mjs"]],
  // Nothing may be switched off or narrowed in what is called a full run.
  ["Unit, protocol and command line", ["npm", "run", "--silent", "test:unit", "--", "--forbid-only", "--forbid-pending"]],
  ["VS Code: extension hosts", ["npm", "run", "--silent", "test:vscode"]],
  ["VS Code: a person's view", ["npm", "run", "--silent", "test:workbench"]],
];

const results = [];
for (const [title, command] of parts) results.push(await step(title, command));

console.log(`\n${paint("bold", "Summary")}`);
for (const { title, seconds, passed, failed } of results) {
  const verdict = failed === 0 ? paint("green", "✓") : paint("red", "✗");
  const counts = passed + failed > 0 ? `${passed} passed, ${failed} failed` : "";
  console.log(`${verdict} ${title.padEnd(34)}${`${seconds.toFixed(1)} s`.padStart(8)}  ${counts}`);
}
const failed = results.reduce((sum, result) => sum + result.failed, 0);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
