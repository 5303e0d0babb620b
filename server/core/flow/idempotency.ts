/** Whether a repeated request carries a key by which the server knows it again, and whether each try has the same. */
import type { Call, Expr, Facts, FuncId, ObjectLit } from "../facts";
import type { Linker } from "../link/link";
import { dotted } from "../link/requests";
import type { Transport } from "../link/transports";
import type { Frame } from "../link/value";
import { type Span, within } from "../text";
import { children, eachExpression, eachStatement, expressions } from "../walk";
import type { Retry } from "./retry";

/** `anew`: each try has another. `unknown`: what is sent is not all in sight. */
export interface Key {
  readonly key: "none" | "same" | "anew" | "unknown";
  readonly span?: Span;
}

const NAMES = /idempot/i;
/** By these a server can know a request again, too. */
const WEAKER = /(?:request|transaction|insert|event|message|correlation|reference|external)[-_]?id|client[-_]?(?:token|ref)|dedup|nonce/i;
const RANDOM = /^(?:randomUUID|uuid\w*|v[147]|nanoid|ulid|cuid\d?|createId|randomBytes|now|random|getRandomValues|generate\w*Key)$/i;

export function keyOf(linker: Linker, retry: Retry): Key {
  const made = requestAt(linker, retry.origin.span);
  if (!made) return { key: "unknown" };
  const { call, func } = made;
  const frame = linker.canonical(func);
  const found = call.args.map((arg) => named(linker, arg, frame, NAMES)).find((e) => e !== undefined);
  if (found) return isAnew(linker, retry, found, func) ? { key: "anew", span: found.span } : { key: "same" };
  if (call.args.some((arg) => named(linker, arg, frame, WEAKER))) return { key: "same" };
  // `api.upload({ eventId })`: what the function that makes the request is given for it.
  if (retry.call.args.some((arg) => named(linker, arg, retry.frame, WEAKER))) return { key: "same" };
  return saysElsewhere(linker) || !isInSight(linker, call, retry.origin.transport, frame) ? { key: "unknown" } : { key: "none" };
}

function requestAt(linker: Linker, span: Span | undefined): { readonly call: Call; readonly func: FuncId } | undefined {
  let found: { call: Call; func: FuncId } | undefined;
  if (span) linker.reads.note(linker.reads.at(span.start));
  const { base, functions } = linker.units.at(span?.start ?? 0).facts;
  for (const { id, span: around, body } of functions) {
    if (!span || (id !== base && !within(span, around))) continue;
    eachStatement(body, (stmt) => {
      for (const expr of expressions(stmt))
        eachExpression(expr, (e) => {
          if (e.kind === "call" && e.span.start === span.start && e.span.end === span.end) found = { call: e, func: id };
        });
    });
  }
  return found;
}

/** The value that a name gives: of `{ headers: { "Idempotency-Key": key } }` the `key`. Names of the file are followed. */
function named(linker: Linker, expr: Expr, frame: Frame, names: RegExp): Expr | undefined {
  const seen = new Set<Expr>();
  return look(expr);

  function look(e: Expr): Expr | undefined {
    if (seen.has(e)) return undefined;
    seen.add(e);
    if (e.kind === "object") {
      for (const entry of e.entries) if (entry.key !== undefined && names.test(entry.key)) return entry.value;
      for (const entry of e.entries) if (entry.index && says(entry.index)) return entry.value;
    }
    if (e.kind === "array" && e.items[0] && says(e.items[0])) return e.items[1];
    if (e.kind === "template" && e.parts.some((p) => typeof p === "string" && names.test(p))) return e;
    if (e.kind === "local") {
      const binding = linker.bindingOf(e.binding);
      if (binding && names.test(binding.name)) return e;
      for (const value of [binding?.initial, ...(binding?.writes ?? [])]) {
        const found = value && look(value);
        if (found) return found;
      }
      return undefined;
    }
    if (e.kind === "member" && e.name !== undefined && names.test(e.name)) return e;
    for (const child of children(e)) {
      const found = look(child);
      if (found) return found;
    }
    return undefined;
  }

  function says(e: Expr): boolean {
    const value = linker.valueOf(e, frame);
    return value.kind === "constant" && names.test(String(value.value));
  }
}

/** A random value that is made inside what is repeated. */
function isAnew(linker: Linker, retry: Retry, value: Expr, func: FuncId): boolean {
  const regions = [repeatedSpan(linker, retry), func !== retry.func ? linker.functionOf(func)?.span : undefined].filter(
    (s) => s !== undefined,
  );
  const seen = new Set<Expr>();
  const look = (e: Expr): boolean => {
    if (seen.has(e)) return false;
    seen.add(e);
    if (e.kind === "call" && RANDOM.test(dotted(linker, e.callee)?.split(".").at(-1) ?? ""))
      return regions.some((region) => within(e.span, region));
    if (e.kind === "local") {
      const binding = linker.bindingOf(e.binding);
      return binding?.param === undefined && [binding?.initial, ...(binding?.writes ?? [])].some((v) => v !== undefined && look(v));
    }
    return children(e).some(look);
  };
  return look(value);
}

function repeatedSpan(linker: Linker, { form, loop, func, library, origin }: Retry): Span | undefined {
  if (form === "loop") return loop?.span;
  if (form === "recursion") return linker.functionOf(func)?.span;
  return linker.facts.functions.find((f) => library && within(f.span, library.use.span) && origin.span && within(origin.span, f.span))
    ?.span;
}

/** The file, or one that leads to the request, speaks of such keys at another place: a client, an interceptor, a function that makes headers. */
function saysElsewhere({ units, reads }: Linker): boolean {
  reads.note(reads.module);
  return [units.own, ...units.others].some(({ facts }) => speaks(facts));
}

function speaks(facts: Facts): boolean {
  let says = false;
  const look = (e: Expr): void => {
    if (e.kind === "literal" && typeof e.value === "string" && NAMES.test(e.value)) says = true;
    if (e.kind === "member" && e.name !== undefined && NAMES.test(e.name)) says = true;
    if (e.kind === "object" && e.entries.some((entry) => entry.key !== undefined && NAMES.test(entry.key))) says = true;
    if (e.kind === "member" && e.name === "interceptors") says = true;
  };
  for (const func of facts.functions)
    eachStatement(func.body, (stmt) => {
      for (const expr of expressions(stmt)) eachExpression(expr, look);
    });
  return says || facts.bindings.some((b) => NAMES.test(b.name));
}

/** The headers are all written out: in the options of the call, and in those of its client. */
function isInSight(linker: Linker, call: Call, transport: Transport, frame: Frame): boolean {
  // `request.post(url).set(headers)`
  if (transport.chained) return false;
  const objects = call.args.map((arg) => linker.valueOf(arg, frame)).filter((v) => v.kind === "object");
  const last = call.args.at(-1);
  const bodyIsArgument = transport.bases.includes("baseURL");
  const optionsAt = bodyIsArgument ? 2 : 1;
  if (last && call.args.length > optionsAt && linker.valueOf(last, frame).kind !== "object") return false;
  return objects.every(({ expr, frame: at }) => headersInSight(linker, expr, at, bodyIsArgument)) && clientsInSight(linker, transport);
}

function headersInSight(linker: Linker, options: ObjectLit, frame: Frame, body: boolean): boolean {
  for (const entry of options.entries) {
    if (entry.spread && !body && linker.valueOf(entry.value, frame).kind !== "object") return false;
    if (entry.key !== "headers") continue;
    const headers = linker.valueOf(entry.value, frame);
    if (headers.kind !== "object") return false;
    if (headers.expr.entries.some((e) => e.spread || e.key === undefined)) return false;
  }
  return true;
}

/** `axios.create({ …options })` may bring headers that nobody sees here. */
function clientsInSight(linker: Linker, transport: Transport): boolean {
  let hidden = false;
  for (const func of [linker.units.own, ...linker.units.others].flatMap((unit) => unit.facts.functions)) {
    const frame = linker.canonical(func.id);
    eachStatement(func.body, (stmt) => {
      for (const expr of expressions(stmt))
        eachExpression(expr, (e) => {
          const name = e.kind === "call" && e.callee.kind === "member" ? e.callee.name : undefined;
          if (e.kind !== "call" || name === undefined || !transport.factories.includes(name)) return;
          const made = linker.valueOf(e, frame);
          if (made.kind !== "client") return;
          const options = e.args.map((a) => linker.valueOf(a, frame));
          if (options.some((o) => o.kind !== "object" || !headersInSight(linker, o.expr, o.frame, false))) hidden = true;
        });
    });
  }
  return !hidden;
}
