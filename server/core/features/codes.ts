/** Where a file names an error code: for "go to definition", references and a new name. */
import { codeEntry } from "../../../catalog/model/lookup";
import type { CodeValue } from "../../../catalog/model/types";
import type { Analysis } from "../analysis";
import type { CodeElsewhere, CodeHere, CodeName, CodeUse, Edit } from "../contract";
import type { Expr, Literal } from "../facts";
import { codePlace, readingsOf } from "../flow/readings";
import type { Candidate, Form, Site } from "../flow/sites";
import { silencesFile } from "../link/binds";
import { isOwn, placed } from "../link/modules";
import { rewrite } from "../rewrite";
import { eachExpression } from "../walk";
import { literalAt } from "./at";

/** `e.code === "NOT_FOUND"` names one where it is known whose error `e` is; where it is not, each provider that has it. */
export function codesAt(analysis: Analysis, offset: number): readonly CodeHere[] {
  if (silencesFile(analysis.environment.settings)) return [];
  const found: CodeHere[] = [];
  for (const { site, candidate, span } of literalAt(analysis, offset)) {
    const readings = readingsOf(analysis.flow.narrower, site);
    if (readings.silenced || !isCode(candidate.value)) continue;
    const shown = span === candidate.literal?.span ? candidate.literal.valueSpan : span;
    const use = useOf(analysis, site, candidate);
    if (use) found.push({ ...use, span: shown, attributed: true });
    else if (!codePlace(readings)?.firm && (typeof candidate.value === "string" || site.property === "code"))
      found.push(...ofAny(analysis, candidate.value).map((name) => ({ name, span: shown, firm: false, attributed: false })));
  }
  return [...new Map(found.map((use) => [JSON.stringify(use.name), use])).values()];
}

/** Every place of the file that names a code of a known provider, in the order of the text: in a comparison, and where a constant holds it. */
export function codeUses(analysis: Analysis): readonly CodeUse[] {
  if (silencesFile(analysis.environment.settings)) return [];
  const found = new Map<number, CodeUse>();
  for (const site of analysis.flow.sites) {
    for (const candidate of site.candidates) {
      const use = useOf(analysis, site, candidate);
      if (!use) continue;
      const literal = literalHere(candidate);
      for (const span of [candidate.span, ...(literal ? [literal.span] : [])]) {
        const shown = span.start === literal?.span.start ? literal.valueSpan : span;
        const known = found.get(shown.start);
        if (!known || (use.firm && !known.firm)) found.set(shown.start, { ...use, span: shown });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** What gives a code another name in the file: the literals and keys that hold it. `firm`: nothing else can be meant there. */
export function renameCode(analysis: Analysis, name: CodeName, to: CodeValue): readonly { readonly edit: Edit; readonly firm: boolean }[] {
  const { text } = analysis.file;
  const found = new Map<number, { edit: Edit; firm: boolean }>();
  for (const site of analysis.flow.sites) {
    for (const candidate of site.candidates) {
      const use = useOf(analysis, site, candidate);
      if (!use || !sameName(use.name, name)) continue;
      const literal = literalHere(candidate);
      const edit = literal
        ? rewrite(text, literal, to)
        : site.form === "key" && !candidate.elsewhere
          ? rekey(text, candidate, to)
          : undefined;
      if (edit) found.set(edit.span.start, { edit, firm: use.firm || (found.get(edit.span.start)?.firm ?? false) });
    }
  }
  return [...found.values()].sort((a, b) => a.edit.span.start - b.edit.span.start);
}

/** Where constants of other files hold the code that this one compares. */
export function codeElsewhere(analysis: Analysis, name: CodeName): readonly CodeElsewhere[] {
  const found = new Map<string, CodeElsewhere>();
  for (const site of analysis.flow.sites) {
    for (const candidate of site.candidates) {
      const { literal } = candidate;
      if (!literal || isOwn(literal.span.start)) continue;
      const use = useOf(analysis, site, candidate);
      const { span, file } = placed(analysis.linker.units, literal.span);
      if (!use || !file || !sameName(use.name, name)) continue;
      const valueSpan = placed(analysis.linker.units, literal.valueSpan).span;
      const key = `${span.start} ${file.path}`;
      const firm = use.firm || (found.get(key)?.firm ?? false);
      const standsIn = (text: string): boolean => literal.escaped || text.slice(valueSpan.start, valueSpan.end) === String(literal.value);
      const edit = (text: string, to: CodeValue): Edit => rewrite(text, { ...literal, span, valueSpan }, to);
      found.set(key, { path: file.path, span: valueSpan, firm, standsIn, edit });
    }
  }
  return [...found.values()];
}

/** The names under which a file exports constants that hold a code, alone or among others: `["ErrorCode"]` of an enum of it. */
export function namesHolding({ file: { facts } }: Analysis, code: CodeValue): readonly string[] {
  const holds = (value: Expr | undefined): boolean => {
    let found = false;
    const all = value?.kind === "local" ? facts.bindings[value.binding - facts.base]?.initial : value;
    if (all)
      eachExpression(all, (expr) => {
        if (expr.kind === "literal" && expr.value === code) found = true;
      });
    return found;
  };
  return [...new Set(facts.exports.filter(({ value }) => holds(value)).map(({ name }) => name))];
}

/** Where the code is written; a constant of another file is written there. */
const literalHere = ({ literal }: Candidate): Literal | undefined => (literal && isOwn(literal.span.start) ? literal : undefined);

/** The string under the cursor that can be given another name; a name of a constant belongs to the language. */
export const literalNamed = (analysis: Analysis, offset: number): Literal | undefined =>
  literalAt(analysis, offset).find(({ candidate, span }) => span === candidate.literal?.span)?.candidate.literal;

export const sameName = (one: CodeName, other: CodeName): boolean =>
  one.provider === other.provider && one.vocabulary === other.vocabulary && one.code === other.code;

const NAMING: ReadonlySet<Form> = new Set<Form>(["equality", "case", "list", "key"]);

function useOf(analysis: Analysis, site: Site, { value, span }: Candidate): CodeUse | undefined {
  if (!NAMING.has(site.form) || !isCode(value)) return undefined;
  const place = codePlace(readingsOf(analysis.flow.narrower, site));
  if (!place || !codeEntry(place.provider, value, place.vocabulary.id)) return undefined;
  return { name: { provider: place.provider.id, vocabulary: place.vocabulary.id, code: value }, span, firm: place.firm };
}

function ofAny({ environment: { catalog } }: Analysis, code: CodeValue): readonly CodeName[] {
  const ids = catalog.byCode(code);
  return (ids === "unloaded" ? [] : ids).flatMap((id) => {
    const provider = catalog.provider(id);
    const entry = provider && provider !== "unloaded" ? codeEntry(provider, code) : undefined;
    return entry ? [{ provider: id, vocabulary: entry.vocabulary, code }] : [];
  });
}

const isCode = (value: unknown): value is CodeValue => typeof value === "string" || typeof value === "number";

/** `{ NOT_FOUND: 1 }` and `{ "not-found": 1 }`: bare where the new name can be. */
function rekey(text: string, { span }: Candidate, to: CodeValue): Edit | undefined {
  const quote = text[span.start];
  const name = String(to);
  if (quote !== '"' && quote !== "'") return { span, newText: /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name) };
  if (/["'\\\n\r]/.test(name)) return { span, newText: JSON.stringify(name) };
  return { span, newText: `${quote}${name}${quote}` };
}
