/** Going through facts: what an expression or statement is made of, in the order of evaluation. Nested functions are not entered. */
import type { Expr, Stmt } from "./facts";

/** `a.b(c)` has the children `a.b` and `c`. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "template":
      return [...(expr.tag ? [expr.tag] : []), ...expr.parts.filter((p) => typeof p !== "string")];
    case "member":
      return expr.index ? [expr.object, expr.index] : [expr.object];
    case "call":
    case "new":
      return [expr.callee, ...expr.args];
    case "object":
      return expr.entries.flatMap((e) => (e.index ? [e.index, e.value] : [e.value]));
    case "array":
      return expr.items;
    case "choice":
      return expr.test ? [expr.test, expr.left, expr.right] : [expr.left, expr.right];
    case "compare":
      return [expr.left, expr.right];
    case "not":
      return [expr.operand];
    case "operation":
      return expr.operands;
    case "assign":
      return [expr.target, expr.value];
    case "await":
    case "cast":
    case "spread":
      return [expr.value];
    case "item":
      return [expr.of];
    case "unknown":
      return expr.children;
    default:
      return [];
  }
}

/** The expressions a statement evaluates itself, without those of statements inside it. */
export function expressions(stmt: Stmt): readonly Expr[] {
  switch (stmt.kind) {
    case "let":
      return stmt.initial ? [stmt.initial] : [];
    case "eval":
      return [stmt.expr];
    case "branch":
      return [stmt.test];
    case "switch":
      return [stmt.subject, ...stmt.cases.flatMap((c) => (c.test ? [c.test] : []))];
    case "loop":
      return [stmt.over, stmt.test, stmt.update].filter((e) => e !== undefined);
    case "throw":
      return [stmt.value];
    case "return":
      return stmt.value ? [stmt.value] : [];
    default:
      return [];
  }
}

/** The statement lists inside a statement. */
export function blocks(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case "branch":
      return stmt.else ? [stmt.then, stmt.else] : [stmt.then];
    case "switch":
      return stmt.cases.map((c) => c.body);
    case "loop":
      return [stmt.before, stmt.body];
    case "try":
      return [stmt.body, stmt.catch?.body, stmt.finally].filter((b) => b !== undefined);
    case "block":
      return [stmt.body];
    default:
      return [];
  }
}

/** Visits every statement below, outer before inner. */
export function eachStatement(body: readonly Stmt[], visit: (stmt: Stmt) => void): void {
  const rest = [...body].reverse();
  for (let stmt = rest.pop(); stmt; stmt = rest.pop()) {
    visit(stmt);
    for (const block of [...blocks(stmt)].reverse()) for (let i = block.length - 1; i >= 0; i--) rest.push(block[i] as Stmt);
  }
}

/** Visits the expression and all below it, outer before inner. `parent` is absent for the first. */
export function eachExpression(expr: Expr, visit: (expr: Expr, parent: Expr | undefined) => void): void {
  // Two stacks rather than one of pairs: this is the most travelled way of all.
  const rest: Expr[] = [expr];
  const parents: (Expr | undefined)[] = [undefined];
  for (let current = rest.pop(); current; current = rest.pop()) {
    visit(current, parents.pop());
    const before = rest.length;
    pushChildren(current, rest);
    for (let i = rest.length - before; i > 0; i--) parents.push(current);
  }
}

/** Puts the children of an expression on a stack, the first on top. */
function pushChildren(expr: Expr, stack: Expr[]): void {
  switch (expr.kind) {
    // Most expressions by far are of these; of the others the list is made.
    case "literal":
    case "local":
    case "global":
      return;
    case "member":
      if (expr.index) stack.push(expr.index);
      stack.push(expr.object);
      return;
    case "call":
    case "new":
      for (let i = expr.args.length - 1; i >= 0; i--) stack.push(expr.args[i] as Expr);
      stack.push(expr.callee);
      return;
    case "compare":
      stack.push(expr.right, expr.left);
      return;
    default: {
      const below = children(expr);
      for (let i = below.length - 1; i >= 0; i--) stack.push(below[i] as Expr);
    }
  }
}
