// @ts-check
/**
 * Packs dist/faultline.vsix out of what the build has written: `node scripts/package.mjs`. The files that .vscodeignore lets through are
 * laid into out/package first. There the README loses its pictures: no repository is known yet that their paths could lead to, and the
 * editor's page of an extension shows neither files of the package nor embedded bytes, only a sign that something is missing.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const stage = path.join(root, "out/package");
const target = path.join(root, "dist/faultline.vsix");

/** @param {string} cwd @param {readonly string[]} args */
function vsce(cwd, ...args) {
  const command = path.join(root, "node_modules/@vscode/vsce/vsce");
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args, "--no-dependencies"], { cwd, encoding: "utf8" });
  if (status === 0) return stdout;
  console.error(stdout + stderr);
  process.exit(1);
}

/** Without the lines that hold a relative picture alone. @param {string} readme */
const withoutPictures = (readme) => readme.replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\r?\n\r?\n/gm, "");

fs.rmSync(stage, { recursive: true, force: true });
for (const file of vsce(root, "ls").trim().split(/\r?\n/)) {
  fs.mkdirSync(path.dirname(path.join(stage, file)), { recursive: true });
  fs.copyFileSync(path.join(root, file), path.join(stage, file));
}
const readme = path.join(stage, "README.md");
fs.writeFileSync(readme, withoutPictures(fs.readFileSync(readme, "utf8")));
// No repository is known yet: links of the README stay relative, and nothing asks for its URL.
vsce(stage, "package", "--no-rewrite-relative-links", "--allow-missing-repository", "--out", target);
console.log(`dist/faultline.vsix ${(fs.statSync(target).size / 1024).toFixed(0)} kB`);
