import { type Advice, adviseAuthor } from "../../../catalog/validate/author";
import { child, parse } from "../../../catalog/validate/tree";
import type { Finding } from "../../core/analysis";
import { lineStarts } from "../../core/text";
import { relativeFrom } from "../../project/path";
import { colorsFor } from "../color";
import { EXIT, type Io, UsageError } from "../io";
import { countBySeverity, type FileReport, type Report } from "../report/report";
import { existing } from "../sources";
import { openProject } from "../workspace";

export interface CatalogOptions {
  readonly format: "text" | "json" | "github";
  readonly color?: boolean;
}

/** What is wrong or missing in catalogs, for their authors. */
export async function checkCatalogs(written: readonly string[], options: CatalogOptions, io: Io): Promise<number> {
  const started = performance.now();
  const paths = await Promise.all(written.map((path) => existing(io, path)));
  const files = await Promise.all(paths.map((path) => checkCatalog(path, io)));
  const report: Report = {
    files: files.filter(({ findings }) => findings.length > 0),
    found: files.length,
    analyzed: files.length,
    skipped: new Map(),
    problems: [],
    durationMs: performance.now() - started,
  };
  io.stdout.write(await render(report, options, io));
  const { error, warning } = countBySeverity(report.files);
  return error + warning > 0 ? EXIT.findings : EXIT.clean;
}

const MAX_SIZE = 5_000_000;

async function checkCatalog(path: string, io: Io): Promise<FileReport> {
  const stat = await io.host.stat(path);
  const file = relativeFrom(io.cwd, path);
  if (stat?.kind !== "file") throw new UsageError(`'${file}' is not a file`);
  if (stat.size > MAX_SIZE) throw new UsageError(`'${file}' is larger than ${MAX_SIZE / 1_000_000} MB; no catalog is read that is`);
  const text = (await io.host.read(path)) ?? "";
  const project = await openProject(io, [path]);
  const { providers } = await project.index();
  const extended = child(parse(text).root, "extends")?.value;
  // The folder of the file itself may name it as a catalog: what counts is the bundled provider alone.
  const base = typeof extended === "string" && (await project.isBundled(extended)) ? await project.bundledProvider(extended) : undefined;
  const hosts = new Map(providers.flatMap(({ id, hosts: own }) => own.map((host) => [host, id] as const)));
  const findings = adviseAuthor(text, {
    bundled: providers.map(({ id }) => id),
    hostOwner: (host) =>
      hosts.get(host) ?? [...hosts].find(([pattern]) => pattern.startsWith("*.") && host.endsWith(pattern.slice(1)))?.[1],
    ...(base && { base }),
  }).map(finding);
  return { file, text, starts: lineStarts(text), findings };
}

const finding = ({ span, severity, message }: Advice): Finding => ({ rule: "catalog", span, severity, message, related: [], fixes: [] });

async function render(report: Report, { format, color }: CatalogOptions, io: Io): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../report/json")).jsonReport(report);
    case "github":
      return (await import("../report/github")).githubReport(report);
    case "text": {
      const { textReport } = await import("../report/text");
      return textReport(report, { colors: colorsFor(color, io.stdout, io), columns: io.stdout.columns, summary: true });
    }
  }
}
