/** What a file does with the response of each call: whether anything asks how it went, and which of its data is read. */
import type { Expr, Func, FuncId, Member as MemberExpr, Stmt } from "../facts";
import { fieldOf } from "../link/field";
import type { Linker } from "../link/link";
import { isOwn } from "../link/modules";
import type { Frame, Origin, View } from "../link/value";
import { eachExpression, eachStatement, expressions } from "../walk";

/** `const body = await res.json(); body.items` reads the data `items` of a response whose name is `res`. */
export interface Use {
  readonly origin: Origin;
  /** Status, headers or the error's part of the body are looked at, or it goes where nobody here can see what is looked at. */
  asked: boolean;
  /** Reads of what no error's body has, in the order of the text. */
  readonly data: DataRead[];
  /** Where the body is read off a response that has a name: `res.json()`. */
  readonly bodies: NamedBody[];
}

export interface DataRead {
  readonly expr: MemberExpr;
  readonly path: readonly string[];
}

export interface NamedBody {
  readonly expr: Expr;
  readonly response: string;
  readonly func: FuncId;
}

/** The responses that some functions see. Nothing is asked of the order: a look at `ok` further down is a look at `ok`. */
export function responsesOf(linker: Linker, functions: readonly Func[], need: (provider: string) => void): readonly Use[] {
  const uses = new Map<string, Use>();
  for (const func of functions) {
    const frame = linker.canonical(func.id);
    eachStatement(func.body, (stmt) => {
      for (const root of expressions(stmt)) look(linker, need, uses, func, stmt, root, frame);
    });
  }
  for (const use of uses.values()) use.data.sort((a, b) => a.expr.span.start - b.expr.span.start || a.expr.span.end - b.expr.span.end);
  return [...uses.values()];
}

function look(
  linker: Linker,
  need: (provider: string) => void,
  uses: Map<string, Use>,
  func: Func,
  stmt: Stmt,
  root: Expr,
  frame: Frame,
): void {
  const parents = new Map<Expr, Expr>();
  eachExpression(root, (expr, parent) => {
    if (parent) parents.set(expr, parent);
    if (expr.kind !== "member" && expr.kind !== "local" && expr.kind !== "call" && expr.kind !== "choice") return;
    // Of `res.json()` the call is looked at, not the method.
    if (parent?.kind === "call" && parent.callee === expr) return;
    if (!linker.mayHold(expr, frame)) return;
    const value = linker.valueOf(expr, frame);
    if (value.kind !== "view") return;
    const around = parentOf(expr, parents);
    for (const member of value.subject.members) {
      if (member.side !== "value" || member.origin.transport.throwsOnStatus) continue;
      // Another file that makes the request may have asked already.
      if (!isOwn(member.origin.span?.start ?? 0)) continue;
      // A helper's call is one in the text, whoever calls the helper: what it looks at, it looks at for all of them.
      const key = String(member.origin.span?.start ?? member.origin.id);
      const use = uses.get(key) ?? { origin: member.origin, asked: false, data: [], bodies: [] };
      uses.set(key, use);
      const field = fieldOf(member, value.path, linker.environment.catalog, need);
      if ([...member.prefix, ...value.path].some((step) => step.name === "text")) {
        // A text may be a page or a list of lines; what is read of it is no field.
        use.asked = true;
      } else if (field.field === "body" && field.path.length > 0) {
        if (expr.kind === "member") use.data.push({ expr, path: field.path });
        if (isQuestion(expr, around, stmt)) use.asked = true;
      } else if (field.field === "whole" || field.field === "body") {
        if (!goesOn(linker, expr, around, stmt, func)) use.asked = true;
        const response = field.field === "body" ? nameBefore(linker, expr, frame) : undefined;
        if (response !== undefined) use.bodies.push({ expr, response, func: func.id });
      } else if (field.field !== "unknown" || !readsOnFromData(linker, need, expr, frame)) use.asked = true;
    }
  });
}

/** The expression around, without `await` and casts. */
function parentOf(expr: Expr, parents: ReadonlyMap<Expr, Expr>): { readonly child: Expr; readonly parent?: Expr } {
  let child = expr;
  for (let parent = parents.get(child); parent; parent = parents.get(child)) {
    if (parent.kind !== "await" && parent.kind !== "cast") return { child, parent };
    child = parent;
  }
  return { child };
}

type Around = ReturnType<typeof parentOf>;

/** The response or its whole body stays in sight: it is given a name, something is read off it, or a `then` hands it on. */
function goesOn(linker: Linker, expr: Expr, { child, parent }: Around, stmt: Stmt, func: Func): boolean {
  if (expr.kind === "choice") return true;
  if (!parent) {
    if (stmt.kind === "let" || stmt.kind === "eval") return true;
    const to = linker.usesOf(func.id).handed.get(func.id)?.call?.callee;
    return stmt.kind === "return" && to?.kind === "member" && to.name === "then";
  }
  if (parent.kind === "member") return parent.object === child && !parent.optional;
  if (parent.kind === "call") return parent.callee === child;
  return parent.kind === "assign" && parent.op === "=" && (parent.target === child || parent.target.kind === "local");
}

/** `if (body.items)`, `body.items ?? []`, `body.items?.length`: whoever asks whether it is there expects that it may not be. */
function isQuestion(expr: Expr, { child, parent }: Around, stmt: Stmt): boolean {
  if (expr.kind === "member" && expr.optional) return true;
  if (!parent) return stmt.kind === "branch" || stmt.kind === "switch" || (stmt.kind === "loop" && stmt.test === child);
  if (parent.kind === "member") return parent.optional && parent.object === child;
  if (parent.kind === "choice") return parent.left === child ? parent.op !== "?:" : parent.test === child;
  if (parent.kind === "call") return parent.callee !== child && isGuard(parent.callee);
  return parent.kind === "not" || parent.kind === "compare" || parent.kind === "operation";
}

/** `Array.isArray(body.items)`, `assert(body.items)`. */
const isGuard = (callee: Expr): boolean =>
  /^(?:isArray|assert|ok|invariant|Boolean|is[A-Z]\w*|parse|safeParse|validate)$/.test(
    callee.kind === "member" ? (callee.name ?? "") : callee.kind === "global" ? callee.name : "",
  );

/** `body.items.map(…)`: what comes of data is data. */
function readsOnFromData(linker: Linker, need: (provider: string) => void, expr: Expr, frame: Frame): boolean {
  let at: Expr = expr;
  while (at.kind === "call" || at.kind === "member") {
    at = at.kind === "call" ? at.callee : at.object;
    const value = linker.valueOf(at, frame);
    if (value.kind === "view" && isData(linker, need, value)) return true;
  }
  return false;
}

const isData = (linker: Linker, need: (provider: string) => void, { subject, path }: View): boolean =>
  subject.members.every((m) => {
    const field = fieldOf(m, path, linker.environment.catalog, need);
    return field.field === "body" && field.path.length > 0;
  });

/** `res` of `res.json()`. */
function nameBefore(linker: Linker, expr: Expr, frame: Frame): string | undefined {
  if (expr.kind !== "call" || expr.callee.kind !== "member" || expr.callee.object.kind !== "local") return undefined;
  const whole = linker.valueOf(expr.callee.object, frame);
  if (whole.kind !== "view" || whole.path.length > 0) return undefined;
  const binding = linker.bindingOf(expr.callee.object.binding);
  return binding && binding.func === frame.func && binding.name !== "" ? binding.name : undefined;
}
