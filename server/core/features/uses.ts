/** What a file has to do with the APIs of the catalog: for lists of what a workspace uses. */
import type { Analysis } from "../analysis";
import type { StatusUse } from "../contract";
import { type Readings, readingsOf } from "../flow/readings";
import type { Form } from "../flow/sites";
import { silencesFile } from "../link/binds";
import { originOf } from "../link/requests";
import { eachExpression, eachStatement, expressions } from "../walk";

/** Every place of the file that compares the status of one known provider with a number: `res.status === 429`. */
export function statusUses(analysis: Analysis): readonly StatusUse[] {
  if (silencesFile(analysis.environment.settings)) return [];
  const found = new Map<number, StatusUse>();
  for (const site of analysis.flow.sites) {
    const statuses = FORMS.has(site.form) ? site.candidates.filter(({ value }) => isStatus(value)) : [];
    const provider = statuses.length > 0 ? statusOf(readingsOf(analysis.flow.narrower, site)) : undefined;
    if (provider === undefined) continue;
    for (const { value, span } of statuses) found.set(span.start, { provider, status: value as number, span });
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** Ids of the providers that the file makes requests to. */
export function requested(analysis: Analysis): readonly string[] {
  const { linker } = analysis;
  if (silencesFile(analysis.environment.settings)) return [];
  const found = new Set<string>();
  for (const func of linker.facts.functions) {
    const frame = linker.canonical(func.id);
    eachStatement(func.body, (stmt) => {
      for (const root of expressions(stmt))
        eachExpression(root, (expr) => {
          const provider = expr.kind === "call" || expr.kind === "new" ? originOf(linker, expr, frame)?.provider : undefined;
          if (provider !== undefined && provider !== "none") found.add(provider);
        });
    });
  }
  return [...found];
}

const FORMS: ReadonlySet<Form> = new Set<Form>(["equality", "case", "list", "key"]);

const isStatus = (value: unknown): boolean => typeof value === "number" && Number.isInteger(value) && value >= 100 && value <= 599;

/** The provider whose status stands at a place, and nothing else. */
function statusOf({ all, silenced }: Readings): string | undefined {
  const [first] = all;
  const provider = first?.member.origin.provider;
  if (silenced || provider === undefined) return undefined;
  const same = all.every(({ field, member }) => STATUS.has(field.field) && member.origin.provider === provider);
  return same ? provider : undefined;
}

const STATUS: ReadonlySet<string> = new Set(["status", "status-or-word"]);
