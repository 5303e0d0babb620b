/** Where a file can repeat a request: loops that wait for a call, functions that call themselves, retry libraries. */
import type { Catalog } from "../../../catalog/model/catalog";
import type { Expr, Facts, Func, Loop, Stmt } from "../facts";
import { blocks, eachExpression, eachStatement, expressions } from "../walk";
import { KNOWN, type Outcomes } from "./outcomes";

export function repeatsRequest(facts: Facts, outcomes: Outcomes, catalog: Catalog): boolean {
  if (facts.imports.some(({ source, typeOnly }) => !typeOnly && catalog.retrierByImport(source))) return true;
  return facts.functions.some((func) => callsItself(facts, func) || hasLoop(func.body, outcomes));
}

function hasLoop(body: readonly Stmt[], outcomes: Outcomes): boolean {
  let found = false;
  eachStatement(body, (stmt) => {
    found ||= stmt.kind === "loop" && canLeave(stmt) && requests(stmt.body, outcomes);
  });
  return found;
}

/** A loop over a list that a success does not end goes through the list. */
function canLeave({ over, body }: Loop): boolean {
  let found = over === undefined;
  eachStatement(body, (stmt) => {
    found ||= stmt.kind === "return" || stmt.kind === "break";
  });
  return found;
}

/** A call that is waited for, or one that certainly makes a request, outside of inner loops: those have passes of their own. */
function requests(body: readonly Stmt[], outcomes: Outcomes): boolean {
  return body.some((stmt) => {
    if (stmt.kind === "loop") return false;
    return expressions(stmt).some((root) => waits(root, outcomes)) || blocks(stmt).some((block) => requests(block, outcomes));
  });
}

function waits(root: Expr, { level }: Outcomes): boolean {
  let found = false;
  eachExpression(root, (expr) => {
    found ||= (expr.kind === "await" && holdsCall(expr.value)) || (expr.kind === "call" && (isChain(expr.callee) || level(expr) === KNOWN));
  });
  return found;
}

function holdsCall(root: Expr): boolean {
  let found = false;
  eachExpression(root, (expr) => {
    found ||= expr.kind === "call" || expr.kind === "local";
  });
  return found;
}

const isChain = (callee: Expr): boolean => callee.kind === "member" && (callee.name === "then" || callee.name === "catch");

/** In its callbacks too, and only where it waits or catches: what fails at once is no request. */
function callsItself(facts: Facts, func: Func): boolean {
  const { name } = func;
  if (name === undefined) return false;
  let calls = false;
  let fails = false;
  const look = ({ body }: Func, seen: ReadonlySet<Func>): void => {
    eachStatement(body, (stmt) => {
      fails ||= stmt.kind === "try";
      for (const root of expressions(stmt))
        eachExpression(root, (expr) => {
          fails ||= expr.kind === "await" || (expr.kind === "call" && isChain(expr.callee));
          calls ||= expr.kind === "call" && nameOf(facts, expr.callee) === name;
          const inner = expr.kind === "function" ? facts.functions[expr.id - facts.base] : undefined;
          if (inner && !seen.has(inner)) look(inner, new Set([...seen, inner]));
        });
    });
  };
  look(func, new Set([func]));
  return calls && fails;
}

const nameOf = (facts: Facts, callee: Expr): string | undefined =>
  callee.kind === "local" ? facts.bindings[callee.binding - facts.base]?.name : callee.kind === "member" ? callee.name : undefined;
