/** Where a request id comes from, what else in a function carries it on, and how to read it where an error is made. */
import type { EnvelopeField, Provider } from "../../../catalog/model/types";
import type { BindingId, Expr, Func, Stmt } from "../facts";
import { type Field, fieldOf } from "../link/field";
import type { Frame, View } from "../link/value";
import { type Span, within } from "../text";
import { blocks, eachExpression, eachStatement, expressions } from "../walk";
import type { Pass } from "./rule";

/** The fields that hold the id; none unless every shape of the provider's errors has one. */
export function requestIdOf(provider: Provider): readonly EnvelopeField[] {
  const ids = provider.envelopes.map((e) => e.fields.filter((f) => f.role === "requestId"));
  const inHeader = ids.flat().some((f) => f.in === "header");
  return inHeader || ids.every((fields) => fields.length > 0) ? ids.flat() : [];
}

/** A place that takes the id, or what holds it, on to somewhere: `log(body)`, `err.id = body.error.request_id`. */
export interface Carrier {
  readonly expr: Expr;
  readonly view: View;
  readonly func: Func;
  /** The id itself; otherwise something around it. */
  readonly exact: boolean;
}

export function carriersIn(pass: Pass, func: Func, ids: ReadonlySet<EnvelopeField>): readonly Carrier[] {
  const frame = pass.linker.canonical(func.id);
  const found: Carrier[] = [];
  eachStatement(func.body, (stmt) => {
    for (const root of expressions(stmt)) {
      eachExpression(root, (expr, parent) => {
        const value = pass.linker.valueOf(expr, frame);
        if (value.kind !== "view" || expr.kind === "await" || expr.kind === "cast") return;
        const fields = value.subject.members.map((m) => fieldOf(m, value.path, pass.environment.catalog, () => {}));
        // What a client gives that throws on a failed status is a success.
        if (value.subject.members.every((m) => m.side === "value" && m.origin.transport.throwsOnStatus)) return;
        if (fields.some((f) => isId(f, ids))) found.push({ expr, view: value, func, exact: true });
        else if (fields.some((f) => isAround(f)) && goesOn(pass, expr, parent, stmt, value, frame))
          found.push({ expr, view: value, func, exact: false });
      });
    }
  });
  return found;
}

function isId(field: Field, ids: ReadonlySet<EnvelopeField>): boolean {
  if (field.field === "documented") return ids.has(field.entry);
  return (
    field.field === "header" &&
    (field.name === undefined || [...ids].some((id) => id.in === "header" && id.path[0]?.toLowerCase() === field.name))
  );
}

const AROUND = new Set<Field["field"]>(["whole", "response", "part", "headers", "unknown"]);
const isAround = (field: Field): boolean => AROUND.has(field.field) || (field.field === "body" && field.path.length === 0);

/** It is thrown, returned, stored or given to a call that is not just another way to read it. */
function goesOn(pass: Pass, expr: Expr, parent: Expr | undefined, stmt: Stmt, view: View, frame: Frame): boolean {
  switch (parent?.kind) {
    case undefined:
      return stmt.kind === "throw" || stmt.kind === "return";
    case "call":
    case "new": {
      if (parent.callee === expr) return false;
      const made = pass.linker.valueOf(parent, frame);
      return made.kind !== "view" || made.subject.id !== view.subject.id;
    }
    case "await":
    case "cast":
      return stmt.kind === "throw" || stmt.kind === "return";
    case "object":
    case "array":
    case "spread":
      return true;
    case "assign":
      return parent.value === expr;
    default:
      return false;
  }
}

interface Step {
  readonly list: readonly Stmt[];
  readonly index: number;
}

/** The statements around a place, the outermost first. */
function pathTo(list: readonly Stmt[], span: Span): readonly Step[] {
  const index = list.findIndex((stmt) => covers(stmt, span));
  const stmt = list[index];
  if (!stmt) return [];
  const inner = blocks(stmt).map((block) => pathTo(block, span));
  return [{ list, index }, ...(inner.find((path) => path.length > 0) ?? [])];
}

/** A destructuring's own span is its pattern; what it takes apart stands behind. */
const covers = (stmt: Stmt, span: Span): boolean =>
  within(span, stmt.span) ||
  expressions(stmt).some((e) => within(span, e.span)) ||
  blocks(stmt).some((block) => block.some((inner) => covers(inner, span)));

const ENDS = new Set<Stmt["kind"]>(["throw", "return", "break", "continue"]);

/** Whether what happens at one place can have happened, or still happens, when control is at the other: not in another branch. */
export function alongside(body: readonly Stmt[], place: Span, other: Span): boolean {
  const [path, here] = [pathTo(body, place), pathTo(body, other)];
  const apart = path.findIndex((step, i) => step.list !== here[i]?.list || step.index !== here[i]?.index);
  const [step, own] = [path[apart], here[apart]];
  if (!step || !own) return true;
  if (step.list !== own.list) {
    const around = path[apart - 1];
    return around?.list[around.index]?.kind === "try";
  }
  return !path.slice(apart + 1).some(({ list }) => ENDS.has((list.at(-1) as Stmt).kind));
}

/** The names that statements before a place give in its own block and those around. */
export function namesBefore(body: readonly Stmt[], span: Span): readonly BindingId[] {
  return pathTo(body, span).flatMap(({ list, index }) => list.slice(0, index).flatMap((s) => (s.kind === "let" ? [s.binding] : [])));
}

/** `body.error.request_id` or `res.headers.get("x-request-id")`, by the names in scope. `text` is the error as it is written. */
export function readingOf(
  pass: Pass,
  ids: readonly EnvelopeField[],
  names: readonly BindingId[],
  frame: Frame,
  origin: string,
  text: string,
): string | undefined {
  for (const id of [...ids].sort((a, b) => (a.in === b.in ? 0 : a.in === "body" ? -1 : 1))) {
    for (const name of names) {
      const binding = pass.linker.bindingOf(name);
      const value = binding?.name ? pass.linker.bindingValue(name, frame) : undefined;
      const [member, ...others] = value?.kind === "view" ? value.subject.members : [];
      if (!binding || value?.kind !== "view" || !member || others.length > 0 || member.side !== "value" || member.origin.id !== origin)
        continue;
      const at = (path: readonly string[]) =>
        fieldOf(member, [...value.path, ...path.map((step) => ({ name: step }))], pass.environment.catalog, () => {});
      if (id.in === "header") {
        const headers = at(["headers"]);
        const [header] = id.path;
        if (value.path.length > 0 || headers.field !== "headers" || header === undefined) continue;
        return `${binding.name}.headers${headers.plain ? `["${header.toLowerCase()}"]` : `.get("${header}")`}`;
      }
      // A type of the author's may not have the field.
      if (binding.type || binding.initial?.kind === "cast") continue;
      const from = id.path.findIndex((_, i) => isId(at(id.path.slice(i)), new Set([id])));
      if (from >= 0) return joined(binding.name, id.path.slice(from), from === 0, text);
    }
  }
  return undefined;
}

/** Below the whole body a part may be missing, unless the error reads it plainly anyway. */
function joined(name: string, path: readonly string[], whole: boolean, text: string): string {
  return path.reduce((sofar, step, i) => {
    const sure = (whole && i === 0) || text.includes(`${sofar}.`);
    return `${sofar}${sure ? "." : "?."}${step}`;
  }, name);
}
