/** Names by which a loop knows that it is done: `while (!done) { … done = true; }`. */
import type { BindingId, Expr, Loop } from "../facts";
import type { Linker } from "../link/link";

export interface Flags {
  /** Whether each name is true or false where another pass begins. */
  readonly going: ReadonlyMap<BindingId, boolean>;
  /** What the loop's condition asks besides. */
  readonly rest: readonly Expr[];
}

/** The flags of a loop's condition. Names that other functions assign are none. */
export function flagsOf(linker: Linker, { test }: Loop): Flags {
  const going = new Map<BindingId, boolean>();
  const rest: Expr[] = [];
  const look = (expr: Expr): void => {
    if (expr.kind === "choice" && expr.op === "&&") {
      look(expr.left);
      look(expr.right);
      return;
    }
    const name = expr.kind === "not" ? expr.operand : expr;
    const binding = name.kind === "local" ? linker.bindingOf(name.binding) : undefined;
    if (binding && binding.writes.length > 0 && !linker.usesOf(binding.id).shared.has(binding.id))
      going.set(binding.id, expr.kind !== "not");
    else rest.push(expr);
  };
  if (test) look(test);
  return { going, rest };
}
