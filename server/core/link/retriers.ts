/** Which calls bring in a retry library, as the uses in `catalog/retriers` describe them. */
import type { Catalog, RetrierEntry } from "../../../catalog/model/catalog";
import type { Retrier } from "../../../catalog/model/retrier";
import type { UseFile } from "../../../catalog/model/retrier-file";
import type { Call, Expr, Facts, New } from "../facts";
import type { Linker } from "./link";
import { fieldKey } from "./uses";
import type { Frame, MadeBy, Value } from "./value";

/** A call that a library describes. All uses that fit are in `uses`: one call can give options in several places. */
export interface RetrierUse extends MadeBy {
  readonly retrier: Retrier;
  readonly uses: readonly [UseFile, ...UseFile[]];
  /** The call that made what this one is called on: of `api.get(url)` the `got.extend(…)`. */
  readonly on?: RetrierUse;
}

/** Names and instances that lead to each other end here. */
const MAX_DEPTH = 16;

/** The retry libraries that a file imports. */
export function retrierEntries(facts: Facts, catalog: Catalog): readonly RetrierEntry[] {
  const found = facts.imports.flatMap((i) => (i.typeOnly ? [] : (catalog.retrierByImport(i.source) ?? [])));
  return [...new Set(found)];
}

const importing = new WeakMap<Facts, boolean>();

function importsAny(linker: Linker, frame: Frame): boolean {
  const { facts } = linker.units.at(frame.func);
  const known = importing.get(facts) ?? retrierEntries(facts, linker.environment.catalog).length > 0;
  importing.set(facts, known);
  return known;
}

export function useOf(linker: Linker, call: Call | New, frame: Frame, depth = 0): RetrierUse | undefined {
  if (!importsAny(linker, frame) || depth > MAX_DEPTH) return undefined;
  const { callee } = call;
  const value = linker.valueOf(callee, frame);
  if (value.kind === "module") return importedUse(linker, call, frame, value);
  const member = callee.kind === "member" ? callee : undefined;
  const self = (value.kind === "client" && !value.path) || !member ? madeBy(linker, callee, frame) : undefined;
  const made = self ?? (member && madeBy(linker, member.object, frame));
  const on = made && made.call !== call ? useOf(linker, made.call, made.frame, depth + 1) : undefined;
  if (!on || on.uses[0].gives === "outcome") return undefined;
  const uses = on.retrier.uses.filter((u) => !u.exports && isCall(u) && fits(u, self || !member ? [] : [member.name ?? ""], call));
  return withUses({ retrier: on.retrier, call, frame, on }, uses);
}

function importedUse(linker: Linker, call: Call | New, frame: Frame, { source, path }: ModuleValue): RetrierUse | undefined {
  const retrier = retrierFrom(linker, source);
  if (!retrier) return undefined;
  // A module that is required stands for its default export, and holds the others.
  const paths = path[0] === "*" ? [["default", ...path.slice(1)], path.slice(1)] : [path];
  const uses = retrier.uses.filter((use) =>
    paths.some(([name, ...members]) => name !== undefined && use.exports?.some((e) => isNamed(e, name)) && fits(use, members, call)),
  );
  return withUses({ retrier, call, frame }, uses);
}

type ModuleValue = Extract<Value, { kind: "module" }>;

/** The library that an import is of, if it is loaded. */
export function retrierFrom({ environment: { catalog } }: Linker, source: string): Retrier | undefined {
  const entry = catalog.retrierByImport(source);
  const retrier = entry && catalog.retrier(entry.id);
  return retrier === "unloaded" ? undefined : retrier;
}

const withUses = (use: Omit<RetrierUse, "uses">, [first, ...more]: readonly UseFile[]): RetrierUse | undefined =>
  first && { ...use, uses: [first, ...more] };

/** `*Client` fits `S3Client`. */
const isNamed = (pattern: string, name: string): boolean => (pattern.startsWith("*") ? name.endsWith(pattern.slice(1)) : pattern === name);

const fits = ({ construct = false, members: known }: UseFile, members: readonly string[], call: Call | New): boolean =>
  construct === (call.kind === "new") &&
  (known ? members.length === 1 && (known.includes("*") || known.includes(members[0] ?? "")) : members.length === 0);

/** Options that are put elsewhere than into a call: into the options of a request, or onto the client. */
export const isCall = ({ options, level, members }: UseFile): boolean =>
  !options || options.argument !== undefined || options.positional !== undefined || level === "client" || members !== undefined;

/** The call that made what an expression stands for: `got.extend(…)` of `api`, by its name or as a field of the class. */
export function madeBy(linker: Linker, expr: Expr, frame: Frame, depth = 0): MadeBy | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const value = linker.valueOf(expr, frame);
  if (value.kind === "client") return value.made;
  // `request.get(url).set("Accept", "*")` is the request still.
  const chained = expr.kind === "call" && expr.callee.kind === "member" && value.kind === "view" ? expr.callee.object : undefined;
  if (chained && linker.valueOf(chained, frame) === value) return madeBy(linker, chained, frame, depth + 1);
  if (expr.kind === "call" || expr.kind === "new") return { call: expr, frame };
  if (expr.kind === "await" || expr.kind === "cast") return madeBy(linker, expr.value, frame, depth + 1);
  if (expr.kind === "local") {
    const binding = linker.bindingOf(expr.binding);
    const initial = binding?.writes.length === 0 && binding.param === undefined ? binding.initial : undefined;
    return binding && initial ? madeBy(linker, initial, linker.canonical(binding.func), depth + 1) : undefined;
  }
  if (expr.kind !== "member" || expr.name === undefined) return undefined;
  if (expr.object.kind === "this") return fieldMade(linker, expr.name, frame, depth + 1);
  // All of an SDK's parts are of the client: `openai.chat.completions`.
  return value.kind === "sdk" ? madeBy(linker, expr.object, frame, depth + 1) : undefined;
}

function fieldMade(linker: Linker, name: string, frame: Frame, depth: number): MadeBy | undefined {
  for (let at: Frame | undefined = frame; at; at = at.outer) {
    const owner = linker.functionOf(at.func)?.owner;
    if (owner === undefined) continue;
    const member = linker.classOf(owner)?.members.find((m) => m.name === name && !m.static);
    const writes = linker.usesOf(owner).fieldWrites.get(fieldKey(owner, name)) ?? [];
    const [write] = writes;
    if (member?.value)
      return writes.length === 0
        ? madeBy(linker, member.value, member.func === undefined ? linker.top(owner) : linker.canonical(member.func), depth)
        : undefined;
    return write && writes.length === 1 ? madeBy(linker, write.value, linker.canonical(write.func), depth) : undefined;
  }
  return undefined;
}

/**
 * Whether a part is among the arguments of a call, or of those that made what it is called on: `retry()` of
 * `api.middlewares([retry()]).get()`.
 */
export function isMadeWith(linker: Linker, { call, frame }: MadeBy, isPart: (expr: Expr, frame: Frame) => boolean, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const { callee, args } = call;
  return [callee.kind === "member" ? callee.object : callee, ...args].some((expr) => holds(expr, frame, depth + 1));

  function holds(expr: Expr, at: Frame, depth: number): boolean {
    if (depth > MAX_DEPTH) return false;
    if (isPart(expr, at)) return true;
    if (expr.kind === "array") return expr.items.some((item) => holds(item, at, depth + 1));
    if (expr.kind === "object") return expr.entries.some((entry) => holds(entry.value, at, depth + 1));
    const made = madeBy(linker, expr, at, depth);
    if (made) return (made.call !== expr && isPart(made.call, made.frame)) || isMadeWith(linker, made, isPart, depth + 1);
    // A list or an object by its name.
    const value = expr.kind === "local" || expr.kind === "member" ? linker.valueOf(expr, at) : undefined;
    return (value?.kind === "array" || value?.kind === "object") && holds(value.expr, value.frame, depth + 1);
  }
}

/** Whether a client repeats as it is: that of `octokit` has the plugin, that of `@octokit/core` only where it is given. */
export function repeatsAlone(linker: Linker, use: RetrierUse): boolean {
  if (use.on) return repeatsAlone(linker, use.on);
  const { retrier, call, frame } = use;
  const [{ alone, plugin }] = use.uses;
  if (plugin === undefined) return true;
  const made = linker.valueOf(call.callee, frame);
  if (made.kind === "module" && alone?.includes(made.source)) return true;
  return isMadeWith(linker, use, (expr, at) => {
    const value = linker.valueOf(expr, at);
    return value.kind === "module" && value.path.at(-1) === plugin && retrierFrom(linker, value.source)?.id === retrier.id;
  });
}

/** What a call of a library repeats: a function or a client that it is given, and that it gives back in its own form. */
export function handedOn(
  linker: Linker,
  call: Call,
  frame: Frame,
): { readonly subject: Expr; readonly gives: UseFile["gives"] } | undefined {
  const use = useOf(linker, call, frame);
  const [first] = use?.uses ?? [];
  if (
    !use ||
    !first ||
    first.repeats === "request" ||
    first.repeats === "part" ||
    (first.repeats === "client" && first.gives === "outcome")
  )
    return undefined;
  const subject = first.subjectNames ? undefined : subjectOf(linker, use);
  return subject && { subject: subject.expr, gives: first.gives };
}

/** The function or client that a call is given to repeat. */
export function subjectOf(
  linker: Linker,
  { uses: [use], call, frame }: RetrierUse,
): { readonly expr: Expr; readonly frame: Frame } | undefined {
  const expr = use.subject === undefined ? undefined : call.args[use.subject];
  if (!expr || !use.subjectNames) return expr && { expr, frame };
  const value = linker.valueOf(expr, frame);
  const entry = value.kind === "object" ? value.expr.entries.find((e) => use.subjectNames?.includes(e.key ?? "")) : undefined;
  return entry && value.kind === "object" ? { expr: entry.value, frame: value.frame } : undefined;
}
