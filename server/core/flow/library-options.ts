/**
 * The options that a program gives to a retry library, merged from request, instance and client: `{ retries: 5 }` at the request wins over
 * that of the client. What cannot be seen, as in `{ ...options }`, leaves all that is not given nearer unknown.
 */
import type { OptionValue, Retrier } from "../../../catalog/model/retrier";
import type { UseFile } from "../../../catalog/model/retrier-file";
import type { Expr } from "../facts";
import type { Linker } from "../link/link";
import { retrierFrom } from "../link/retriers";
import type { Frame, Place, Value } from "../link/value";
import { operated } from "./known";
import type { GivenOption } from "./retry";

/** One place with options: the arguments of a call, or an object that stands elsewhere. */
export interface OptionSource {
  readonly use: UseFile;
  /** The arguments; of a request's own options the object that holds them. */
  readonly args: readonly Expr[];
  readonly frame: Frame;
}

export interface Options {
  readonly given: ReadonlyMap<string, GivenOption>;
  readonly values: ReadonlyMap<string, OptionValue>;
}

/** The nearest source first. */
export function optionsOf(linker: Linker, retrier: Retrier, sources: readonly OptionSource[]): Options {
  const given = new Map<string, GivenOption>();
  const values = new Map<string, OptionValue>();
  const known = namesOf(retrier);
  let open = false;
  // `{ attempts: { max: 3 } }`: what is an object there is read by another source.
  const paths = new Set(sources.map(({ use }) => use.options?.path?.[0]));
  for (const source of sources) {
    const read = readSource(linker, source);
    for (const [name, place] of read.places) {
      if (!known.has(name) || values.has(name)) continue;
      if (paths.has(name) && linker.valueOf(place.expr, place.frame).kind === "object") continue;
      const value = open ? UNKNOWN : optionValue(linker, retrier, place.expr, place.frame);
      if (value === undefined) continue;
      values.set(name, value);
      given.set(name, place);
    }
    open ||= read.open;
  }
  if (open) for (const name of known) if (!values.has(name)) values.set(name, UNKNOWN);
  return { given, values };
}

const UNKNOWN: OptionValue = { unknown: true };

/** Names that lead to each other end here. */
const MAX_DEPTH = 16;

const namesOf = ({ options, versions }: Retrier): ReadonlySet<string> =>
  new Set([...options.keys(), ...versions.flatMap((v) => [...v.options.keys()])]);

interface Read {
  readonly places: ReadonlyMap<string, Place>;
  /** Others can be given that cannot be seen. */
  readonly open: boolean;
}

const NOTHING: Read = { places: new Map(), open: false };
const OPEN: Read = { places: new Map(), open: true };

function readSource(linker: Linker, { use, args, frame }: OptionSource): Read {
  const { argument, path = [], positional, names, shorthand } = use.options ?? {};
  if (!use.options) return NOTHING;
  if (args.some((a) => a.kind === "spread")) return OPEN;
  if (positional)
    return { places: new Map(positional.flatMap((name, i) => (args[i] ? [[name, { expr: args[i], frame }]] : []))), open: false };
  if (argument === undefined && use.level === "request" && use.members) return lastObject(linker, args, frame);
  const expr = args[argument ?? 0];
  if (!expr) return NOTHING;
  const at = descend(linker, { expr, frame }, path);
  if (at === "nothing" || at === "open") return at === "open" ? OPEN : NOTHING;
  const value = linker.valueOf(at.expr, at.frame);
  if (value.kind === "object") return named(entriesIn(linker, value), names);
  if (isNothing(value)) return NOTHING;
  if (shorthand !== undefined && value.kind === "constant") return { places: new Map([[shorthand, at]]), open: false };
  return value.kind === "constant" || value.kind === "function" ? NOTHING : OPEN;
}

/** An SDK's call takes its options behind what it sends: `create(params, { maxRetries: 3 })`. */
function lastObject(linker: Linker, args: readonly Expr[], frame: Frame): Read {
  const last = args.at(-1);
  const value = last && linker.valueOf(last, frame);
  return value?.kind === "object" ? entriesIn(linker, value) : NOTHING;
}

/** `{ retry: "enabled" }`: here only these count, under other names. */
function named({ places, open }: Read, names: Readonly<Record<string, string>> | undefined): Read {
  if (!names) return { places, open };
  const renamed = Object.entries(names).flatMap(([key, name]) => {
    const place = places.get(key);
    return place ? [[name, place] as const] : [];
  });
  return { places: new Map(renamed), open };
}

/** The expression at a path of properties: `retry` of `{ retry: { limit: 3 } }`. */
function descend(linker: Linker, from: Place, path: readonly string[]): Place | "nothing" | "open" {
  let at = from;
  for (const name of path) {
    const value = linker.valueOf(at.expr, at.frame);
    if (value.kind !== "object") return isNothing(value) || value.kind === "constant" || value.kind === "text" ? "nothing" : "open";
    const { places, open } = entriesIn(linker, value);
    const next = places.get(name);
    if (!next) return open ? "open" : "nothing";
    at = next;
  }
  return at;
}

/** The entries of an object literal, spread ones too. One before a spread that cannot be seen may be overridden. */
function entriesIn(linker: Linker, { expr, frame }: Extract<Value, { kind: "object" }>, depth = 0): Read {
  if (depth > MAX_DEPTH) return OPEN;
  let places = new Map<string, Place>();
  let open = false;
  for (const { key, spread, value } of expr.entries) {
    if (key !== undefined && !spread) {
      places.set(key, { expr: value, frame });
      continue;
    }
    const inner = spread ? linker.valueOf(value, frame) : undefined;
    if (inner?.kind === "object") {
      const read = entriesIn(linker, inner, depth + 1);
      if (read.open) places = new Map();
      for (const [name, place] of read.places) places.set(name, place);
      open ||= read.open;
    } else if (!inner || !isNothing(inner)) {
      places = new Map();
      open = true;
    }
  }
  return { places, open };
}

const isNothing = (value: Value): boolean => value.kind === "constant" && (value.value === undefined || value.value === null);

/** As the policy reads it; undefined where the value is `undefined`, which is as good as not given. */
function optionValue(linker: Linker, retrier: Retrier, expr: Expr, frame: Frame, depth = 0): OptionValue | undefined {
  if (depth > MAX_DEPTH) return UNKNOWN;
  const value = linker.valueOf(expr, frame);
  switch (value.kind) {
    case "constant":
      return value.value;
    case "function":
      return { function: true };
    case "array":
      return value.expr.items.map((item) =>
        item.kind === "spread" ? UNKNOWN : (optionValue(linker, retrier, item, value.frame, depth + 1) ?? UNKNOWN),
      );
    case "global":
      return /^(?:Number\.POSITIVE_INFINITY|Infinity)$/.test(value.path.join(".")) ? Number.POSITIVE_INFINITY : UNKNOWN;
    case "module":
      return namedOf(linker, retrier, value) ?? UNKNOWN;
    default: {
      const made = callOf(linker, expr);
      const callee = made ? linker.valueOf(made.callee, frame) : undefined;
      if (callee?.kind === "module") return namedOf(linker, retrier, callee) ?? UNKNOWN;
      return arithmetic(linker, expr, frame) ?? UNKNOWN;
    }
  }
}

/** A function that the library exports: `axiosRetry.exponentialDelay`. */
function namedOf(linker: Linker, retrier: Retrier, { source, path }: Extract<Value, { kind: "module" }>): OptionValue | undefined {
  const name = path.at(-1);
  const own = name !== undefined && retrierFrom(linker, source)?.id === retrier.id;
  return own && (retrier.named.has(name) || retrier.versions.some((v) => v.named.has(name))) ? { function: name } : undefined;
}

/** The call that an expression or the one value of a name is: `handleWhen(error => …)`. */
export function callOf(linker: Linker, expr: Expr, depth = 0): Extract<Expr, { kind: "call" }> | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (expr.kind === "call") return expr;
  if (expr.kind === "cast") return callOf(linker, expr.value, depth + 1);
  const binding = expr.kind === "local" ? linker.bindingOf(expr.binding) : undefined;
  return binding?.initial && binding.writes.length === 0 && binding.param === undefined
    ? callOf(linker, binding.initial, depth + 1)
    : undefined;
}

/** `60 * 1000` */
function arithmetic(linker: Linker, expr: Expr, frame: Frame, depth = 0): number | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (expr.kind === "local") {
    const binding = linker.bindingOf(expr.binding);
    const { initial } = binding ?? {};
    return binding?.writes.length === 0 && binding.param === undefined && initial
      ? arithmetic(linker, initial, frame, depth + 1)
      : undefined;
  }
  if (expr.kind !== "operation") {
    const value = linker.valueOf(expr, frame);
    return value.kind === "constant" && typeof value.value === "number" ? value.value : undefined;
  }
  const operands = expr.operands.map((o) => arithmetic(linker, o, frame, depth + 1));
  if (operands.some((o) => o === undefined)) return undefined;
  const result = operated(
    expr.op,
    operands.map((value) => ({ known: "value" as const, value })),
  );
  return result.known === "value" && typeof result.value === "number" ? result.value : undefined;
}
