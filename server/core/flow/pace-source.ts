/** Where the length of a pause comes from: what the server said, or what the program says without looking at it. */
import type { Expr } from "../facts";
import type { Linker } from "../link/link";
import { isPlatform } from "../link/platform";
import type { View } from "../link/value";
import { children } from "../walk";
import { argumentOf, homeOf, type Reached } from "./pace-reach";

/** `header`: a header or field that says how long to wait. `own`: nothing of the outcome but how it ended. */
export type Source = "header" | "own" | "unknown";

/** Names that say it wherever they stand: `retry-after`, `retryAfterMs`, `X-RateLimit-Reset`. */
export const SAYS = /retry[-_ ]?(?:after|in\b|info)|rate[-_ ]?limit[-_ ]?(?:reset|after)|x[-_]reset/i;

/** Names that say it in a response or an error. */
const SAYS_THERE = /retry|rate[-_ ]?limit|reset|wait|delay/i;

/** What tells how the call ended but not how long to wait. */
const ENDS = new Set(["status", "statusCode", "ok", "code", "name", "message", "statusText", "type", "errno", "isAxiosError"]);

export function sourceOf(linker: Linker, expr: Expr, at: Reached, headers: ReadonlySet<string>): Source {
  const seen = new Set<Expr>();
  return look(expr, at);

  function look(e: Expr, place: Reached): Source {
    if (seen.has(e)) return "own";
    seen.add(e);
    if (e.kind === "literal") return "own";
    if (e.kind === "member" && e.name !== undefined && says(e.name)) return "header";
    if (e.kind === "member" && e.object.kind === "this" && e.name !== undefined) return ofField(e.name, e.span.start);
    if (e.kind === "call" || e.kind === "member" || e.kind === "local") {
      const value = linker.valueOf(e, place.frame);
      if (value.kind === "view") {
        const source = ofView(value);
        if (source !== "unknown" || e.kind !== "local") return source;
      }
    }
    switch (e.kind) {
      case "local":
        return named(e, place);
      case "call":
        return called(e, place);
      case "this":
        return "unknown";
      case "function":
        return "unknown";
      default:
        return worst(children(e).map((child) => look(child, place)));
    }
  }

  function named(e: Extract<Expr, { kind: "local" }>, place: Reached): Source {
    const binding = linker.bindingOf(e.binding);
    if (!binding) return "unknown";
    const given = argumentOf(linker, place, e);
    if (given) return worst([look(given.expr, given.in)]);
    const value = linker.valueOf(e, place.frame);
    // The whole response or error as such is no length; what reads it decides.
    if (value.kind === "view" && value.path.length === 0) return "unknown";
    const home = homeOf(place, binding.func) ?? place;
    const sources = [binding.initial, ...binding.writes].filter((x) => x !== undefined).map((x) => look(x, home));
    const source = worst(sources);
    if (source === "own" && says(binding.name) && (binding.param !== undefined || sources.length === 0)) return "header";
    return binding.kind === "catch" ? "unknown" : source;
  }

  function called(e: Extract<Expr, { kind: "call" }>, place: Reached): Source {
    const args = () => worst(e.args.map((a) => look(a, place)));
    const callee = linker.valueOf(e.callee, place.frame);
    if (callee.kind === "function") {
      const inner = linker.enter(
        callee,
        e,
        place.frame,
        e.args.map((a) => linker.valueOf(a, place.frame)),
      );
      if (!inner) return "unknown";
      const body = linker.functionOf(callee.id)?.body ?? [];
      const inside: Reached = { frame: inner, body, beside: [], from: { call: e, in: place } };
      return worst((linker.usesOf(callee.id).returns.get(callee.id) ?? []).flatMap((r) => (r.value ? [look(r.value, inside)] : [])));
    }
    if (callee.kind === "global" && isPlatform(callee.path)) return args();
    if (e.callee.kind === "member") {
      if (e.callee.name !== undefined && says(e.callee.name)) return "header";
      return worst([look(e.callee.object, place), args()]);
    }
    const name =
      callee.kind === "module" ? callee.path.join(".") : e.callee.kind === "local" ? linker.bindingOf(e.callee.binding)?.name : "";
    return says(name ?? "") ? "header" : args();
  }

  function ofView({ path }: View): Source {
    if (path.length === 0) return "unknown";
    const words = path.flatMap((s) => [s.name, ...(s.args ?? []).flatMap((a) => (a.kind === "constant" ? [String(a.value)] : []))]);
    if (words.some((word) => says(word) || SAYS_THERE.test(word))) return "header";
    return ENDS.has(path.at(-1)?.name ?? "") ? "own" : "unknown";
  }

  /** `this.baseDelay` is the program's own if only the constructor sets it. */
  function ofField(name: string, place: number): Source {
    linker.reads.note(linker.reads.module);
    const { facts, uses } = linker.units.at(place);
    const constructors = new Set(facts.classes.flatMap((c) => c.members.flatMap((m) => (m.kind === "constructor" ? [m.func] : []))));
    const writes = [...uses.fieldWrites].flatMap(([key, found]) => (key.endsWith(`.${name}`) ? found : []));
    return writes.every((w) => constructors.has(w.func)) ? "own" : "unknown";
  }

  function says(word: string): boolean {
    return SAYS.test(word) || headers.has(word.toLowerCase());
  }
}

const worst = (sources: readonly Source[]): Source =>
  sources.includes("header") ? "header" : sources.includes("unknown") ? "unknown" : "own";
