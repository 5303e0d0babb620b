/** What code takes an error for, whoever threw it: `e instanceof StripeError`, `e as NodeJS.ErrnoException`, `isErrno(e)` where a guard says so. */
import type { Binding, Call, Type } from "../facts";
import type { Span } from "../text";
import { isErrorType } from "./error-names";
import type { Linker } from "./link";
import { classMember, classSource, globalClassMember } from "./sdk";
import { isOfError, type Taking } from "./uses";
import type { Frame, Member } from "./value";

/** The providers whose errors a name is asked or declared to be, each once. Guards count for what is an error by its name. */
export function takenFor(linker: Linker, binding: Binding, frame: Frame, error: boolean): readonly Member[] {
  const id = `${binding.id}@${frame.key}`;
  const found = new Map<string | undefined, Member>();
  for (const taking of linker.usesOf(binding.id).takings.get(binding.id) ?? []) {
    const member = error || isOfError(taking) ? memberOf(linker, binding, taking, id, frame) : undefined;
    if (member && !found.has(member.origin.provider)) found.set(member.origin.provider, member);
  }
  return [...found.values()];
}

function memberOf(linker: Linker, binding: Binding, taking: Taking, id: string, frame: Frame): Member | undefined {
  switch (taking.kind) {
    case "compare": {
      if (taking.right.kind === "global") return globalClassMember(linker, taking.right.name, id, taking.span);
      const source = classSource(linker, taking.right, frame);
      return source === undefined ? undefined : classMember(linker, source, id, taking.span);
    }
    case "cast":
      return typeMember(linker, taking.type, id, taking.type.span);
    case "call": {
      const guard = guardOf(linker, taking, binding, frame);
      return guard && typeMember(linker, guard, id, taking.span);
    }
  }
}

/** The type that a function of the project says its argument is: `(e: unknown): e is NodeJS.ErrnoException`. */
function guardOf(linker: Linker, { callee, args }: Call, binding: Binding, frame: Frame): Type | undefined {
  const value = linker.valueOf(callee, frame);
  const guard = value.kind === "function" ? linker.functionOf(value.id)?.guard : undefined;
  const arg = guard && args[guard.param];
  return arg?.kind === "local" && arg.binding === binding.id ? guard?.type : undefined;
}

/** `Stripe.errors.StripeError` of the package, `NodeJS.ErrnoException` of the platform; other types of a package are data. */
export function typeMember(linker: Linker, type: Type, id: string, span: Span): Member | undefined {
  if (type.kind === "union") {
    const [only, ...others] = type.types.filter(({ kind }) => kind === "name");
    return only && others.length === 0 ? typeMember(linker, only, id, span) : undefined;
  }
  if (type.kind !== "name" || isErrorType(type) !== true) return undefined;
  if (type.binding === undefined) {
    if (type.means) return type.means.kind === "name" ? typeMember(linker, type.means, id, span) : undefined;
    return type.path.length > 1 ? globalClassMember(linker, type.path.join("."), id, span) : undefined;
  }
  const source = linker.bindingValue(type.binding, linker.top(type.binding));
  return source.kind === "module" ? classMember(linker, source.source, id, span) : undefined;
}
