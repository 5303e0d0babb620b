/** What a call gives: the outcome of a request, a configured client, a function's result, or a known platform function's. */
import type { Call, Expr, New } from "../facts";
import { endedItem } from "./all-settled";
import { instanceOf, withEntries } from "./errors";
import type { Linker } from "./link";
import { factoryOf, originOf } from "./requests";
import { handedOn } from "./retriers";
import { sdkClient } from "./sdk";
import { settledBy } from "./settled";
import { runtime } from "./transports";
import { typedClient } from "./typed";
import { against, concatenate, texts } from "./url";
import { type Frame, join, NEVER, type Origin, outcomeId, type Subject, saysNothing, UNKNOWN, type Value, type View, view } from "./value";

export function callValue(linker: Linker, call: Call | New, frame: Frame): Value {
  const origin = originOf(linker, call, frame);
  if (origin) return madeByPlatform(linker, origin) ?? view(outcomeOf(linker, origin));
  if (call.kind === "new") return newValue(linker, call, frame);
  const client = factoryOf(linker, call, frame);
  if (client) return client;
  return (
    methodValue(linker, call, frame) ??
    functionValue(linker, call, frame) ??
    retriedValue(linker, call, frame) ??
    platformValue(linker, call, frame)
  );
}

/** `createServer()` makes something whose methods fail as it does; what `readFile()` reads is asked nothing here, `require()` gives anything. */
function madeByPlatform(linker: Linker, { transport, provider, made }: Origin): Value | undefined {
  if (transport !== runtime || provider === undefined) return undefined;
  const global = made && linker.valueOf(made.call.callee, made.frame).kind === "global";
  return global ? UNKNOWN : { kind: "sdk", provider, source: provider };
}

/** `await pRetry(() => fetch(url))` is what the function gives, `fetchRetry(fetch)` is called as `fetch` is. */
function retriedValue(linker: Linker, call: Call, frame: Frame): Value | undefined {
  const settled = settledBy(linker, call, frame);
  if (settled) return settled;
  const handed = handedOn(linker, call, frame);
  if (!handed || handed.gives === "settled") return undefined;
  return handed.gives === "outcome" ? applied(linker, handed.subject, undefined, call, frame) : linker.valueOf(handed.subject, frame);
}

/** The subject of what a request brings. */
export const outcomeOf = (linker: Linker, origin: Origin): Subject =>
  linker.subject(outcomeId(origin), () => ({
    id: outcomeId(origin),
    members: [{ origin, side: "value", prefix: [] }],
    foreign: "none",
    error: false,
    mutable: false,
  }));

/** Methods of views and promises: `res.json()`, `p.then(f)`, `message.toLowerCase()`. */
function methodValue(linker: Linker, call: Call, frame: Frame): Value | undefined {
  const { callee } = call;
  if (callee.kind !== "member" || callee.name === undefined) return undefined;
  const object = linker.valueOf(callee.object, frame);
  const key = `${call.span.start}@${frame.key}`;
  if (callee.name === "then" && call.args[0]) return join([applied(linker, call.args[0], [object], call, frame)], key, false);
  if (callee.name === "catch" && object.kind !== "unknown") {
    return join([object, call.args[0] ? applied(linker, call.args[0], undefined, call, frame) : UNKNOWN], key, false);
  }
  if (callee.name === "finally") return object;
  if (object.kind === "ended" && (callee.name === "filter" || callee.name === "find"))
    return callee.name === "find" ? endedItem(object, undefined) : object;
  if (object.kind === "view") {
    if (callee.name === "clone" || isChained(object, callee.name)) return object;
    if (object.path.length === 0 && object.subject.error && callee.name === "toString") return view(object.subject, [{ name: "message" }]);
    const args = call.args.map((a) => linker.valueOf(a, frame));
    return { kind: "view", subject: object.subject, path: [...object.path, { name: callee.name, args }], or: object.or };
  }
  if (
    /^(?:toString|trim|trimEnd|replace|replaceAll|toLowerCase)$/.test(callee.name) &&
    (object.kind === "text" || object.kind === "constant" || object.kind === "choice")
  ) {
    return callee.name === "toString" ? object : { kind: "choice", values: texts(object).map((parts) => ({ kind: "text", parts })) };
  }
  if (callee.name === "concat" && object.kind === "constant")
    return concatenate([texts(object), ...call.args.map((a) => texts(linker.valueOf(a, frame)))]);
  return undefined;
}

/** `superagent.get(url).set("Accept", "*")` is the request still. */
const isChained = ({ subject: { members }, path }: View, name: string): boolean =>
  path.length === 0 && members.length === 1 && members[0]?.origin.transport.chained?.has(name) === true;

/** The result of a callback; without arguments given it is looked at where it stands. */
function applied(linker: Linker, callback: Expr, args: readonly Value[] | undefined, call: Call, frame: Frame): Value {
  const value = linker.valueOf(callback, frame);
  if (value.kind !== "function") return UNKNOWN;
  const handed = callback.kind === "function" && frame.args === undefined && frame.depth === 0;
  const inner = handed ? linker.canonical(value.id) : linker.enter(value, call, frame, args ?? [UNKNOWN]);
  return inner ? linker.returned(value.id, inner) : UNKNOWN;
}

function functionValue(linker: Linker, call: Call, frame: Frame): Value | undefined {
  const callee = linker.valueOf(call.callee, frame);
  if (callee.kind !== "function") return undefined;
  const func = linker.functionOf(callee.id);
  const spread = call.args.findIndex((a) => a.kind === "spread");
  // `hasCode(e, ...CODES)`: what is spread goes where the function gathers it.
  if (!func || func.generator || (spread >= 0 && func.params[spread]?.rest !== true)) return UNKNOWN;
  const inner = linker.enter(
    callee,
    call,
    frame,
    call.args.map((a) => linker.valueOf(a, frame)),
  );
  const given = inner ? linker.returned(callee.id, inner) : UNKNOWN;
  const declared = func.returns && saysNothing(given) ? typedClient(linker, func.returns) : UNKNOWN;
  return declared.kind === "unknown" ? given : declared;
}

function newValue(linker: Linker, call: New, frame: Frame): Value {
  const callee = linker.valueOf(call.callee, frame);
  const args = call.args.map((a) => linker.valueOf(a, frame));
  const instance = instanceOf(linker, call, frame);
  if (instance) return instance;
  const client = factoryOf(linker, call, frame) ?? sdkClient(linker, call, frame);
  if (client) return client;
  if (callee.kind !== "global" || callee.path.length !== 1) return UNKNOWN;
  const [first, second] = args;
  switch (callee.path[0]) {
    case "URL":
      return first ? against(second, first) : UNKNOWN;
    case "Request":
      return first ?? UNKNOWN;
    case "Set":
    case "Map":
      return first ? { kind: "collection", of: callee.path[0], items: first } : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** `JSON.parse(body)` is the body, `String(e)` its message, `Object.freeze(x)` x, `Promise.all([…])` the list. */
function platformValue(linker: Linker, call: Call, frame: Frame): Value {
  const callee = linker.valueOf(call.callee, frame);
  const first = call.args[0] ? linker.valueOf(call.args[0], frame) : UNKNOWN;
  if (callee.kind !== "global") return UNKNOWN;
  switch (callee.path.join(".")) {
    case "JSON.parse":
    case "structuredClone":
    case "Object.freeze":
    case "Promise.resolve":
    case "Promise.all":
      return first;
    case "Promise.allSettled":
      return call.args[0] ? { kind: "ended", of: call.args[0], frame, all: true } : UNKNOWN;
    case "Object.assign": {
      const [, entries, ...more] = call.args;
      if (first.kind !== "instance" || !entries || more.length > 0) return UNKNOWN;
      return withEntries(first, linker.valueOf(entries, frame));
    }
    case "Promise.reject":
      return NEVER;
    case "String":
      return first.kind === "view" && first.path.length === 0 && first.subject.error
        ? view(first.subject, [{ name: "message" }])
        : first.kind === "view" || first.kind === "constant"
          ? first
          : UNKNOWN;
    case "Deno.env.get":
      return first.kind === "constant" ? { kind: "global", path: ["Deno", "env", "get()", String(first.value)] } : UNKNOWN;
    default:
      return UNKNOWN;
  }
}
