// @ts-check
/** Brings node_modules to what the lock file says. Imports Node's built-ins alone, as it runs before anything is installed. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");

/** @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean }} Locked */

/** Runs `npm ci` unless every package of the lock file is there in its version. */
export function install() {
  if (installed()) return;
  // Install scripts would fetch and compile native parts (a key store, a signer) that nothing here uses.
  console.log("Installing what package-lock.json names (npm ci) …");
  const { status } = spawnSync("npm", ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("npm ci failed");
}

function installed() {
  const wanted = packages("package-lock.json");
  const found = packages("node_modules/.package-lock.json");
  return wanted !== undefined && found !== undefined && fits(wanted, found);
}

/**
 * Whether everything locked is installed in its version. npm writes a lock file of what it installed into node_modules; packages for
 * other platforms are not in it, and they are optional.
 *
 * @param {Readonly<Record<string, Locked>>} wanted
 * @param {Readonly<Record<string, Locked>>} found
 */
export function fits(wanted, found) {
  return Object.entries(wanted).every(([name, { version, integrity, optional }]) => {
    if (name === "") return true;
    const there = found[name];
    return there === undefined ? optional === true : there.version === version && there.integrity === integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, Locked> | undefined}
 */
function packages(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}
