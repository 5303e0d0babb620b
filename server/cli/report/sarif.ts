import type { ArtifactLocation, Log, Region, ReportingDescriptor, Result, Run, Fix as SarifFix } from "sarif";
import type { Finding, Fix, OtherFile, RuleInfo, Severity } from "../../core/analysis";
import type { Span } from "../../core/text";
import type { Problem } from "../../project/configuration";
import { homepage, version } from "../manifest";
import { type FileReport, type Report, rangeOf } from "./report";

/** SARIF 2.1.0. `pages` are the rules' pages by id; they become the rules' help. */
export function sarifReport(report: Report, rules: readonly RuleInfo[], pages: ReadonlyMap<string, string | undefined>): string {
  const run: Run = {
    tool: {
      driver: {
        name: "Faultline",
        version,
        semanticVersion: version,
        ...(homepage !== undefined && { informationUri: homepage }),
        rules: rules.map((rule) => descriptor(rule, pages.get(rule.id))),
      },
    },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: !report.problems.some(({ severity }) => severity === "error"),
        toolConfigurationNotifications: report.problems.map(notification),
      },
    ],
    results: report.files.flatMap((file) => file.findings.map((finding) => result(file, finding, rules))),
  };
  const log: Log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor({ id, summary, severity }: RuleInfo, page: string | undefined): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: summary },
    help: page === undefined ? { text: summary } : { text: page, markdown: page },
    defaultConfiguration: severity === "off" ? { enabled: false } : { level: LEVELS[severity] },
  };
}

function result({ file, starts }: FileReport, finding: Finding, rules: readonly RuleInfo[]): Result {
  const { rule, severity, span, message, provider, code, fixes, related } = finding;
  const at = (place: Span, other?: OtherFile) => ({
    physicalLocation: { artifactLocation: artifact(other?.path ?? file), region: region(other?.starts ?? starts, place) },
  });
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: message },
    locations: [at(span)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({ id, ...at(place.span, place.file), message: { text: place.message } })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => sarifFix(file, starts, fix)) }),
    ...((provider ?? code) !== undefined && {
      properties: { ...(provider !== undefined && { provider }), ...(code !== undefined && { code }) },
    }),
  };
}

const sarifFix = (file: string, starts: readonly number[], { title, edits }: Fix): SarifFix => ({
  description: { text: title },
  artifactChanges: [
    {
      artifactLocation: artifact(file),
      replacements: edits.map(({ span, newText }) => ({ deletedRegion: region(starts, span), insertedContent: { text: newText } })),
    },
  ],
});

const notification = ({ path, line, message, severity }: Problem) => ({
  level: severity,
  message: { text: message },
  locations: [{ physicalLocation: { artifactLocation: artifact(path), region: { startLine: line } } }],
});

/** A path as a URI reference; `%SRCROOT%` is the working directory, which only the reader of the report knows. */
const artifact = (file: string): ArtifactLocation => ({ uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" });

function region(starts: readonly number[], span: Span): Region {
  const { start, end } = rangeOf(starts, span);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

const LEVELS = { error: "error", warning: "warning", information: "note", hint: "note" } as const satisfies Readonly<
  Record<Severity, Result.level>
>;
