/** Which calls make requests, with which client, to whom: the start of every attribution. */
import type { Step } from "../contract";
import type { Call, Expr, New } from "../facts";
import type { Span } from "../text";
import { bindFor } from "./binds";
import type { Linker } from "./link";
import { sdkOrigin } from "./sdk";
import { bound, makerOf, type Transport, transportOf, transportOfImport } from "./transports";
import { against, concatenate, hostNames, type Part, pathOf, targets } from "./url";
import { type Client, constant, type Frame, type Origin, UNKNOWN, type Value } from "./value";

/** A client as called: axios itself, or one made by `axios.create`; `method` is what `.get` says. */
interface Called {
  readonly transport: Transport;
  readonly base?: Value;
  readonly method?: string;
  /** The package of an SDK's client. */
  readonly source?: string;
}

/** The origin that a call makes, if it makes a request. `fetch("https://api.acme.dev/x")` does; a `fetch` of the file's own does not. */
export function originOf(linker: Linker, call: Call | New, frame: Frame): Origin | undefined {
  const id = `${call.span.start}@${frame.key}`;
  const name = dotted(linker, call.callee);
  const bind = name === undefined ? undefined : bindFor(linker.units.at(call.span.start), "call", (b) => sameCall(name, b.call));
  if (bind) {
    const step = { text: `the configuration binds calls of ${name} to ${bind.provider}`, span: call.callee.span };
    return { id, span: call.span, made: { call, frame }, transport: bound, provider: bind.provider, evidence: [step] };
  }
  if (call.kind !== "call") return undefined;
  const called = clientOf(linker.valueOf(call.callee, frame), linker, call.callee, frame);
  if (!called) return madeOf(linker, call, frame) ? undefined : sdkOrigin(linker, call, frame);
  const { transport } = called;
  const first = call.args[transport.bodyFirst && sends(called.method) ? 1 : 0];
  const options = optionsOf(linker, call, frame);
  const given = first && !isOptions(linker, first, frame) ? linker.valueOf(first, frame) : options(transport.target ?? "url");
  const route = transport.routes && given ? routeOf(given) : undefined;
  const target = route?.target ?? given;
  let base = called.base;
  for (const key of transport.bases) base = options(key) ?? base;
  const url = against(base, target ?? UNKNOWN);
  const step: Step = { text: `a request of ${transport.name}`, span: call.span };
  const verb = route?.method ?? (called.method || options("method"));
  const method =
    verb === undefined
      ? "GET"
      : verb === "?"
        ? undefined
        : typeof verb === "string"
          ? verb
          : verb.kind === "constant"
            ? String(verb.value).toUpperCase()
            : undefined;
  const owned = called.source === undefined ? undefined : sdkOrigin(linker, call, frame, called.source);
  if (owned) return { ...owned, ...(method === undefined ? {} : { method }) };
  const where = attribute(linker, url, first?.span ?? call.span);
  const path = pathOf(url);
  const known = { ...(method === undefined ? {} : { method }), ...(path === undefined ? {} : { path }) };
  return { id, span: call.span, made: { call, frame }, transport, ...known, ...where, evidence: [step, ...where.evidence] };
}

/** The requests of a client that are made elsewhere: the call that made it stands for them, and says where they go. */
export function standingOrigin(linker: Linker, call: Call | New, frame: Frame): Origin | undefined {
  const client = linker.valueOf(call, frame);
  if (client.kind !== "client" || !client.transport.standing || client.made.call !== call) return undefined;
  const { transport, base } = client;
  const { evidence, ...where } = attribute(linker, base ?? UNKNOWN, call.span);
  const step: Step = { text: `the requests of ${transport.name}`, span: call.span };
  return {
    id: `${call.span.start}@${frame.key}`,
    span: call.span,
    made: { call, frame },
    transport,
    ...where,
    evidence: [step, ...evidence],
  };
}

const sends = (method: string | undefined): boolean => method === "POST" || method === "PUT" || method === "PATCH";

/** `GET /jobs/{id}` */
function routeOf(value: Value): { readonly method: string; readonly target: Value } | undefined {
  const [start, ...rest] = value.kind === "constant" ? [value.value] : value.kind === "text" ? value.parts : [];
  const match = typeof start === "string" ? /^([A-Z]+) +(.*)$/s.exec(start) : undefined;
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { method: match[1], target: concatenate([[[match[2], ...(rest as Part[])]]]) };
}

/** The client that a callee's value is: the global `fetch`, an imported client or one of its methods. */
export function clientOf(value: Value, linker: Linker, callee: Expr, frame: Frame): Called | undefined {
  if (value.kind === "global") {
    const path = /^(?:window|globalThis|self|global)$/.test(value.path[0] ?? "") ? value.path.slice(1) : value.path;
    return path.length === 1 && path[0] === "fetch" ? { transport: transportOf("fetch") } : undefined;
  }
  if (value.kind === "module") return methodOf(importedClient(value.source, value.path));
  if (value.kind === "client" && value.transport.deep) return deepIn(value);
  if (value.kind === "client")
    return { transport: value.transport, method: value.transport.methods.get("") ?? "", ...(value.base ? { base: value.base } : {}) };
  if (value.kind !== "unknown" || callee.kind !== "member" || callee.name === undefined) return undefined;
  const object = linker.valueOf(callee.object, frame);
  if (object.kind !== "client") return undefined;
  const method = object.transport.methods.get(callee.name);
  return method === undefined ? undefined : { transport: object.transport, method, ...(object.base ? { base: object.base } : {}) };
}

/** `client.chat.postMessage(…)`, of a client whose methods stand further in. */
function deepIn({ transport, base, source, path = [] }: Client): Called | undefined {
  for (const [pattern, method] of transport.methods) {
    if (!isAt(pattern.split("."), path)) continue;
    return { transport, method, ...(base ? { base } : {}), ...(source !== undefined && transport.sdk ? { source } : {}) };
  }
  return undefined;
}

/** `*` is one name, `**` any number of them. */
const isAt = ([first, ...more]: readonly string[], path: readonly string[]): boolean => {
  if (first === undefined) return path.length === 0;
  if (first === "**") return path.some((_, i) => isAt(more, path.slice(i)));
  return path.length > 0 && (first === "*" || first === path[0]) && isAt(more, path.slice(1));
};

/** The client that `wretch(url)` or `new WebClient(token)` makes, or the class itself that a static method of it gives back. */
function madeOf(linker: Linker, call: Call | New, frame: Frame): Value | undefined {
  const callee = linker.valueOf(call.callee, frame);
  if (callee.kind !== "module") return undefined;
  const found = makerOf(callee.source, callee.path, call.kind === "new");
  if (found) {
    const { transport, maker } = found;
    const options = optionsOf(linker, call, frame);
    const first = maker.base === undefined ? undefined : call.args[maker.base];
    let base: Value | undefined = first ? linker.valueOf(first, frame) : maker.home === undefined ? undefined : constant(maker.home);
    for (const key of transport.bases) base = options(key) ?? base;
    return { kind: "client", transport, made: { call, frame }, source: callee.source, ...(base ? { base } : {}) };
  }
  const path = callee.path.slice(0, -1);
  const statics = makerOf(callee.source, path, true)?.maker.statics ?? [];
  return call.kind === "call" && statics.includes(callee.path.at(-1) ?? "") ? { ...callee, path } : undefined;
}

/** The configured client that a call makes: `axios.create({ baseURL: "https://…" })`, `api.extend({ prefixUrl })`, `wretch(url)`. */
export function factoryOf(linker: Linker, call: Call | New, frame: Frame): Value | undefined {
  const { callee } = call;
  const made = madeOf(linker, call, frame);
  if (made || call.kind === "new" || callee.kind !== "member" || callee.name === undefined) return made;
  const object = linker.valueOf(callee.object, frame);
  // `client.messages(id)` asks nobody yet.
  const self = linker.valueOf(callee, frame);
  if (self.kind === "client" && self.transport.deep) return self;
  const from = object.kind === "client" ? object : object.kind === "module" ? importedClient(object.source, object.path) : undefined;
  if (!from || ("rest" in from && from.rest.length > 0) || !from.transport.factories.includes(callee.name)) return undefined;
  const options = optionsOf(linker, call, frame);
  let base = object.kind === "client" ? object.base : undefined;
  for (const key of from.transport.bases) base = options(key) ?? base;
  if (from.transport.appends === callee.name && call.args[0]) base = against(base, linker.valueOf(call.args[0], frame));
  return { kind: "client", transport: from.transport, made: { call, frame }, ...(base ? { base } : {}) };
}

export function importedClient(source: string, path: readonly string[]): { transport: Transport; rest: readonly string[] } | undefined {
  const ways = path[0] === "*" ? [path.slice(1), ["default", ...path.slice(1)]] : [path];
  for (const [name, ...rest] of ways) {
    const transport = name === undefined ? undefined : transportOfImport(source, name);
    if (transport) return { transport, rest };
  }
  return undefined;
}

function methodOf(client: { transport: Transport; rest: readonly string[] } | undefined): Called | undefined {
  if (!client) return undefined;
  const [name, ...more] = client.rest;
  if (name === undefined) return { transport: client.transport };
  const method = more.length === 0 ? client.transport.methods.get(name) : undefined;
  return method === undefined ? undefined : { transport: client.transport, method };
}

const isOptions = (linker: Linker, expr: Expr, frame: Frame): boolean => linker.valueOf(expr, frame).kind === "object";

/** Reads an option from the object literals among a call's arguments. */
function optionsOf(linker: Linker, call: Call | New, frame: Frame): (key: string) => Value | undefined {
  const objects = call.args.map((a) => linker.valueOf(a, frame)).filter((v) => v.kind === "object");
  return (key) => {
    for (const object of objects) {
      const entry = object.expr.entries.find((e) => e.key === key);
      if (entry) return linker.valueOf(entry.value, object.frame);
    }
    return undefined;
  };
}

/** Provider by environment variable, host of the configuration, host of the catalog; only when all known alternatives agree. */
function attribute(linker: Linker, url: Value, span: Span): Pick<Origin, "provider" | "host" | "env" | "evidence"> {
  const found = new Map<string, Step>();
  let host: string | undefined;
  let env: string | undefined;
  for (const target of targets(url)) {
    if (target.env !== undefined) {
      const bind = bindFor(linker.units.at(span.start), "env", (b) => b.env === target.env);
      if (bind) found.set(bind.provider, { text: `the configuration binds the variable ${target.env} to ${bind.provider}`, span });
      else env = target.env;
    }
    if (target.host === undefined) continue;
    host = target.host;
    for (const name of hostNames(target.host)) {
      const bind = bindFor(linker.units.at(span.start), "host", (b) => sameHost(b.host, name));
      const provider = bind?.provider ?? linker.environment.catalog.byHost(name);
      const how = bind ? `the configuration binds the host ${name} to ${provider}` : `the host ${name} is ${provider}'s in the catalog`;
      if (provider === undefined) found.set(`host ${name}`, { text: `no provider in the catalog has the host ${name}`, span });
      else found.set(provider, { text: how, span });
    }
  }
  const [only] = found.size === 1 ? [...found] : [];
  const missing = env === undefined ? "the host of the URL is not known" : `the URL begins with the variable ${env}, which nothing binds`;
  const unknown: Step = { text: found.size > 1 ? "the URL can lead to different providers" : missing, span };
  if (found.size === 0) {
    const file = fileProvider(linker, span.start);
    if (file !== undefined)
      return { provider: file, evidence: [{ text: `the configuration says that what this file calls is ${file}`, span }] };
  }
  const known = only && !only[0].startsWith("host ") ? only[0] : undefined;
  return {
    ...(known === undefined ? {} : { provider: known }),
    ...(host === undefined ? {} : { host }),
    ...(env === undefined || known !== undefined ? {} : { env }),
    evidence: [only?.[1] ?? unknown],
  };
}

/** The provider that the configuration gives to a whole file; it fills in where nothing else attributes. */
export const fileProvider = (linker: Linker, place: number): string | undefined => bindFor(linker.units.at(place), "files")?.provider;

const sameHost = (pattern: string, host: string): boolean =>
  pattern.startsWith("*.") ? host.endsWith(pattern.slice(1).toLowerCase()) : pattern.toLowerCase() === host;

/** `api.acme.request` called is bound by "acme.request" and by itself; `request` alone only by "request". */
const sameCall = (written: string, pattern: string): boolean => written === pattern || written.endsWith(`.${pattern}`);

/** A callee as it is written, `this.` left out: `this.acme.request` gives "acme.request". */
export function dotted(linker: Linker, expr: Expr): string | undefined {
  if (expr.kind === "local") return linker.bindingOf(expr.binding)?.name || undefined;
  if (expr.kind === "global") return expr.name;
  if (expr.kind !== "member" || expr.name === undefined) return undefined;
  if (expr.object.kind === "this") return expr.name;
  const object = dotted(linker, expr.object);
  return object === undefined ? undefined : `${object}.${expr.name}`;
}
