import type { Colors } from "picocolors/types";
import type { Finding, Fix, Related, Severity } from "../../core/analysis";
import { lineAt } from "../../core/text";
import { columnsOf, printable } from "../printable";
import { countBySeverity, type FileReport, type Report, rangeOf } from "./report";

export interface TextOptions {
  readonly colors: Colors;
  /** Characters in a line of the terminal. */
  readonly columns: number;
  readonly summary: boolean;
}

/** For people: each finding with its place, its line of code and what to do about it, then how many there are. */
export function textReport(report: Report, options: TextOptions): string {
  const findings = report.files.flatMap((file) => file.findings.map((finding) => `${findingText(file, finding, options)}\n`));
  return findings.join("") + (options.summary ? summary(report, options.colors) : "");
}

/**
 * ```
 * src/pay.ts:12:24 unknown-code
 *   warning Stripe has no error code 'card_decline'
 *
 *   12 │ if (err.code === "card_decline") {
 *      │                   ^^^^^^^^^^^^
 *      └ Change to 'card_declined' (--fix does it)
 * ```
 */
function findingText(report: FileReport, finding: Finding, { colors, columns }: TextOptions): string {
  const { start } = rangeOf(report.starts, finding.span);
  const { line, caret } = frame(report, finding, columns);
  const number = String(start.line);
  const margin = `  ${" ".repeat(number.length)} ${colors.dim("│")}`;
  const notes = [
    ...finding.related.map((place) => `${printable(place.message)} (${whereOf(report, place)})`),
    ...remedies(finding).map(({ title, safe }) => colors.green(printable(title)) + (safe ? colors.dim(" (--fix does it)") : "")),
  ];
  const lines = [
    `${colors.bold(`${printable(report.file)}:${start.line}:${start.column}`)} ${colors.dim(finding.rule)}`,
    `  ${label(finding.severity, colors)} ${printable(finding.message)}`,
    "",
    `  ${colors.dim(`${number} │`)} ${line}`,
    `${margin} ${paint(finding.severity, colors)(caret)}`,
    ...notes.map((note) => `  ${" ".repeat(number.length)} ${colors.dim("└")} ${note}`),
  ];
  return lines.map((text) => `${text.trimEnd()}\n`).join("");
}

/** `line 12`, or `src/api.ts:12` where that is another file. */
function whereOf({ starts }: FileReport, { span, file }: Related): string {
  const { line } = rangeOf(file?.starts ?? starts, span).start;
  return file ? `${printable(file.path)}:${line}` : `line ${line}`;
}

/** What to do about it: the preferred fix, or all where none is. That any finding can be silenced goes without saying. */
function remedies({ fixes }: Finding): readonly Fix[] {
  const preferred = fixes.filter((fix) => fix.preferred);
  return preferred.length > 0
    ? preferred
    : fixes.filter(({ edits }) => !edits.some(({ newText }) => newText.includes("faultline-disable")));
}

/** The line of a finding and the marks under it. Indentation goes; of a line too long for the terminal the part around the place stays. */
function frame({ text, starts }: FileReport, { span }: Finding, columns: number): { line: string; caret: string } {
  const index = lineAt(starts, span.start);
  const from = starts[index] ?? 0;
  const line = text.slice(from, starts[index + 1] ?? text.length).replace(/[\r\n\u2028\u2029]+$/, "");
  const at = span.start - from;
  const end = Math.max(Math.min(span.end - from, line.length), at);
  const room = Math.max(columns - 16, 40);
  const indent = /^\s*/.exec(line.slice(0, at))?.[0].length ?? 0;
  const first = line.length - indent <= room ? indent : Math.max(indent, at - Math.floor(room / 3));
  const last = Math.min(line.length, first + room);
  const before = (first > indent ? "…" : "") + visible(line.slice(first, at));
  const marked = visible(line.slice(at, Math.min(end, last)));
  const after = visible(line.slice(Math.min(end, last), last)) + (last < line.length ? "…" : "");
  return { line: before + marked + after, caret: " ".repeat(columnsOf(before)) + "^".repeat(Math.max(1, columnsOf(marked))) };
}

const visible = (code: string): string => printable(code.replaceAll("\t", "  "));

function summary(report: Report, colors: Colors): string {
  const counts = countBySeverity(report.files);
  const checked = `Checked ${plural(report.analyzed, "file")} in ${duration(report.durationMs)}`;
  const kinds = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    paint(severity, colors)(plural(counts[severity], NOUNS[severity])),
  );
  const fixable = report.files.reduce(
    (sum, { findings }) => sum + findings.filter(({ fixes }) => fixes.some(({ safe }) => safe)).length,
    0,
  );
  const lines = [`${checked}: ${kinds.length > 0 ? kinds.join(", ") : colors.green("nothing found")}`];
  if (fixable > 0) lines.push(`${fixable === 1 ? "1 can" : `${fixable} can`} be fixed with ${colors.bold("--fix")}`);
  if (report.known) lines.push(colors.dim(`Not shown: ${report.known} in the baseline`));
  const skipped = [...report.skipped].map(([reason, count]) => `${count} ${reason}`);
  if (skipped.length > 0) lines.push(colors.dim(`Skipped: ${skipped.join(", ")}`));
  return lines.map((line) => `${line}\n`).join("");
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];
const NOUNS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", information: "note", hint: "hint" };

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const label = (severity: Severity, colors: Colors): string => colors.bold(paint(severity, colors)(NOUNS[severity]));

const paint = (severity: Severity, colors: Colors): ((text: string) => string) =>
  ({ error: colors.red, warning: colors.yellow, information: colors.blue, hint: colors.cyan })[severity];
