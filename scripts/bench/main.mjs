// @ts-check
/**
 * `npm run bench -- --repository FOLDER --tools FOLDER --out docs/performance.md`: measures Faultline beside other tools on this machine, and
 * prints a page. `FAULTLINE_BENCH_REPOSITORY` and `FAULTLINE_BENCH_TOOLS` stand for the options. It measures what `npm run build` made.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { others, own } from "./contenders.mjs";
import { index, keystrokes, start } from "./editing.mjs";
import { run, turned } from "./measure.mjs";
import { page } from "./page.mjs";
import { tree } from "./samples.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const PARTS = ["scan", "typing", "start", "index", "growth"];
const { values: options } = parseArgs({
  options: {
    repository: { type: "string" },
    tools: { type: "string" },
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: PARTS.join() },
    sizes: { type: "string", default: "1000,20000" },
    /** A contender that has taken so many seconds in all is not run again. */
    patience: { type: "string", default: "120" },
    out: { type: "string" },
  },
});
const repository = options.repository ?? process.env.FAULTLINE_BENCH_REPOSITORY;
const tools = options.tools ?? process.env.FAULTLINE_BENCH_TOOLS;
const rounds = positive("rounds", options.rounds);
const patience = positive("patience", options.patience) * 1000;
const sizes = options.sizes.split(",").map((size) => positive("sizes", size));
const wanted = options.only.split(",");
const unknown = wanted.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) fail(`--only knows ${PARTS.join(", ")}, not ${unknown.join(", ")}`);
if (!fs.existsSync(path.join(root, "dist/cli.js"))) fail("dist/cli.js is not there: run `npm run build` first");
if (repository === undefined && (wanted.includes("scan") || wanted.includes("index")))
  fail("Name a large repository with --repository FOLDER, or measure less with --only typing,start,growth");
if (repository !== undefined && !fs.existsSync(repository)) fail(`${repository} is not there`);

const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "faultline-bench-")));
try {
  const text = page(await measured());
  if (options.out === undefined) console.log(text);
  else fs.writeFileSync(options.out, text);
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

async function measured() {
  const folder = path.join(scratch, "workspace");
  fs.mkdirSync(folder);
  const compared = repository && wanted.includes("scan") ? others(path.resolve(repository), tools, path.join(scratch, "tools")) : undefined;
  return {
    machine: machine(),
    date: new Date().toISOString().slice(0, 10),
    program: `Faultline ${JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")).version}`,
    ...(repository && { repository: named(repository) }),
    ...(repository && compared && { scans: await scans(path.resolve(repository), compared.contenders), missing: compared.missing }),
    ...(wanted.includes("typing") && { typing: await typings(folder) }),
    ...(wanted.includes("start") && { start: await starts(folder) }),
    ...(repository && wanted.includes("index") && { index: await indexes(repository) }),
    ...(wanted.includes("growth") && { growth: await growths() }),
  };
}

/**
 * @param {string} folder
 * @param {readonly import("./contenders.mjs").Contender[]} [beside]
 */
async function scans(folder, beside = []) {
  const cache = path.join(scratch, "cache");
  const mine = own(folder, cache);
  // The second run belongs right behind the first.
  const [first, second, floor] = mine;
  const groups = [[first, second], [floor], ...beside.map((contender) => [contender])];
  const all = [...mine, ...beside].map(({ id, title, version }) => ({
    ...{ id, title, version },
    files: /** @type {number | undefined} */ (undefined),
    ms: /** @type {number[]} */ ([]),
    bytes: /** @type {number[]} */ ([]),
  }));
  if (floor) await run(floor.command);
  for (let round = 0; round < rounds; round++) {
    for (const contender of turned(groups, round).flat()) {
      const scan = all.find(({ id }) => id === contender?.id);
      if (contender === undefined || scan === undefined || scan.ms.reduce((sum, ms) => sum + ms, 0) > patience) continue;
      if (contender.id === "first") fs.rmSync(cache, { recursive: true, force: true });
      const { ms, bytes, output } = await run(contender.command);
      scan.ms.push(ms);
      if (bytes !== undefined) scan.bytes.push(bytes);
      const files = contender.files?.exec(output)?.[1];
      if (files !== undefined) scan.files = Number(files);
      progress(`${contender.title}: ${ms.toFixed(0)} ms`);
    }
  }
  return all;
}

/** @param {string} folder */
async function typings(folder) {
  const files = [
    { lines: 500, requests: 1 },
    { lines: 500, requests: 20 },
    { lines: 5000, requests: 4 },
    { lines: 5000, requests: 200 },
  ];
  const all = files.map((file) => ({ ...file, keys: /** @type {number[]} */ ([]), bytes: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < rounds; round++) {
    for (const typing of turned(all, round)) {
      const { keys, bytes } = await keystrokes(typing.lines, typing.requests, folder);
      typing.keys.push(...keys);
      if (bytes !== undefined) typing.bytes.push(bytes);
      progress(`typing in ${typing.lines} lines with ${typing.requests} requests`);
    }
  }
  return all;
}

/** @param {string} folder */
async function starts(folder) {
  const all = { bare: /** @type {number[]} */ ([]), ms: /** @type {number[]} */ ([]) };
  for (let round = 0; round < 2 * rounds; round++) {
    const { bare, ms } = await start(folder);
    all.bare.push(bare);
    all.ms.push(ms);
  }
  progress("starts");
  return all;
}

/** @param {string} folder */
async function indexes(folder) {
  const all = { places: 0, first: /** @type {number[]} */ ([]), second: /** @type {number[]} */ ([]), bytes: /** @type {number[]} */ ([]) };
  for (let round = 0; round < rounds && all.first.reduce((sum, ms) => sum + ms, 0) < patience; round++) {
    const { first, second, places, bytes } = await index(folder);
    all.places = places;
    all.first.push(first);
    all.second.push(second);
    if (bytes !== undefined) all.bytes.push(bytes);
    progress(`all places of a code: ${first.toFixed(0)} ms`);
  }
  return all;
}

async function growths() {
  const all = [];
  for (const files of sizes) {
    const folder = path.join(scratch, `files${files}`);
    tree(folder, files);
    progress(`${files} files`);
    const keys = await keystrokes(500, 20, folder);
    const typing = { lines: 500, requests: 20, keys: keys.keys, bytes: keys.bytes === undefined ? [] : [keys.bytes] };
    all.push({ files, scans: await scans(folder), typing, start: await starts(folder), index: await indexes(folder) });
  }
  return all;
}

/** `[acme/shop](…) at 0123456` where the list of repositories has a folder `acme+shop`. @param {string} folder */
function named(folder) {
  const list = fs.readFileSync(path.join(root, "test/real/repositories.txt"), "utf8").split("\n");
  const name = path.basename(path.resolve(folder)).replace("+", "/");
  const [, commit] = list.find((line) => line.startsWith(`${name}@`))?.split("@") ?? [];
  return commit === undefined ? `\`${path.basename(folder)}\`` : `[${name}](https://github.com/${name}) at ${commit}`;
}

function machine() {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB of memory`;
  return `${cpus.length} cores of ${cpus[0]?.model.trim() ?? "an unknown kind"}, ${memory}, ${os.type()}, Node ${process.version}, load before it began ${os.loadavg()[0]?.toFixed(1)}`;
}

/** @param {string} text */
function progress(text) {
  console.error(text);
}

/** @param {string} option @param {string} value */
function positive(option, value) {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : fail(`--${option} takes a whole number above 0, not ${value}`);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(2);
}
