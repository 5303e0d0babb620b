// @ts-check
/**
 * Writes the generated parts of README.md: `npm run docs`. They are made of the rules and the catalog as the sources have
 * them, hence tsx. `test/repo/docs.test.ts` fails when a part is stale.
 */
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildIndex, readProvider } from "../catalog/model/load";
import { rules } from "../server/core/analysis";

const root = path.resolve(import.meta.dirname, "..");
const readme = path.join(root, "README.md");

/** @typedef {import("../catalog/model/load").IndexEntry} IndexEntry */

/** What stands between `<!-- rules -->` and `<!-- /rules -->`, and so on: by the name of the marker. */
export const parts = () =>
  new Map([
    ["rules", ruleTable()],
    ["providers", providerTable()],
    ["retriers", retrierList()],
  ]);

/**
 * The text with its parts as they should be: `inserted("<!-- rules -->\nold\n<!-- /rules -->", new Map([["rules", "new"]]))` has "new"
 * in place of "old". A marker that is missing is an error.
 *
 * @param {string} text
 * @param {ReadonlyMap<string, string>} contents
 */
export function inserted(text, contents) {
  return [...contents].reduce((before, [name, content]) => {
    const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
    const start = before.indexOf(open);
    const end = before.indexOf(close, start);
    if (start < 0 || end < 0) throw new Error(`README.md has no place for the generated part: ${open.trim()} … ${close}`);
    return `${before.slice(0, start + open.length)}\n${content}\n\n${before.slice(end)}`;
  }, text);
}

function ruleTable() {
  const rows = rules.map(({ id, summary, severity }) => [`[\`${id}\`](server/core/rules/${id}.md)`, summary, severity]);
  return table(["Rule", "Says", "Severity"], rows);
}

function providerTable() {
  return table(
    ["Provider", "Id", "Hosts", "Knows"],
    providers().map((entry) => [link(entry), `\`${entry.id}\``, entry.hosts.map((host) => `\`${host}\``).join(" "), known(entry)]),
  );
}

/** The retry libraries by name: `got, ky and p-retry`. */
function retrierList() {
  const folder = path.join(root, "catalog/retriers");
  const names = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => String(JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")).name))
    .sort((a, b) => a.localeCompare(b, "en"));
  return `Known are ${names.slice(0, -1).join(", ")} and ${names.at(-1)}.`;
}

/** `"13 codes, listed"`; of a provider without codes its statuses. @param {IndexEntry} entry */
const known = ({ codes, statuses, vocabulary }) => (codes > 0 ? `${codes} codes, ${vocabulary}` : `${statuses} statuses, no codes`);

/** @param {IndexEntry} entry */
const link = ({ name, docs }) => (docs === undefined ? name : `[${name}](${docs})`);

/** What the build ships, in the order of names. */
function providers() {
  const files = ["catalog/providers", "catalog/generated"].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith(".json"))
      .map((name) => path.join(root, folder, name)),
  );
  return buildIndex(files.map((file) => readProvider(fs.readFileSync(file, "utf8")))).providers;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const before = fs.readFileSync(readme, "utf8");
  const after = inserted(before, parts());
  fs.writeFileSync(readme, after);
  console.log(before === after ? "README.md is up to date" : "README.md has new tables");
}
