// @ts-check
/** The figures as a page for people. */
import { median, percentile } from "./measure.mjs";

/**
 * @typedef {{ readonly id: string, readonly title: string, readonly version?: string | undefined, readonly files?: number | undefined,
 *   readonly ms: readonly number[], readonly bytes: readonly number[] }} Scan
 * @typedef {{ readonly lines: number, readonly requests: number, readonly keys: readonly number[], readonly bytes: readonly number[] }} Typing
 * @typedef {{ readonly bare: readonly number[], readonly ms: readonly number[] }} Start
 * @typedef {{ readonly places: number, readonly first: readonly number[], readonly second: readonly number[],
 *   readonly bytes: readonly number[] }} Index
 * @typedef {{ readonly files: number, readonly scans: readonly Scan[], readonly typing: Typing, readonly start: Start,
 *   readonly index: Index }} Size
 * @typedef {{ readonly machine: string, readonly date: string, readonly program: string, readonly repository?: string,
 *   readonly scans?: readonly Scan[], readonly missing?: readonly string[], readonly typing?: readonly Typing[], readonly start?: Start,
 *   readonly index?: Index, readonly growth?: readonly Size[] }} Figures
 */

/** @param {Figures} figures */
export function page(figures) {
  const { machine, date, program, repository } = figures;
  return [
    "# Performance",
    `\`npm run bench\` measured this on ${date}: ${program} on ${machine}.${repository ? ` The folder is ${repository}.` : ""}`,
    `Every run is a process of its own, the contenders take turns, each round begins with another one, and a figure is the median of its
rounds unless it says otherwise. Milliseconds differ from machine to machine; ratios hold better. To measure on yours:

\`\`\`sh
npm run build
npm run bench -- --repository /tmp/name --tools /tmp/tools --out docs/performance.md
\`\`\`

\`--tools\` is a folder in which oxlint, @biomejs/biome, @ast-grep/cli, eslint, typescript-eslint and typescript are installed. What is
missing is left out.`,
    ...scanPart(figures),
    ...typingPart(figures),
    ...startPart(figures),
    ...indexPart(figures),
    ...growthPart(figures),
    "",
  ].join("\n\n");
}

/** @param {Figures} figures */
function scanPart({ scans, missing = [] }) {
  if (scans === undefined) return [];
  const first = middle(scans, "first");
  const rows = scans.map(({ title, version, files, ms, bytes }) => [
    version ? `${title} (${version})` : title,
    files === undefined ? "" : files.toLocaleString("en"),
    time(median(ms)),
    `${time(Math.min(...ms))} – ${time(Math.max(...ms))}`,
    `${(median(ms) / first).toFixed(2)} ×`,
    memory(bytes),
    String(ms.length),
  ]);
  const ratios = [
    limit("first run, to oxlint with one rule", ratio(scans, "first", "oxlint"), 3),
    limit("first run, to Biome with one rule", ratio(scans, "first", "biome"), 1),
    limit("first run, to ast-grep with four patterns", ratio(scans, "first", "ast-grep"), 0.75),
    limit("first run, to ESLint", ratio(scans, "first", "eslint"), 1 / 30),
    limit("second run, to oxlint with one rule", ratio(scans, "second", "oxlint"), 0.75),
    limit("second run, to list and read", ratio(scans, "second", "floor"), 1.5),
  ].flat();
  return [
    "## A whole repository on the command line",
    `What a person waits for before a commit, and CI for each push. *List and read alone* is a Node program that reads the same files and
does nothing with them: no tool that reads every file can be faster. The other linters run one rule that looks at comparisons, and
nothing else; ESLint runs without types. Faultline's first run knows nothing from before; the second follows right after it.`,
    table(["", "files", "median", "range", "to the first run", "memory", "runs"], rows),
    ...(missing.length > 0 ? [`Not installed, so left out: ${missing.join(", ")}.`] : []),
    table(["time of the", "measured", "target"], ratios),
  ];
}

/** @param {Figures} figures */
function typingPart({ typing }) {
  if (typing === undefined) return [];
  const rows = typing.map(({ lines, requests, keys, bytes }) => [
    `${lines.toLocaleString("en")} lines, ${requests === 1 ? "1 request" : `${requests} requests`}`,
    time(median(keys)),
    time(percentile(keys, 0.95)),
    `≤ ${lines > 500 ? 10 : 3} ms`,
    memory(bytes),
    "≤ 120 MB",
    String(keys.length),
  ]);
  return [
    "## From a key to the diagnostics",
    `From the change to the diagnostics of the whole file, over real JSON-RPC, while a line is typed and taken out in the middle of it. Below
16 ms nobody sees that anything was done. Real files have few requests; with one in every 25 lines a file is as hard as it can be. p95
is what one key in twenty takes longer than. Memory is the server's highest.`,
    table(["file", "p50", "p95", "target for p95", "memory", "target for memory", "keys"], rows),
  ];
}

/** @param {Figures} figures */
function startPart({ start }) {
  if (start === undefined) return [];
  const [bare, ms] = [median(start.bare), median(start.ms)];
  return [
    "## From the start to the first diagnostics",
    "What opening the first file of the day takes, beside Node that starts and does nothing.",
    table(
      ["", "median", "to bare Node", "target", "runs"],
      [
        ["bare Node", time(bare), "1.00 ×", "", String(start.bare.length)],
        ["first diagnostics", time(ms), `${(ms / bare).toFixed(2)} ×`, "≤ 2.5 ×", String(start.ms.length)],
      ],
    ),
  ];
}

/** @param {Figures} figures */
function indexPart({ index }) {
  if (index === undefined) return [];
  return [
    "## Everything in the workspace that names a code",
    "`Find All References` on ENOENT in the same repository: the first time each file is looked at. Memory is the server's highest.",
    table(
      ["places found", "first time", "again", "memory", "target for memory", "runs"],
      [[index.places.toLocaleString("en"), ...times(index), memory(index.bytes), "≤ 250 MB", String(index.first.length)]],
    ),
  ];
}

/** @param {Figures} figures */
function growthPart({ growth }) {
  if (growth === undefined || growth.length === 0) return [];
  /** @type {readonly (readonly [string, (size: Size) => number, (value: number) => string])[]} */
  const figures = [
    ["scan, first run", ({ scans }) => middle(scans, "first"), time],
    ["scan, second run", ({ scans }) => middle(scans, "second"), time],
    ["list and read alone", ({ scans }) => middle(scans, "floor"), time],
    ["memory of the first scan", ({ scans }) => median(scans.find(({ id }) => id === "first")?.bytes ?? []), megabytes],
    ["a key, p95, 500 lines", ({ typing }) => percentile(typing.keys, 0.95), time],
    ["start to first diagnostics", ({ start }) => median(start.ms), time],
    ["all places of a code, first time", ({ index }) => median(index.first), time],
    ["all places of a code, again", ({ index }) => median(index.second), time],
    ["memory of the server then", ({ index }) => median(index.bytes), megabytes],
  ];
  const sizes = growth.map(({ files }) => `${files.toLocaleString("en")} files`);
  const most = /** @type {Size} */ (growth.at(-1)).files / /** @type {Size} */ (growth[0]).files;
  const rows = figures.map(([title, of, said]) => {
    const values = growth.map(of);
    return [title, ...values.map(said), `${(Number(values.at(-1)) / Number(values[0])).toFixed(1)} ×`];
  });
  return [
    "## As a workspace grows",
    `The same in folders that are made up, of files of some 50 lines each, ${most} times as many in the last as in the first. What a key and
a start take should not grow at all, and nothing should grow faster than the number of files.`,
    table(["", ...sizes, "grows"], rows),
  ];
}

/** @param {string} title @param {number | undefined} value @param {number} most @returns {readonly (readonly string[])[]} */
const limit = (title, value, most) => (value === undefined ? [] : [[title, `${digits(value)} ×`, `≤ ${digits(most)} ×`]]);

/** @param {readonly Scan[]} scans @param {string} one @param {string} other */
function ratio(scans, one, other) {
  const value = middle(scans, one) / middle(scans, other);
  return Number.isNaN(value) ? undefined : value;
}

/** @param {readonly Scan[]} scans @param {string} id */
const middle = (scans, id) => median(scans.find((scan) => scan.id === id)?.ms ?? []);

/** @param {Index} index */
const times = ({ first, second }) => [time(median(first)), time(median(second))];

/** `"1.2 s"`, `"340 ms"`, `"4.1 ms"`. @param {number} ms */
export function time(ms) {
  if (Number.isNaN(ms)) return "–";
  if (ms >= 10_000) return `${(ms / 1000).toFixed(0)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms >= 20 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(1)} ms`;
}

/** @param {number} value */
const digits = (value) => (value < 0.1 ? value.toFixed(3) : value.toFixed(2));

/** @param {number} bytes */
const megabytes = (bytes) => (Number.isNaN(bytes) ? "–" : `${(bytes / 1e6).toFixed(0)} MB`);

/** @param {readonly number[]} bytes */
const memory = (bytes) => megabytes(median(bytes));

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
