/**
 * From facts to values: what each expression of a file stands for. Lookups are memoised per frame; one that meets itself contributes
 * nothing, and inside an open cycle only the lookup that opened it is kept, so the order of asking cannot show.
 */
import type { Environment } from "../contract";
import type { Binding, BindingId, Class, ClassId, Expr, Facts, Func, FuncId } from "../facts";
import { callValue } from "./calls";
import { importValue } from "./exports";
import { isOwn, type Units, unitsOf } from "./modules";
import { bindingValue } from "./names";
import { itemValue, memberValue } from "./properties";
import { NO_READS, type Reads } from "./reads";
import { concatenate, texts } from "./url";
import type { Uses } from "./uses";
import { constant, type Frame, type FunctionValue, type Instance, join, NEVER, type Subject, UNKNOWN, type Value } from "./value";

export interface Linker {
  /** Of the analysed file. What it imports is reached through values, whose ids lead to the facts of other files. */
  readonly facts: Facts;
  readonly environment: Environment;
  readonly units: Units;
  /** What it depends on that is looked up. */
  readonly reads: Reads;
  functionOf(id: FuncId): Func | undefined;
  bindingOf(id: BindingId): Binding | undefined;
  classOf(id: ClassId): Class | undefined;
  /** What the file that an id is of does with its names. */
  usesOf(id: number): Uses;
  /** The top level of the file that an id or offset is of. */
  top(place: number): Frame;
  /** The frame of a function as it stands in the text, its parameters known only from where it is handed over. */
  canonical(func: FuncId): Frame;
  /** The frame of one call of a function; undefined when calls are nested too deep or in a circle. */
  enter(callee: FunctionValue, call: Expr, caller: Frame, args: readonly Value[]): Frame | undefined;
  valueOf(expr: Expr, frame: Frame): Value;
  bindingValue(binding: BindingId, frame: Frame): Value;
  /** All that a call of the function can return; async functions give what their promise holds. */
  returned(func: FuncId, frame: Frame): Value;
  /** False for an expression of the analysed file that holds nothing of an outcome, as far as is known without looking it up. */
  mayHold(expr: Expr, frame: Frame): boolean;
  /** The one subject of a name, so that everything known of `e` stays together. */
  subject(id: string, make: () => Subject): Subject;
}

/** Whether an expression, as it stands in the text, can hold something of an outcome. */
export type MayHold = (expr: Expr) => boolean;

/** How deep calls are followed. */
export const MAX_DEPTH = 4;
const MAX_LOOKUPS = 400_000;
const MAX_LEVEL = 300;

export function createLinker(facts: Facts, environment: Environment, mayHold: MayHold = () => true, reads: Reads = NO_READS): Linker {
  const units = unitsOf(facts, environment);
  const frames = new Map<FuncId, Frame>();
  const entered = new Map<string, Frame>();
  const subjects = new Map<string, Subject>();
  const tracks = reads !== NO_READS;
  let level = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let lookups = 0;

  const newFrame = (
    func: FuncId,
    outer: Frame | undefined,
    key: string,
    depth: number,
    node: number | undefined,
    args?: readonly Value[],
    self?: Instance,
    by?: Frame["by"],
  ): Frame => ({
    func,
    ...(outer ? { outer } : {}),
    ...(args ? { args } : {}),
    ...(self ? { self } : {}),
    ...(by ? { by } : {}),
    key,
    depth,
    ...(node === undefined ? {} : { node }),
    memo: new Map(),
    open: new Map(),
  });

  const lookUp = (what: Expr | Binding, frame: Frame, compute: () => Value): Value => {
    if (!tracks) return remembered(what, frame, compute);
    const node = frame.node ?? reads.value(what.span.start);
    reads.note(node);
    return frame.memo.get(what) ?? reads.within(node, () => remembered(what, frame, compute));
  };

  const remembered = (what: Expr | Binding, frame: Frame, compute: () => Value): Value => {
    const known = frame.memo.get(what);
    if (known) return known;
    const open = frame.open.get(what);
    if (open !== undefined) {
      lowest = Math.min(lowest, open);
      return NEVER;
    }
    if (++lookups > MAX_LOOKUPS || level > MAX_LEVEL) return UNKNOWN;
    const own = level++;
    const before = lowest;
    lowest = Number.POSITIVE_INFINITY;
    frame.open.set(what, own);
    const value = compute();
    frame.open.delete(what);
    level--;
    const closed = lowest >= own;
    if (closed) frame.memo.set(what, value);
    lowest = closed ? before : Math.min(before, lowest);
    return value;
  };

  const linker: Linker = {
    facts,
    environment,
    units,
    reads,
    functionOf(id) {
      reads.function(id);
      return within(units.at(id).facts, id, (f) => f.functions);
    },
    bindingOf(id) {
      reads.binding(id);
      return within(units.at(id).facts, id, (f) => f.bindings);
    },
    classOf(id) {
      reads.class(id);
      return within(units.at(id).facts, id, (f) => f.classes);
    },
    usesOf: (id) => units.at(id).uses,
    top: (place) => linker.canonical(units.at(place).facts.base),
    canonical(func) {
      const known = frames.get(func);
      if (known) return known;
      const parent = linker.functionOf(func)?.parent;
      const frame = newFrame(
        func,
        parent === undefined ? undefined : linker.canonical(parent),
        isOwn(func) ? "" : `${units.at(func).facts.base}`,
        0,
        // What stands at the top level is of the part that it stands in.
        func === 0 ? undefined : reads.value(units.at(func).facts.functions[func - units.at(func).facts.base]?.span.start ?? 0),
      );
      frames.set(func, frame);
      return frame;
    },
    enter({ id: func, frame: outer, self }, call, caller, args) {
      if (caller.depth >= MAX_DEPTH) return undefined;
      const key = `${call.span.start}:${func}/${caller.key}`;
      const known = entered.get(key);
      if (known) return known;
      if (`/${caller.key}/`.includes(`:${func}/`)) return undefined;
      const node = caller.node ?? reads.value(call.span.start);
      reads.add(node, reads.at(linker.functionOf(func)?.span.start ?? 0));
      const frame = newFrame(func, outer, key, caller.depth + 1, node, args, self, { call, frame: caller });
      entered.set(key, frame);
      return frame;
    },
    valueOf: (expr, frame) => lookUp(expr, frame, () => evaluate(linker, expr, frame)),
    bindingValue(id, frame) {
      const binding = linker.bindingOf(id);
      if (!binding) return UNKNOWN;
      const home = frameOf(linker, binding.func, frame);
      return lookUp(binding, home, () => bindingValue(linker, binding, home));
    },
    returned(func, frame) {
      const values = (linker.usesOf(func).returns.get(func) ?? []).map((r) =>
        r.value ? linker.valueOf(r.value, frame) : constant(undefined),
      );
      return join(values, `return ${func}@${frame.key}`, false);
    },
    // What is handed over in a call says more than the text.
    mayHold: (expr, frame) => frame.depth > 0 || !isOwn(expr.span.start) || mayHold(expr),
    subject(id, make) {
      const known = subjects.get(id);
      if (known) return known;
      const made = make();
      subjects.set(id, made);
      return made;
    },
  };
  return linker;
}

const within = <T>(facts: Facts, id: number, list: (facts: Facts) => readonly T[]): T | undefined => list(facts)[id - facts.base];

/** The frame in which a name lives: of the functions around, the one that declares it. */
export function frameOf(linker: Linker, func: FuncId, frame: Frame): Frame {
  for (let f: Frame | undefined = frame; f; f = f.outer) if (f.func === func) return f;
  return linker.canonical(func);
}

function evaluate(linker: Linker, expr: Expr, frame: Frame): Value {
  switch (expr.kind) {
    case "literal":
      return constant(expr.value, expr);
    case "template":
      return expr.tag ? UNKNOWN : template(linker, expr.parts, frame);
    case "local":
      return linker.bindingValue(expr.binding, frame);
    case "global":
      return { kind: "global", path: [expr.name] };
    case "import":
      return importValue(linker, expr);
    case "member":
      return memberValue(linker, expr, frame);
    case "call":
    case "new":
      return callValue(linker, expr, frame);
    case "object":
      return { kind: "object", expr, frame };
    case "array":
      return { kind: "array", expr, frame };
    case "function":
      return { kind: "function", id: expr.id, frame };
    case "class":
      return { kind: "class", id: expr.id };
    case "choice": {
      if (expr.op === "&&") return linker.valueOf(expr.right, frame);
      const values = [linker.valueOf(expr.left, frame), linker.valueOf(expr.right, frame)];
      return join(values, `${expr.span.start}@${frame.key}`, false);
    }
    case "operation":
      return expr.op === "+" && expr.operands.length === 2 ? template(linker, expr.operands, frame) : UNKNOWN;
    case "assign":
      return expr.op === "=" ? linker.valueOf(expr.value, frame) : UNKNOWN;
    case "await":
    case "cast":
      return linker.valueOf(expr.value, frame);
    case "item":
      return itemValue(linker, linker.valueOf(expr.of, frame), expr.index, expr.rest || expr.keys);
    default:
      return UNKNOWN;
  }
}

/** A text with an error in it reads as the error's message: `${e}` holds e.message. */
function template(linker: Linker, parts: readonly (string | Expr)[], frame: Frame): Value {
  const values = parts.map((p) => (typeof p === "string" ? constant(p) : linker.valueOf(p, frame)));
  const views = values.filter((v) => v.kind === "view");
  const [view] = views;
  if (view && views.length === 1)
    return view.path.length === 0 && view.subject.error
      ? { ...view, path: [{ name: "message" }] }
      : view.path.at(-1)?.name === "message"
        ? view
        : UNKNOWN;
  return concatenate(values.map(texts));
}
