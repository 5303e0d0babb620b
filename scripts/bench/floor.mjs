// @ts-check
/** `node floor.mjs FOLDER`: lists and reads the files that Faultline would check, and does nothing with them. No tool that reads can do less. */
import fs from "node:fs";

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|astro|html)$/;
const SKIPPED = new Set(["node_modules", ".git"]);
let buffer = Buffer.allocUnsafe(1 << 20);
let files = 0;
let bytes = 0;

/** @param {string} folder */
function walk(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) walk(path);
    } else if (entry.isFile() && SOURCE.test(entry.name)) read(path);
  }
}

/** @param {string} path */
function read(path) {
  const file = fs.openSync(path, "r");
  const { size } = fs.fstatSync(file);
  if (size > buffer.length) buffer = Buffer.allocUnsafe(size);
  bytes += fs.readSync(file, buffer, 0, buffer.length, 0);
  files++;
  fs.closeSync(file);
}

walk(String(process.argv[2]));
console.log(`${files} files, ${bytes} bytes`);
