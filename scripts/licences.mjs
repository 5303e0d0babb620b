// @ts-check
/** The licences of everything that a bundle holds, as one text. Taken from what esbuild read, so it cannot go stale. */
import fs from "node:fs";
import path from "node:path";

/** Licences that ask for nothing but their own text beside the code. Another one needs a decision, so it stops the build. */
const ALLOWED = new Set(["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "BlueOak-1.0.0"]);

/**
 * `licences(root, ["node_modules/semver/semver.js", "server/cli/main.ts"])` is the text with semver's licence.
 *
 * @param {string} root
 * @param {readonly string[]} inputs names of inputs as esbuild's metafile gives them, possibly with a plugin's namespace in front
 */
export function licences(root, inputs) {
  const packages = new Set(inputs.map(packageDirectory).filter((directory) => directory !== undefined));
  const sections = [...packages].sort().map((directory) => section(path.join(root, directory)));
  const intro = "Faultline's bundles hold code of the packages below, each under its own licence.\n";
  return [intro, ...new Set(sections)].join(`\n${"=".repeat(100)}\n\n`);
}

/**
 * `"typescript-cut:/x/node_modules/typescript/lib/typescript.js"` gives `"node_modules/typescript"`; packages inside packages count.
 *
 * @param {string} input
 */
function packageDirectory(input) {
  return /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
}

/** @param {string} directory */
function section(directory) {
  const { name, version, license, author } = JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8"));
  if (!ALLOWED.has(license)) throw new Error(`${name} is bundled under ${license}, which scripts/licences.mjs does not know`);
  return `${name} ${version} (${license})\n\n${licenceText(directory) ?? standardText(name, license, author)}\n`;
}

/** @param {string} directory */
function licenceText(directory) {
  const names = fs.readdirSync(directory).filter((name) => /^(licen[cs]e|copying)/i.test(name));
  const texts = names.sort().map((name) => fs.readFileSync(path.join(directory, name), "utf8").replaceAll("\r\n", "\n").trim());
  return texts.length > 0 ? texts.join("\n\n") : undefined;
}

/**
 * For a package that names MIT in its package.json but ships no text of it.
 *
 * @param {string} name
 * @param {string} license
 * @param {unknown} author
 */
function standardText(name, license, author) {
  if (license !== "MIT") throw new Error(`${name} ships no licence text`);
  const holder =
    typeof author === "string" ? author : author && typeof author === "object" && "name" in author ? author.name : `the authors of ${name}`;
  const own = fs.readFileSync(path.resolve(import.meta.dirname, "../LICENSE"), "utf8");
  return own.replace(/^Copyright .*$/m, `Copyright (c) ${holder}`).trim();
}
