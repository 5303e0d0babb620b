/** Calls of packages that the catalog knows as a provider's: `stripe.charges.create(…)`, `prisma.user.findMany()`. */
import type { Step } from "../contract";
import type { Call, Expr, New } from "../facts";
import type { Span } from "../text";
import type { Linker } from "./link";
import { runtime, sdk, type Transport } from "./transports";
import type { Frame, Member, Origin, Value } from "./value";

interface Sdk {
  readonly provider: string;
  readonly source: string;
  /** `source` is a name that needs no import. */
  readonly global?: true;
}

/** `process.kill` of the platform. */
function sdkOfGlobal(linker: Linker, path: readonly string[]): Sdk | undefined {
  const source = path.join(".");
  const provider = linker.environment.catalog.byGlobal(source);
  return provider === undefined ? undefined : { provider, source, global: true };
}

/** The one provider whose package, or module of the platform, an import names. */
export function sdkOfImport(linker: Linker, source: string): Sdk | undefined {
  const { catalog } = linker.environment;
  const [provider, ...others] = catalog.byImport(source);
  return provider === undefined || others.length > 0 ? undefined : { provider, source };
}

/** What `new Stripe(key)` makes. */
export function sdkClient(linker: Linker, made: New, frame: Frame): Value | undefined {
  const callee = linker.valueOf(made.callee, frame);
  const found = callee.kind === "module" ? sdkOfImport(linker, callee.source) : undefined;
  return found && { kind: "sdk", ...found };
}

/** The request that a call of an SDK makes; `source` is the package where that is known already. Building a client makes one too, as far as can be seen here. */
export function sdkOrigin(linker: Linker, call: Call, frame: Frame, source?: string): Origin | undefined {
  const { callee, span } = call;
  if (callee.kind === "member" && /^(?:then|catch|finally)$/.test(callee.name ?? "")) return undefined;
  const found = source === undefined ? sdkOf(linker, callee, frame) : sdkOfImport(linker, source);
  if (!found) return undefined;
  const named = found.global ? found.source : `the package ${found.source}`;
  const evidence: Step[] = [{ text: `a call of ${named}, which is ${found.provider}'s in the catalog`, span }];
  const transport = transportFor(linker, found.provider);
  return { id: `${span.start}@${frame.key}`, span, made: { call, frame }, transport, provider: found.provider, evidence };
}

const transportFor = (linker: Linker, provider: string): Transport =>
  linker.environment.catalog.transports.includes(provider) ? runtime : sdk;

/** The error that `server.on("error", here)` is told of; the server is one of an SDK or of the platform. */
export function eventMember(linker: Linker, emitter: Value, id: string, span: Span): Member | undefined {
  const found = emitterOf(linker, emitter);
  if (!found) return undefined;
  const { provider, source } = found;
  const evidence: Step[] = [{ text: `what emits the error is made by ${source}, which is ${provider}'s in the catalog`, span }];
  return {
    origin: { id: `event ${provider} ${id}`, span, transport: transportFor(linker, provider), provider, evidence },
    side: "error",
    prefix: [],
  };
}

/** What made it, where one thing did: a field can be null before. */
function emitterOf(linker: Linker, emitter: Value): Sdk | undefined {
  if (emitter.kind === "sdk") return emitter;
  if (emitter.kind === "global") return sdkOfGlobal(linker, emitter.path);
  const [only, ...others] = emitter.kind === "choice" ? emitter.values.filter((value) => value.kind !== "constant") : [];
  return only && others.length === 0 ? emitterOf(linker, only) : undefined;
}

function sdkOf(linker: Linker, callee: Expr, frame: Frame): Sdk | undefined {
  const value = linker.valueOf(callee, frame);
  if (value.kind === "module") return sdkOfImport(linker, value.source);
  if (value.kind === "global") return sdkOfGlobal(linker, value.path);
  if (value.kind === "sdk") return value;
  if (value.kind === "choice") return sameSdk(value.values);
  if (value.kind !== "view" || callee.kind !== "member") return undefined;
  // `client.db("x").collection("y").find()`: what an SDK gives is asked on, until data is read off it.
  const { members } = value.subject;
  const [member] = members;
  const isAsked = members.length === 1 && member?.side === "value" && member.origin.transport === sdk && member.prefix.length === 0;
  if (!isAsked || (value.path.length > 1 && OF_DATA.has(value.path.at(-1)?.name ?? ""))) return undefined;
  const { provider } = member.origin;
  return provider === undefined ? undefined : { provider, source: provider };
}

/** `given ?? made()`: one client or another of the same API. */
function sameSdk([first, ...others]: readonly Value[]): Sdk | undefined {
  if (first?.kind !== "sdk") return undefined;
  return others.every((other) => other.kind === "sdk" && other.provider === first.provider) ? first : undefined;
}

/** An error that is known by its class alone: `error instanceof Stripe.errors.StripeError`, `(error: StripeError) => …`. */
export function classMember(linker: Linker, source: string, id: string, span: Span): Member | undefined {
  const found = sdkOfImport(linker, source);
  if (!found) return undefined;
  const evidence: Step[] = [{ text: `the error's class is of the package ${source}, which is ${found.provider}'s in the catalog`, span }];
  const transport = transportFor(linker, found.provider);
  return { origin: { id: `class ${found.provider} ${id}`, transport, provider: found.provider, evidence }, side: "error", prefix: [] };
}

/** The same of a class that needs no import: `NodeJS.ErrnoException`. */
export function globalClassMember(linker: Linker, name: string, id: string, span: Span): Member | undefined {
  const [provider, ...others] = linker.environment.catalog.byClass(name);
  if (provider === undefined || others.length > 0) return undefined;
  const evidence: Step[] = [{ text: `the error's class is ${name}, which is ${provider}'s in the catalog`, span }];
  const transport = transportFor(linker, provider);
  return { origin: { id: `class ${provider} ${id}`, transport, provider, evidence }, side: "error", prefix: [] };
}

/** The package that an expression's class is of. */
export function classSource(linker: Linker, expr: Expr, frame: Frame): string | undefined {
  const value = linker.valueOf(expr, frame);
  const source = value.kind === "module" || value.kind === "sdk" ? value.source : undefined;
  return source !== undefined && sdkOfImport(linker, source) ? source : undefined;
}

/** Methods of plain data: `result.rows.map(…)` asks nobody. */
const OF_DATA = new Set([
  ...Object.getOwnPropertyNames(Array.prototype),
  ...Object.getOwnPropertyNames(String.prototype),
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Map.prototype),
]);
