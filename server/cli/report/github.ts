import type { Severity } from "../../core/analysis";
import { printable } from "../printable";
import { type Report, rangeOf } from "./report";

/** Workflow commands: `::warning file=src/a.ts,line=3,endLine=3,col=5,endColumn=9,title=unknown-code::Stripe has no …`. */
export function githubReport({ files, problems }: Report): string {
  const findings = files.flatMap(({ file, starts, findings }) =>
    findings.map(({ rule, severity, span, message }) => {
      const { start, end } = rangeOf(starts, span);
      // GitHub shows columns only for what lies in one line.
      const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
      return command(LEVELS[severity], { file, line: start.line, endLine: end.line, ...columns, title: `faultline: ${rule}` }, message);
    }),
  );
  const configuration = problems.map(({ path, line, message, severity }) =>
    command(LEVELS[severity], { file: path, line, title: "faultline" }, message),
  );
  return [...findings, ...configuration].map((line) => `${line}\n`).join("");
}

function command(level: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${level} ${list.join(",")}::${escapeData(message)}`;
}

/** A log that shows them is a terminal too: of control characters only line ends are left, escaped. */
const escapeData = (text: string): string =>
  text
    .replace(/[^\r\n]+/g, printable)
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");

const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", information: "notice", hint: "notice" };
