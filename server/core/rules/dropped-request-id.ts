import type { EnvelopeField, Provider } from "../../../catalog/model/types";
import type { Edit } from "../contract";
import type { Call, Expr, Func, New } from "../facts";
import { flowOf } from "../flow/flow";
import { possibleStatuses, viewReadings } from "../flow/readings";
import { isSuccess, rowsIn } from "../flow/rows";
import type { State } from "../flow/state";
import { dotted } from "../link/requests";
import type { Frame, View } from "../link/value";
import { children, eachExpression, eachStatement, expressions } from "../walk";
import { alongside, type Carrier, carriersIn, namesBefore, readingOf, requestIdOf } from "./request-id";
import { fix, type Pass, type Rule, requestsOf, textOf } from "./rule";
import { isTest } from "./tests";

export const droppedRequestId: Rule = {
  id: "dropped-request-id",
  summary: "An error is reported or rethrown without the request id that support asks for",
  severity: "off",
  run(pass) {
    // It walks the file once more, so only for those who want to know.
    const severity = pass.environment.settings.rules.get(droppedRequestId.id) ?? droppedRequestId.severity;
    if (severity === "off" || isTest(pass.file.path)) return;
    const told = pass.flow.functions.flatMap((func) => tellingsIn(pass, func));
    if (told.length > 0) look(pass, told);
  },
};

/** A place that makes an error of the project's own, or writes one to the log. */
interface Telling {
  readonly expr: Call | New;
  readonly func: Func;
  readonly throws: boolean;
}

const LOGS = /^(?:.+\.)?(?:console|log|logger)\.(?:error|fatal)$/i;

function tellingsIn({ linker }: Pass, func: Func): readonly Telling[] {
  const found: Telling[] = [];
  eachStatement(func.body, (stmt) => {
    if (stmt.kind === "throw" && stmt.value.kind === "new") found.push({ expr: stmt.value, func, throws: true });
    for (const root of expressions(stmt))
      eachExpression(root, (expr) => {
        if (expr.kind === "call" && LOGS.test(dotted(linker, expr.callee) ?? "")) found.push({ expr, func, throws: false });
      });
  });
  return found;
}

interface Known {
  readonly state: State;
  readonly frame: Frame;
}

function look(pass: Pass, told: readonly Telling[]): void {
  const known = new Map<Expr, Known>();
  const views = new Map<string, View>();
  const { narrower, functions, entries } = pass.flow;
  flowOf(narrower, functions, entries, {
    seen(expr, frame, state) {
      known.set(expr, { state, frame });
      const value = pass.linker.valueOf(expr, frame);
      if (value.kind === "view") views.set(value.subject.id, { ...value, path: [] });
    },
  });
  const carriers = new Map<Provider, readonly Carrier[]>();
  for (const telling of told) {
    const at = known.get(telling.expr);
    const failure = at?.state ? failureAt(pass, telling, at, views) : undefined;
    if (!at || !failure) continue;
    const { provider, ids } = failure;
    if (!carriers.has(provider)) {
      const all = functions.flatMap((func) => carriersIn(pass, func, new Set(ids)));
      // What a success brings carries no error's id.
      carriers.set(
        provider,
        all.filter((c) => c.exact || !isSuccessAt(pass, known.get(c.expr)?.state, c.view)),
      );
    }
    if (carriers.get(provider)?.some((c) => takes(c, telling, failure.origins))) continue;
    report(pass, telling, at, failure);
  }
}

interface Failure {
  readonly provider: Provider;
  readonly ids: readonly EnvelopeField[];
  readonly view: View;
  readonly origins: ReadonlySet<string>;
}

/** The failed request that the place tells of: one that it reads from, or the only one that is known to have failed there. */
function failureAt(pass: Pass, { expr, throws }: Telling, { state, frame }: Known, views: ReadonlyMap<string, View>): Failure | undefined {
  if (/request[-_ ]?id|correlation|trace[-_ ]?id/i.test(textOf(pass, expr.span))) return undefined;
  const read = readIn(pass, expr.args, frame);
  if (!read) return undefined;
  if (read.length > 0) {
    const [first, ...more] = read.map((view) => failed(pass, view, state));
    return first && more.every((f) => f?.provider === first.provider) ? first : undefined;
  }
  if (!throws || !isPlainError(expr) || !state) return undefined;
  const here = [...state.keys()].flatMap((id) => {
    const view = views.get(id);
    return (view && failed(pass, view, state)) ?? [];
  });
  const [only] = here;
  if (!only || here.length > 1) return undefined;
  // `if (res.status === 403) throw new Error("Forbidden")` says in words of its own what happened.
  const { narrower } = pass.flow;
  const readings = viewReadings(narrower, only.view, narrower.cellOf(state, only.view.subject));
  return possibleStatuses(narrower, only.view.subject, readings)?.length === 1 ? undefined : only;
}

/** The outcomes that an error is made of, through names and what they were made of. Undefined where something unknown goes in. */
function readIn(pass: Pass, args: readonly Expr[], frame: Frame): readonly View[] | undefined {
  const found: View[] = [];
  const seen = new Set<Expr>();
  let unknown = false;
  const visit = (expr: Expr): void => {
    if (seen.has(expr)) return;
    seen.add(expr);
    const value = pass.linker.valueOf(expr, frame);
    if (value.kind === "view") {
      found.push(value);
      return;
    }
    if (expr.kind !== "local" || value.kind === "constant") {
      for (const child of children(expr)) visit(child);
      return;
    }
    const binding = pass.linker.bindingOf(expr.binding);
    if (!binding || binding.writes.length > 0 || pass.linker.usesOf(binding.id).memberWrites.has(binding.id)) unknown = true;
    else if (binding.initial) visit(binding.initial);
  };
  for (const arg of args) visit(arg);
  return unknown ? undefined : found;
}

function failed(pass: Pass, view: View, state: State): Failure | undefined {
  const { narrower } = pass.flow;
  const { subject } = view;
  const readings = viewReadings(narrower, { ...view, path: [] }, narrower.cellOf(state, subject));
  const rows = readings.all.flatMap((r) => rowsIn(narrower.tableOf(subject, r.index), r.rows));
  if (readings.silenced || readings.foreign !== "none" || rows.some(isSuccess) || !rows.some((r) => r.status !== undefined))
    return undefined;
  const providers = new Set(readings.all.map((r) => r.member.origin.provider));
  const [id] = providers;
  const provider = providers.size === 1 && id !== undefined ? pass.provider(id) : undefined;
  const ids = provider ? requestIdOf(provider) : [];
  if (!provider || ids.length === 0) return undefined;
  return { provider, ids, view, origins: new Set(readings.all.map((r) => r.member.origin.id)) };
}

function isSuccessAt({ flow }: Pass, state: State, { subject }: View): boolean {
  if (!state) return false;
  const { sets } = flow.narrower.cellOf(state, subject);
  return sets.every((set, i) => rowsIn(flow.narrower.tableOf(subject, i), set).every(isSuccess));
}

const takes = (carrier: Carrier, { expr, func }: Telling, origins: ReadonlySet<string>): boolean =>
  carrier.view.subject.members.some((m) => origins.has(m.origin.id)) &&
  (carrier.func !== func || alongside(func.body, carrier.expr.span, expr.span));

function report(pass: Pass, telling: Telling, { frame }: Known, { provider, ids, view, origins }: Failure): void {
  const [id] = ids;
  const where = id?.in === "header" ? `header '${id.path.join(".")}'` : `'${id?.path.join(".")}' of the body`;
  const edit = including(pass, telling, frame, ids, origins);
  pass.report({
    span: telling.expr.span,
    message: `${provider.name}'s support asks for the request id (${where}): it is not in this error`,
    provider: provider.id,
    fixes: edit ? [fix("Include the request id", [edit], { preferred: true })] : [],
    related: requestsOf(pass, view),
  });
}

/** `"Failed"` becomes `Failed (request ${body.error.request_id})` in backticks. */
function including(
  pass: Pass,
  { expr, func, throws }: Telling,
  frame: Frame,
  ids: readonly EnvelopeField[],
  origins: ReadonlySet<string>,
): Edit | undefined {
  const [first] = expr.args;
  const [origin] = origins;
  const isText = first?.kind === "template" && !first.tag;
  if (!first || !(isText || (throws && isPlainError(expr))) || origin === undefined || origins.size > 1) return undefined;
  const reading = readingOf(pass, ids, namesBefore(func.body, expr.span), frame, origin, textOf(pass, expr.span));
  if (reading === undefined) return undefined;
  const added = ` (request \${${reading}})`;
  if (isText) return { span: { start: first.span.end - 1, end: first.span.end - 1 }, newText: added };
  const text = inTemplate(first, textOf(pass, first.span));
  return text === undefined ? undefined : { span: first.span, newText: `\`${text}${added}\`` };
}

/** What an argument is inside of backticks: a text as it is, a name or a property in a hole. */
function inTemplate(arg: Expr, written: string): string | undefined {
  if (/[`\\\n]/.test(written)) return undefined;
  if (arg.kind === "local" || arg.kind === "member") return `\${${written}}`;
  if (arg.kind !== "literal" || typeof arg.value !== "string") return undefined;
  return written.includes("${") ? undefined : arg.value;
}

const isPlainError = ({ callee }: Call | New): boolean => callee.kind === "global" && callee.name === "Error";
