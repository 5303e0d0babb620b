// @ts-check
/** One command in a process of its own: how long it takes and how much memory it takes. */
import { spawn } from "node:child_process";
import fs from "node:fs";

/**
 * @typedef {{ readonly command: string, readonly args: readonly string[], readonly cwd?: string, readonly env?: Record<string, string>,
 *   readonly fine?: readonly number[] }} Command `fine`: exit codes of a run that did its work, with findings or without.
 * @typedef {{ readonly ms: number, readonly bytes: number | undefined, readonly output: string }} Run `bytes`: the most memory that it had.
 */

/**
 * `run({ command: "node", args: ["-e", "0"] })` measures from before the process is there until it has ended.
 *
 * @param {Command} command
 * @returns {Promise<Run>}
 */
export async function run({ command, args, cwd, env = {}, fine = [0, 1] }) {
  const start = performance.now();
  const child = spawn(command, args, { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output = (output + text).slice(-4096);
    });
  let bytes = peak(child.pid);
  const looking = setInterval(() => {
    bytes = peak(child.pid) ?? bytes;
  }, 10);
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).finally(() => clearInterval(looking));
  const ms = performance.now() - start;
  if (!fine.includes(code)) throw new Error(`${[command, ...args].join(" ")} ended with ${code}:\n${output}`);
  return { ms, bytes, output };
}

/** The most memory that a process has had so far, as Linux tells it; other systems do not. @param {number | undefined} pid */
export function peak(pid) {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/**
 * `percentile([1, 2, 3, 4], 0.5)` is 2: the smallest value that so great a part of them does not exceed.
 *
 * @param {readonly number[]} values
 * @param {number} part from 0 to 1
 */
export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export const median = (values) => percentile(values, 0.5);

/**
 * `turned(["a", "b", "c"], 1)` is b, c, a: each round begins with another one, so that no one always follows the same.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} round
 */
export const turned = (items, round) => items.map((_, at) => /** @type {Item} */ (items[(at + round) % items.length]));
