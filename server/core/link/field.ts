/** What stands at a place in the outcome of a call: the status, the provider's code, its message … or nothing at all. */
import type { Catalog } from "../../../catalog/model/catalog";
import type { EnvelopeField, Provider, Vocabulary } from "../../../catalog/model/types";
import type { Shape, Slot } from "./transports";
import type { Member, PathStep, Primitive, Thrown } from "./value";

export type Field =
  /** `none`: certainly undefined; the platform's own errors have no other fields. */
  | {
      readonly field:
        | "whole"
        | "response"
        | "failure"
        | "status"
        | "status-or-word"
        | "ok"
        | "transport-code"
        | "name"
        | "opaque"
        | "unknown"
        | "part"
        | "none";
    }
  | {
      readonly field: "code";
      readonly provider: Provider;
      readonly vocabulary: Vocabulary;
      readonly path: readonly string[];
      /** On an SDK's own error: it may be there without a response too. */
      readonly own?: true;
    }
  | { readonly field: "message"; readonly provider?: Provider; readonly path?: readonly string[] }
  /** A documented field of the error body without a part of its own here: request id, details, the status in the body. */
  | { readonly field: "documented"; readonly provider: Provider; readonly entry: EnvelopeField }
  | { readonly field: "body"; readonly path: readonly string[] }
  | { readonly field: "header"; readonly name?: string }
  | { readonly field: "headers"; readonly plain: boolean }
  /** The project's own error holds it, whatever the outcome. */
  | { readonly field: "constant"; readonly value: Primitive }
  | Absent;

export interface Absent {
  readonly field: "absent";
  /** `type`: what is above holds no such thing (a string). `missing`: the documents name no such field. `platform`: the client's object has none. */
  readonly because: "type" | "missing" | "platform";
  readonly why: string;
  /** What to read instead, from the object the field was read off: `["code"]`. */
  readonly instead?: string;
  readonly provider?: Provider;
}

const UNKNOWN: Field = { field: "unknown" };

/** Reading a text's own properties is no reading of a field. */
const TEXT_MEMBERS = new Set(["length", "constructor", "[]", ...Object.getOwnPropertyNames(String.prototype)]);
const KEEPS = new Set(["toString()", "trim()", "valueOf()"]);
const RECASTS = new Set([
  "toLowerCase()",
  "toUpperCase()",
  "toLocaleLowerCase()",
  "toLocaleUpperCase()",
  "normalize()",
  "trimStart()",
  "trimEnd()",
]);

/** The field at a path of one member; asks the catalog for the member's provider and says through `need` if it is not loaded. */
export function fieldOf(member: Member, path: readonly PathStep[], catalog: Catalog, need: (id: string) => void): Field {
  if (member.thrown) return ofThrown(member.thrown, [...member.prefix, ...path], catalog, need);
  const steps = [...member.prefix, ...path].map(stepName);
  const { provider: id, transport } = member.origin;
  const known = id === undefined || id === "none" ? undefined : catalog.provider(id);
  if (known === "unloaded" && id !== undefined) need(id);
  const provider = known === "unloaded" ? undefined : known;
  if (transport.id === "sdk" || transport.id === "runtime") {
    const field = provider ? inSdk(steps, member.side, provider) : UNKNOWN;
    return field === UNKNOWN && provider && transport.platformErrors ? { field: "none" } : field;
  }
  if (transport.id === "bound") return provider ? inBound(steps, provider) : UNKNOWN;
  let shape: Shape = member.side === "value" ? transport.value : transport.error;
  let at: Field = { field: "whole" };
  for (const [i, step] of steps.entries()) {
    const slot: Slot | undefined = shape.get(step);
    const rest = steps.slice(i + 1);
    if (!slot) return member.side === "error" && transport.platformErrors && i === 0 && !step.endsWith("()") ? { field: "none" } : UNKNOWN;
    if (slot.slot === "body") return provider ? inBody(rest, provider) : { field: "body", path: rest };
    if (slot.slot === "headers") return header(rest, [...member.prefix, ...path].slice(i + 1), slot.plain);
    if (slot.slot === "absent")
      return rest.length > 0
        ? UNKNOWN
        : { field: "absent", because: "platform", why: slot.why, ...(slot.instead === undefined ? {} : { instead: slot.instead }) };
    if (slot.slot === "part" || slot.slot === "response" || slot.slot === "failure") {
      shape = slot.shape;
      at = { field: slot.slot };
      continue;
    }
    const leaf: Field = { field: slot.slot };
    return leafWith(leaf, rest);
  }
  return at;
}

/** What the project's own error was given of the outcome. */
function ofThrown({ fields }: Thrown, [first, ...rest]: readonly PathStep[], catalog: Catalog, need: (id: string) => void): Field {
  if (!first) return { field: "whole" };
  const value = first.args ? undefined : fields.get(first.name);
  if (first.name === "message" && !first.args) return leafWith({ field: "message" }, rest.map(stepName));
  if (value?.kind === "constant" && rest.length === 0) return { field: "constant", value: value.value };
  const source = value?.kind === "view" && value.or.length === 0 && value.subject.members.length === 1 ? value : undefined;
  const from = source?.subject.members[0];
  return source && from ? fieldOf(from, [...source.path, ...rest], catalog, need) : UNKNOWN;
}

const stepName = (step: PathStep): string => (step.args ? `${step.name}()` : step.name);

/** A leaf under harmless conversions stays itself; a message survives a change of case too. */
function leafWith(leaf: Field, rest: readonly string[]): Field {
  const kept = rest.every((r) => KEEPS.has(r) || (leaf.field === "message" && RECASTS.has(r)));
  return kept ? leaf : UNKNOWN;
}

function header(rest: readonly string[], steps: readonly PathStep[], plain: boolean): Field {
  const [first] = rest;
  if (first === undefined) return { field: "headers", plain };
  const arg = steps[0]?.args?.[0];
  if (first === "get()" || first === "has()")
    return arg?.kind === "constant" && typeof arg.value === "string"
      ? { field: "header", name: arg.value.toLowerCase() }
      : { field: "header" };
  if (plain) return rest.length === 1 ? { field: "header", name: first.toLowerCase() } : UNKNOWN;
  if (/^[A-Z]|-/.test(first) && !first.endsWith("()")) {
    return { field: "absent", because: "platform", why: `a Headers object has no property '${first}'`, instead: `get("${first}")` };
  }
  return UNKNOWN;
}

/** `["error","code"]` in the provider's error body. Bodies of a success are not documented: what is not known stays unknown. */
export function inBody(steps: readonly string[], provider: Provider): Field {
  if (steps.length === 0) return { field: "body", path: [] };
  const plain = steps.findIndex((s) => s.endsWith("()"));
  const names = plain < 0 ? steps : steps.slice(0, plain);
  const rest = plain < 0 ? [] : steps.slice(plain);
  const entries = provider.envelopes.flatMap((e) => e.fields.filter((f) => f.in === "body"));
  const exact = entries.find((f) => same(f.path, names));
  if (exact) return leafWith(roleOf(exact, provider), rest);
  if (rest.length > 0) return UNKNOWN;
  if (entries.some((f) => startsWith(f.path, names))) return { field: "part" };
  const above = entries.find((f) => f.path.length < names.length && startsWith(names, f.path));
  if (above) return below(above, names, provider);
  return missing(names, provider) ?? { field: "body", path: names };
}

/** Reading on below a documented field: of a string there is nothing to read. */
function below(above: EnvelopeField, names: readonly string[], provider: Provider): Field {
  const next = names[above.path.length] as string;
  if (above.type === "object" || above.type === "array" || TEXT_MEMBERS.has(next)) return UNKNOWN;
  if (names.length > above.path.length + 1) return UNKNOWN;
  return {
    field: "absent",
    because: "type",
    why: `'${above.path.join(".")}' is a ${above.type} in ${provider.name}'s error body`,
    provider,
  };
}

/** A name beside documented ones: `error.kind` where the documents have error.code and error.message. */
function missing(names: readonly string[], provider: Provider): Field | undefined {
  const parent = names.slice(0, -1);
  const name = names.at(-1) as string;
  if (parent.length === 0) return undefined;
  const beside = provider.envelopes.map((e) =>
    e.fields.filter((f) => f.in === "body" && f.path.length > parent.length && startsWith(f.path, parent)),
  );
  if (beside.some((fields) => fields.length === 0)) return undefined;
  const code = beside.flat().find((f) => f.role === "code");
  const why = `${provider.name}'s error body has no field '${names.join(".")}'`;
  return {
    field: "absent",
    because: "missing",
    why,
    provider,
    ...(code && name !== code.path.at(-1) ? { instead: code.path.slice(parent.length).join(".") } : {}),
  };
}

function roleOf(entry: EnvelopeField, provider: Provider): Field {
  if (entry.role === "message") return { field: "message", provider, path: entry.path };
  const vocabulary = entry.vocabulary === undefined ? undefined : provider.vocabularies.get(entry.vocabulary);
  if ((entry.role === "code" || entry.role === "type") && vocabulary) return { field: "code", provider, vocabulary, path: entry.path };
  return { field: "documented", provider, entry };
}

const WRAPPERS = new Set(["response", "data", "body", "json()", "cause", "error", "err", "details", "raw"]);

/** Of a bound call only names are known: the longest end of the path that is a documented field counts. */
function inBound(steps: readonly string[], provider: Provider): Field {
  if (steps.length === 0) return { field: "whole" };
  for (let i = 0; i < steps.length; i++) {
    const rest = steps.slice(i);
    const field = inBody(rest, provider);
    if (field.field !== "body" && field.field !== "absent" && field.field !== "unknown") return field;
    if (!WRAPPERS.has(steps[i] as string)) break;
  }
  const [name] = steps.slice(-1);
  if (steps.slice(0, -1).some((s) => !WRAPPERS.has(s))) return UNKNOWN;
  if (name === "status" || name === "statusCode") return { field: "status" };
  if (name === "message") return { field: "message", provider };
  const vocabulary = provider.vocabularies.get("code") ?? [...provider.vocabularies.values()][0];
  if (name === "code" && vocabulary) return { field: "code", provider, vocabulary, path: ["code"] };
  return WRAPPERS.has(name ?? "") ? { field: "part" } : UNKNOWN;
}

/** On what an SDK throws or gives, as the catalog says. */
function inSdk(steps: readonly string[], side: Member["side"], provider: Provider): Field {
  if (steps.length === 0) return { field: "whole" };
  const paths = provider.paths.filter((p) => p.on === (side === "error" ? "thrown" : "result"));
  const exact = paths.find((p) => same(p.path, steps));
  const vocabulary = exact ? provider.vocabularies.get(exact.vocabulary) : undefined;
  if (exact && vocabulary) return { field: "code", provider, vocabulary, path: exact.path, own: true };
  if (paths.some((p) => startsWith(p.path, steps))) return { field: "part" };
  const [first, ...rest] = steps;
  if (side === "error" && first === "message") return leafWith({ field: "message", provider }, rest);
  if (side === "error" && STATUSES.has(first ?? "") && rest.length === 0 && provider.codes.some((c) => c.statuses.length > 0))
    return { field: "status" };
  return UNKNOWN;
}

const STATUSES = new Set(["status", "statusCode", "httpStatusCode"]);

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
const startsWith = (long: readonly string[], start: readonly string[]): boolean =>
  start.length < long.length && start.every((x, i) => x === long[i]);
