// @ts-check
/** The catalog as it is shipped: one index, one table of codes, one file per provider and one per retry library. */
import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";

/**
 * Texts of `dist/catalog/index.json` and `codes.json` and, by file name, of `dist/catalog/providers/*.json` and `dist/catalog/retriers/*.json`.
 *
 * @param {string} root
 * @returns {Promise<{ index: string, codes: string, providers: ReadonlyMap<string, string>, retriers: ReadonlyMap<string, string> }>}
 */
export async function buildCatalog(root) {
  const { buildCodeTable, buildIndex, readProvider, readRetrierText } = await model(root);
  const sources = ["catalog/providers", "catalog/generated"].flatMap((folder) => jsonFiles(path.join(root, folder)));
  const providers = readAll(root, sources, readProvider);
  const retriers = readAll(root, jsonFiles(path.join(root, "catalog/retriers")), readRetrierText);
  return {
    index: JSON.stringify(
      buildIndex(
        providers.map(({ value }) => value),
        retriers.map(({ value }) => value),
      ),
    ),
    codes: JSON.stringify(buildCodeTable(providers.map(({ value }) => value))),
    providers: new Map(providers.map(({ text, value }) => [`${value.id}.json`, text])),
    retriers: new Map(retriers.map(({ text, value }) => [`${value.id}.json`, text])),
  };
}

/**
 * Each file without white space, and what it holds.
 *
 * @template {{ readonly id: string }} Value
 * @param {string} root
 * @param {readonly string[]} files
 * @param {(text: string) => Value} read
 */
function readAll(root, files, read) {
  return files.map((file) => {
    const text = JSON.stringify(JSON.parse(fs.readFileSync(file, "utf8")));
    const value = read(text);
    if (path.basename(file) !== `${value.id}.json`) throw new Error(`${path.relative(root, file)} has the id "${value.id}"`);
    return { text, value };
  });
}

/**
 * The catalog's own functions: the build runs the sources that the server is made of.
 *
 * @param {string} root
 * @returns {Promise<typeof import("../catalog/model/load")>}
 */
async function model(root) {
  const entryPoints = [path.join(root, "catalog/model/load.ts")];
  const { outputFiles } = await esbuild.build({
    entryPoints,
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2023",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString("base64")}`);
}

/** @param {string} folder */
function jsonFiles(folder) {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => path.join(folder, name));
}
