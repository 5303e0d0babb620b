import type { Colors } from "picocolors/types";
import { retryFor } from "../../../catalog/model/lookup";
import type { CodeEntry, CodeValue, Provider, Retry } from "../../../catalog/model/types";
import { nearest } from "../../../catalog/validate/nearest";
import { type RuleInfo, retryText } from "../../core/analysis";
import { CONFIGURATION_NAME } from "../../project/configuration";
import { join } from "../../project/path";
import type { Project } from "../../project/project";
import { colorsFor } from "../color";
import { EXIT, type Io, UsageError } from "../io";
import { printable } from "../printable";
import { field } from "../text-field";
import { openProject, problemsOf, reportProblems } from "../workspace";

export interface ExplainOptions {
  readonly format: "text" | "json";
  readonly color?: boolean;
}

/** What the catalog says of a code or status, or a rule's page. */
export async function explain(term: string, { format, color }: ExplainOptions, io: Io): Promise<number> {
  const here = join(io.cwd, CONFIGURATION_NAME);
  const project = await openProject(io, [here]);
  const matches = await matchesFor(term, here, project);
  const rule = matches.length > 0 ? undefined : (await project.engine()).rules.find(({ id }) => id === term);
  if (matches.length === 0 && !rule) throw new UsageError(await unknown(term, here, project));
  const page = rule && ((await io.assets.read(`rules/${rule.id}.md`)) ?? `${rule.summary}\n`);
  const colors = colorsFor(color, io.stdout, io);
  if (format === "json")
    io.stdout.write(`${JSON.stringify({ matches: matches.map(jsonMatch), ...(rule && { rule: { ...rule, page } }) }, null, 2)}\n`);
  else io.stdout.write(page ?? matches.map((match) => textMatch(match, colors, io.stdout.columns)).join("\n"));
  return reportProblems(io, await problemsOf(project, io), EXIT.clean);
}

/** One provider's word on a code; `code` is absent where the provider has no codes and the term is a status. */
interface Match {
  readonly provider: Provider;
  readonly code?: CodeEntry;
  readonly statuses: readonly number[];
  readonly meaning: string;
  readonly action: string;
  readonly retry: Retry;
  readonly docs?: string;
}

/** A number may be meant as such or as a string, and as a status: `"40001"` of PostgreSQL, 40001 of Discord, 429. */
async function matchesFor(term: string, path: string, project: Project): Promise<readonly Match[]> {
  const values: readonly CodeValue[] = /^-?\d{1,15}$/.test(term) ? [term, Number(term)] : [term];
  const ids = new Set((await Promise.all(values.map((value) => project.providersWith(value, path)))).flat());
  const status = /^[1-5]\d\d$/.test(term) ? Number(term) : undefined;
  const providers =
    status === undefined ? await Promise.all([...ids].map((id) => project.provider(id, path))) : await project.providersFor(path);
  return providers
    .filter((provider) => provider !== undefined)
    .flatMap((provider) => {
      const codes = provider.codes.filter(({ code }) => values.includes(code)).map((entry) => codeMatch(provider, entry));
      return codes.length > 0 || status === undefined ? codes : statusMatch(provider, status);
    });
}

function codeMatch(provider: Provider, code: CodeEntry): Match {
  const { statuses, meaning, action, docs } = code;
  const { retry } = retryFor(provider, {
    code: code.code,
    vocabulary: code.vocabulary,
    status: statuses[0],
  });
  return { provider, code, statuses, meaning, action, retry, ...(docs !== undefined && { docs }) };
}

function statusMatch(provider: Provider, status: number): readonly Match[] {
  const entry = provider.statuses.get(status);
  if (!entry) return [];
  const docs = entry.docs ?? provider.docs;
  const { retry } = retryFor(provider, { status });
  return [{ provider, statuses: [status], meaning: entry.meaning, action: entry.action, retry, ...(docs !== undefined && { docs }) }];
}

const jsonMatch = ({ provider, code, statuses, meaning, action, retry, docs }: Match) => ({
  provider: provider.id,
  code: code?.code ?? null,
  statuses,
  meaning,
  action,
  retry,
  docs: docs ?? null,
});

function textMatch({ provider, code, statuses, meaning, action, retry, docs }: Match, colors: Colors, columns: number): string {
  const requestId = provider.envelopes.flatMap(({ fields }) => fields).filter(({ role }) => role === "requestId");
  const deprecated = code?.deprecated;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Status", code && statuses.length > 0 ? statuses.join(", ") : undefined],
    ["Meaning", meaning],
    ["What to do", action],
    ["Retry", retry.note === undefined ? retryText(retry) : `${retryText(retry)}. ${retry.note}`],
    ["Deprecated", deprecated && (deprecated.note ?? (deprecated.replacement === undefined ? "yes" : `use ${deprecated.replacement}`))],
    ["Request id", requestId.map((at) => (at.in === "header" ? `header ${at.path.join("")}` : at.path.join("."))).join(", ")],
    ["Docs", docs],
  ];
  const title = `${colors.bold(printable(String(code?.code ?? statuses.join(", "))))} ${colors.dim("·")} ${printable(provider.name)} ${colors.dim(`(${printable(provider.id)})`)}`;
  return `${title}\n${rows.flatMap(([name, value]) => (value ? [field(name, printable(value), colors, columns)] : [])).join("")}`;
}

async function unknown(term: string, path: string, project: Project): Promise<string> {
  const providers = await project.providersFor(path);
  const rules: readonly RuleInfo[] = (await project.engine()).rules;
  const known = [...rules.map(({ id }) => id), ...providers.flatMap(({ codes }) => codes.map(({ code }) => String(code)))];
  const near = nearest(term, known);
  return `No provider has the code '${term}', and no rule has that name${near === undefined ? "" : `; did you mean '${near}'?`}`;
}
