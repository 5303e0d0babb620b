import type { Finding } from "../../core/analysis";
import { type FileReport, type Report, rangeOf, skippedCount } from "./report";

/** One object on one line's worth of contract: `{"version":1,"findings":[…],"summary":{…}}`. */
export function jsonReport(report: Report): string {
  const findings = report.files.flatMap((file) => file.findings.map((finding) => jsonFinding(file, finding)));
  const summary = {
    files: report.found,
    analyzed: report.analyzed,
    skipped: skippedCount(report),
    findings: findings.length,
    ...(report.known !== undefined && { known: report.known }),
    durationMs: Math.round(report.durationMs),
  };
  return `${JSON.stringify({ version: 1, findings, summary }, null, 2)}\n`;
}

function jsonFinding({ file, starts }: FileReport, { rule, severity, span, message, provider, code, fixes }: Finding) {
  const suggestions = fixes.map(({ title, preferred, safe, edits }) => ({
    title,
    preferred,
    safe,
    edits: edits.map((edit) => ({ file, range: rangeOf(starts, edit.span), newText: edit.newText })),
  }));
  return { rule, severity, file, range: rangeOf(starts, span), message, provider, code, suggestions };
}
