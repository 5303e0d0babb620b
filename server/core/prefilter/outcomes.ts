/**
 * Which expressions of a file can hold something of a request's outcome, by the file's own facts: a bound from above of what link finds
 * there, for a fraction of the work. No other file is looked at, so what one gives counts by how it is asked for.
 */
import type { Catalog } from "../../../catalog/model/catalog";
import type { Environment } from "../contract";
import type { Binding, BindingId, Call, Expr, Facts, FuncId, New } from "../facts";
import { isErrorName, isErrorType } from "../link/error-names";
import { isClientSource, slotNames } from "../link/transports";
import { type CallSite, fieldKey, isOfError, usesOf } from "../link/uses";

/**
 * `KNOWN`: an error that is caught here, or what a request made here brings. `GIVEN`: what a function of another file may have read off
 * one. `ASIDE`: what is read of that under a name that no error has.
 */
export type Level = 0 | 1 | 2 | 3;
const ASIDE: Level = 1;
export const GIVEN: Level = 2;
export const KNOWN: Level = 3;

export interface Outcomes {
  level(expr: Expr): Level;
}

export function outcomesOf(facts: Facts, { catalog, settings }: Environment): Outcomes {
  const uses = usesOf(facts);
  const bindings: Level[] = facts.bindings.map(() => 0);
  const functions: Level[] = facts.functions.map(() => 0);
  const methods = methodsOf(facts);
  const names = namesOf(facts);
  const bound = new Set(settings.binds.flatMap((bind) => (bind.kind === "call" ? [bind.call.split(".").at(-1)] : [])));
  const bindingOf = (id: BindingId) => facts.bindings[id - facts.base] as Binding;

  // What a name can hold only grows with what others can: a few rounds until nothing does.
  for (let grown = true; grown; ) {
    grown = false;
    for (const [i, binding] of facts.bindings.entries()) {
      if (bindings[i] === KNOWN) continue;
      const level = levelOfBinding(binding);
      if (level <= (bindings[i] as Level)) continue;
      bindings[i] = level;
      grown = true;
    }
    for (const [id, returns] of uses.returns) {
      const value = highest(returns.map((r) => (r.value ? levelOf(r.value) : 0)));
      if (value <= (functions[id - facts.base] as Level)) continue;
      functions[id - facts.base] = value;
      grown = true;
    }
  }
  const levels = new Map<Expr, Level>();
  return {
    level(expr) {
      const level = levels.get(expr) ?? levelOf(expr);
      levels.set(expr, level);
      return level;
    },
  };

  function levelOfBinding(binding: Binding): Level {
    if (binding.kind === "catch" || uses.catches.has(binding.id)) return KNOWN;
    const given = binding.param === undefined ? 0 : levelOfParam(binding);
    if (given === KNOWN) return KNOWN;
    const put = [...(uses.memberWrites.get(binding.id)?.values() ?? [])].flat().map(({ value }) => value);
    return highest([given, ...[...(binding.initial ? [binding.initial] : []), ...binding.writes, ...put].map(levelOf)]);
  }

  function levelOfParam(binding: Binding): Level {
    if (isErrorName(binding.name) || (binding.type && isErrorType(binding.type)) || isTaken(binding.id)) return KNOWN;
    const handed = uses.handed.get(binding.func);
    if (handed?.key !== undefined) return /^on(?:Error|Failure|Rejected)$/.test(handed.key) ? KNOWN : 0;
    if (handed?.call) return levelOfHanded(handed.call, handed.index);
    return highest(
      callersOf(binding.func).map(({ call, index }) => {
        if (index !== undefined) return levelOfHanded(call, index);
        return highest(call.args.map(levelOf));
      }),
    );
  }

  function isTaken(id: BindingId): boolean {
    return uses.takings.get(id)?.some(isOfError) ?? false;
  }

  function callersOf(func: FuncId): readonly CallSite[] {
    const named = names.get(func);
    if (named !== undefined) return uses.calls.get(named) ?? [];
    const { owner, name = "" } = facts.functions[func - facts.base] ?? {};
    return (owner === undefined ? undefined : uses.methodCalls.get(fieldKey(owner, name))) ?? [];
  }

  /** What `p.then(here)`, `p.catch(here)`, `list.map(here)` and `on("error", here)` give. */
  function levelOfHanded({ callee }: Call | New, index: number): Level {
    if (callee.kind !== "member") return 0;
    if (
      callee.name === "catch" ||
      (callee.name === "then" && index === 1) ||
      (/^(?:on|once|addListener)$/.test(callee.name ?? "") && index === 1)
    )
      return KNOWN;
    return callee.name === "then" ? highest([levelOf(callee.object), GIVEN]) : levelOf(callee.object);
  }

  function levelOf(expr: Expr): Level {
    switch (expr.kind) {
      case "local":
        return bindings[expr.binding - facts.base] ?? 0;
      case "import":
        return isNamedSo(expr.name) ? GIVEN : 0;
      case "member":
        return levelOfMember(expr.object, expr.name);
      case "call":
      case "new":
        return levelOfCall(expr);
      case "await":
        return highest([levelOf(expr.value), isOpen(expr.value) ? GIVEN : 0]);
      case "cast":
      case "assign":
      case "spread":
        return levelOf(expr.value);
      case "choice":
        return highest([levelOf(expr.left), levelOf(expr.right)]);
      case "item":
        return levelOf(expr.of);
      case "template":
        return expr.tag ? 0 : highest(expr.parts.map((part) => (typeof part === "string" ? 0 : levelOf(part))));
      case "operation":
        return expr.op === "+" ? highest(expr.operands.map(levelOf)) : 0;
      case "object":
        return highest(expr.entries.map(({ value }) => levelOf(value)));
      case "array":
        return highest(expr.items.map(levelOf));
      default:
        return 0;
    }
  }

  function levelOfMember(object: Expr, name: string | undefined): Level {
    if (name === "length") return 0;
    const own = name === undefined ? 0 : highest((methods.get(name) ?? []).map((id) => functions[id - facts.base] ?? 0));
    if (object.kind === "this") return own;
    if (object.kind === "import") return highest([own, name !== undefined && isNamedSo(name) ? GIVEN : 0]);
    const level = highest([levelOf(object), name !== undefined && isPartOf(name, object) ? GIVEN : 0]);
    return highest([own, level === GIVEN && name !== undefined && !isField(name) ? ASIDE : level]);
  }

  /** `const { data, error } = useJobs()`: what a function of another file gives at once can have an outcome in it. */
  function isPartOf(name: string, object: Expr): boolean {
    if (name !== "data" && !isNamedSo(name)) return false;
    const made = object.kind === "local" ? bindingOf(object.binding).initial : object;
    return made?.kind === "call" && functionOf(made.callee) === undefined && rootOf(made.callee)?.kind !== "global";
  }

  function isField(name: string): boolean {
    return catalog.fields.has(name) || slotNames.read.has(name) || slotNames.absent.has(name);
  }

  function levelOfCall({ callee, args }: Call | New): Level {
    const given = highest(args.map(levelOf));
    if (given === KNOWN) return KNOWN;
    const name = nameOf(callee);
    if (name === "fetch" || name === "allSettled" || (name !== undefined && bound.has(name))) return KNOWN;
    const source = rootOf(callee);
    if (source?.kind === "import" && isClient(source.source, catalog)) return KNOWN;
    const func = functionOf(callee);
    if (func !== undefined) return highest([given, functions[func - facts.base] ?? 0]);
    if (callee.kind === "member" && /^(?:then|catch|finally)$/.test(callee.name ?? "")) {
      const callbacks = args.flatMap((arg) => functionOf(arg) ?? []).map((id) => functions[id - facts.base] ?? 0);
      return highest([GIVEN, levelOf(callee.object), ...callbacks]);
    }
    const on = callee.kind === "member" ? levelOfMember(callee.object, callee.name) : levelOf(callee);
    return highest([given, on, name !== undefined && isNamedSo(name) ? GIVEN : 0]);
  }

  function nameOf(callee: Expr): string | undefined {
    if (callee.kind === "local") return bindingOf(callee.binding).name;
    return callee.kind === "member" || callee.kind === "global" || callee.kind === "import" ? callee.name : undefined;
  }

  function functionOf(callee: Expr): FuncId | undefined {
    if (callee.kind === "function") return callee.id;
    if (callee.kind !== "local") return undefined;
    const { function: declared, initial, writes } = bindingOf(callee.binding);
    return declared ?? (initial?.kind === "function" && writes.length === 0 ? initial.id : undefined);
  }
}

/** Awaited, it can be what a function of another file gives. */
function isOpen(expr: Expr): boolean {
  if (expr.kind === "cast") return isOpen(expr.value);
  if (expr.kind === "choice") return isOpen(expr.left) || isOpen(expr.right);
  return expr.kind === "call" || expr.kind === "local" || expr.kind === "member";
}

const highest = (levels: readonly Level[]): Level => levels.reduce<Level>((a, b) => (a > b ? a : b), 0);

/** What stands at the left of a chain: `stripe` of `stripe.charges.create`. */
function rootOf(expr: Expr): Expr | undefined {
  if (expr.kind === "member") return rootOf(expr.object);
  return expr.kind === "call" || expr.kind === "new" ? rootOf(expr.callee) : expr;
}

/** `"axios"` makes requests, and so do the package of a provider and what repeats them. */
const isClient = (source: string, catalog: Catalog): boolean =>
  isClientSource(source) ||
  catalog.retrierByImport(source) !== undefined ||
  catalog.byImport(source).some((id) => !catalog.transports.includes(id));

/** `lastError`, `statusOf`: where nothing is awaited, the name alone says what another file gives. Classes and constants are none. */
const isNamedSo = (name: string): boolean => /^[a-z_$]/.test(name) && /err|status|code|respon|reason|message|fail/i.test(name);

/** What a function is called by in its file. */
function namesOf({ functions, bindings, classes }: Facts): ReadonlyMap<FuncId, BindingId> {
  const found = new Map<FuncId, BindingId>();
  for (const { id, initial } of bindings) if (initial?.kind === "function") found.set(initial.id, id);
  for (const { binding, members } of classes)
    for (const { kind, func } of members)
      if (kind === "constructor" && func !== undefined && binding !== undefined) found.set(func, binding);
  for (const { id, binding } of functions) if (binding !== undefined) found.set(id, binding);
  return found;
}

/** Methods and getters of the classes of a file, by name. */
function methodsOf({ classes }: Facts): ReadonlyMap<string, readonly FuncId[]> {
  const found = new Map<string, FuncId[]>();
  for (const { members } of classes)
    for (const { name, func } of members) if (func !== undefined) found.set(name, [...(found.get(name) ?? []), func]);
  return found;
}
