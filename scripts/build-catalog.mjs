// @ts-check
/** The catalog as it is shipped: one index and one file per provider, from catalog/providers and catalog/generated. */
import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";

/**
 * Texts of `dist/catalog/index.json` and, by file name, of `dist/catalog/providers/*.json`.
 *
 * @param {string} root
 * @returns {Promise<{ index: string, providers: ReadonlyMap<string, string> }>}
 */
export async function buildCatalog(root) {
  const { buildIndex, readProvider } = await model(root);
  const sources = ["catalog/providers", "catalog/generated"].flatMap((folder) => jsonFiles(path.join(root, folder)));
  const read = sources.map((file) => {
    const text = JSON.stringify(JSON.parse(fs.readFileSync(file, "utf8")));
    const provider = readProvider(text);
    if (path.basename(file) !== `${provider.id}.json`) throw new Error(`${path.relative(root, file)} holds the provider "${provider.id}"`);
    return { text, provider };
  });
  return {
    index: JSON.stringify(buildIndex(read.map(({ provider }) => provider))),
    providers: new Map(read.map(({ text, provider }) => [`${provider.id}.json`, text])),
  };
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
