/** What `new Promise((resolve, reject) => …)` is told: where its function, or one inside it, calls or hands on one of the two. */
import type { Call, Expr, New } from "../facts";
import type { Linker } from "./link";
import { eventMember } from "./sdk";
import { declaredValue } from "./typed";
import type { CallSite } from "./uses";
import type { Frame, FunctionValue, Member, Place } from "./value";

export interface Told {
  readonly executor: FunctionValue;
  /** `reject(err)`: what it fails with. */
  readonly reasons: readonly Place[];
  /** `resolve(load())` and `load().catch(reject)`: it fails as these do. */
  readonly promises: readonly Place[];
  /** `server.on("error", reject)` */
  readonly events: readonly Member[];
  /** Somebody else can settle it too. */
  readonly open: boolean;
}

/** Undefined for what is no promise, or where its function is not in sight. */
export function toldTo(linker: Linker, made: Call | New, frame: Frame): Told | undefined {
  const { callee, args } = made;
  if (made.kind !== "new" || callee.kind !== "global" || callee.name !== "Promise" || !args[0]) return undefined;
  const executor = linker.valueOf(args[0], frame);
  if (executor.kind !== "function") return undefined;
  const [resolve, reject] = linker.functionOf(executor.id)?.params ?? [];
  const { calls, escaped } = linker.usesOf(executor.id);
  const reasons: Place[] = [];
  const promises: Place[] = [];
  const events: Member[] = [];
  let open = [resolve, reject].some((param) => param && (escaped.has(param.binding) || param.rest));
  const each = (param: typeof resolve, settle: (site: CallSite, at: Frame) => boolean): void => {
    for (const site of (param && calls.get(param.binding)) ?? []) {
      linker.reads.note(linker.reads.at(site.call.span.start));
      if (!settle(site, linker.canonical(site.func))) open = true;
    }
  };
  const told = (into: Place[], expr: Expr | undefined, at: Frame): true => {
    if (expr) into.push({ expr, frame: at });
    return true;
  };
  each(resolve, ({ call, index }, at) => index !== undefined || told(promises, call.args[0], at));
  each(reject, ({ call, index }, at) => {
    if (index === undefined) return told(reasons, call.args[0], at);
    if (call.callee.kind !== "member") return false;
    const { name = "", object } = call.callee;
    if (name === "catch" || (name === "then" && index === 1)) return told(promises, object, at);
    const event = /^(?:on|once|addListener)$/.test(name) && index === 1 ? errorEvent(linker, call, object, at) : undefined;
    if (event) events.push(event);
    return event !== undefined;
  });
  return { executor, reasons, promises, events, open };
}

/** `resolve` and `reject` themselves throw nothing, whoever calls them. */
export function isSettler(linker: Linker, expr: Expr): boolean {
  if (expr.kind !== "local") return false;
  const { param = 2, func = 0 } = linker.bindingOf(expr.binding) ?? {};
  const made = param < 2 ? linker.usesOf(func).handed.get(func)?.call : undefined;
  return made?.kind === "new" && made.callee.kind === "global" && made.callee.name === "Promise";
}

/** What `emitter.on("error", here)` is told, where the emitter is known. */
function errorEvent(linker: Linker, { args: [event], span }: Call | New, emitter: Expr, frame: Frame): Member | undefined {
  if (event?.kind !== "literal" || event.value !== "error") return undefined;
  const id = `${span.start}@${frame.key}`;
  return (
    eventMember(linker, linker.valueOf(emitter, frame), id, span) ?? eventMember(linker, declaredValue(linker, emitter, frame), id, span)
  );
}
