// @ts-check
/** One part of `npm start` or `npm test`: a heading, a command whose output goes through, and its time. Node's built-ins alone. */
import { spawn } from "node:child_process";
import path from "node:path";
import { stripVTControlCharacters, styleText } from "node:util";

export const root = path.resolve(import.meta.dirname, "..");

const colored = !process.env.NO_COLOR && (process.stdout.isTTY || Boolean(process.env.FORCE_COLOR));

/**
 * `paint("green", "✓")`: the text alone where the output is no terminal.
 *
 * @param {Parameters<typeof styleText>[0]} style
 * @param {string} text
 */
export const paint = (style, text) => (colored ? styleText(style, text) : text);

/**
 * What a part came to. `passed` and `failed` are what mocha counted in it, summed over its runs.
 *
 * @typedef {{ readonly title: string, readonly exitCode: number, readonly seconds: number, readonly passed: number, readonly failed: number }} Step
 */

/**
 * `step("Lint", ["npx", "biome", "check", "."])` prints a heading and what the command prints; it never throws.
 *
 * @param {string} title
 * @param {readonly [string, ...string[]]} command
 * @param {{ readonly environment?: Record<string, string>, readonly fine?: readonly number[] }} [options] `fine`: exit codes that
 *   are no failure
 * @returns {Promise<Step>}
 */
export async function step(title, [program, ...args], { environment = {}, fine = [0] } = {}) {
  console.log(`\n${paint(["bold", "cyan"], `── ${title} `.padEnd(80, "─"))}`);
  const start = performance.now();
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...(colored ? { FORCE_COLOR: "1" } : {}), ...environment },
    shell: process.platform === "win32",
  });
  let output = "";
  for (const [from, to] of /** @type {const} */ ([
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])) {
    from.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
      to.write(text);
    });
  }
  const exitCode = await new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
  const seconds = (performance.now() - start) / 1000;
  const counts = mochaCounts(output);
  const result = { title, exitCode, seconds, passed: counts.passed, failed: Math.max(counts.failed, fine.includes(exitCode) ? 0 : 1) };
  const verdict = result.failed === 0 ? paint("green", "✓") : paint("red", "✗");
  console.log(`${verdict} ${title} ${paint("dim", `${seconds.toFixed(1)} s`)}`);
  return result;
}

/**
 * `"  12 passing (1s)\n  2 failing"` gives 12 and 2: the closing lines of mocha's reporters, summed when there are several runs.
 *
 * @param {string} output
 */
export function mochaCounts(output) {
  const plain = stripVTControlCharacters(output);
  const sum = (/** @type {string} */ word) =>
    [...plain.matchAll(new RegExp(`^ {2}(\\d+) ${word}\\b`, "gm"))].reduce((total, match) => total + Number(match[1]), 0);
  return { passed: sum("passing"), failed: sum("failing") };
}
