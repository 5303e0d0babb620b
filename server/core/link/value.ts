/** What an expression stands for, as far as one file tells: constants, texts, clients, and views of the outcome of a call. */
import type { SettledFile } from "../../../catalog/model/retrier-file";
import type { Step } from "../contract";
import type { ArrayLit, Binding, Call, ClassId, Expr, FuncId, Literal, New, ObjectLit } from "../facts";
import type { Span } from "../text";
import type { Transport } from "./transports";

export type Primitive = string | number | boolean | null | undefined;

export type Value =
  | Constant
  | Text
  | View
  | FunctionValue
  | { readonly kind: "class"; readonly id: ClassId }
  | Instance
  | { readonly kind: "object"; readonly expr: ObjectLit; readonly frame: Frame }
  | { readonly kind: "array"; readonly expr: ArrayLit; readonly frame: Frame }
  /** `new Set([…])` or `new Map([…])` of what `items` is. */
  | { readonly kind: "collection"; readonly of: "Set" | "Map"; readonly items: Value }
  /** A configured HTTP client: `axios.create({ baseURL })`. */
  | Client
  /** A client of an SDK that the catalog knows by its package: `new Stripe(key)`. */
  | { readonly kind: "sdk"; readonly provider: string; readonly source: string }
  /** An imported name and what is read from it: `axios.create` is source "axios", path ["default", "create"]. */
  | { readonly kind: "module"; readonly source: string; readonly path: readonly string[] }
  | Settled
  | Ended
  /** All that a file of the workspace exports, by the base of its facts: `import * as api from "./api"`. */
  | { readonly kind: "namespace"; readonly base: number }
  /** A name nobody declares and what is read from it: `process.env.X` is ["process", "env", "X"]. */
  | { readonly kind: "global"; readonly path: readonly string[] }
  /** Alternatives of which at most one is a view. */
  | { readonly kind: "choice"; readonly values: readonly Value[] }
  /** A lookup that met itself: contributes nothing to a join. */
  | { readonly kind: "never" }
  | { readonly kind: "unknown" };

/** A function, with what is around it where it stands. */
export interface FunctionValue {
  readonly kind: "function";
  readonly id: FuncId;
  readonly frame: Frame;
  /** What `this` is in it: `api` where `api.get` is meant. */
  readonly self?: Instance;
}

/** What `useQuery({ queryFn })` gives: an object that holds what came of a function. */
export interface Settled extends MadeBy {
  readonly kind: "settled";
  readonly func: FunctionValue;
  readonly names: SettledFile;
}

/** What `Promise.allSettled(of)` gives, and where not `all` what one of its promises came to. */
export interface Ended {
  readonly kind: "ended";
  readonly of: Expr;
  readonly frame: Frame;
  readonly all: boolean;
}

/** What `new X(…)` made; without a class of the file it is one of the platform's errors. */
export interface Instance {
  readonly kind: "instance";
  readonly id?: ClassId;
  /** Absent where only its declared type tells. */
  readonly made?: New;
  /** Where it was made, and with which arguments. */
  readonly frame: Frame;
  readonly args: readonly Value[];
  /** Properties put on it afterwards; none of them known where the list is empty. */
  readonly put: ReadonlyMap<string, readonly Place[]>;
}

export interface Client {
  readonly kind: "client";
  readonly transport: Transport;
  readonly base?: Value;
  readonly made: MadeBy;
  /** The package that it is of, where an import made it. */
  readonly source?: string;
  /** What was read of one whose methods stand further in: `chat` of `client.chat.postMessage()`. */
  readonly path?: readonly string[];
}

/** The call that made something, and where it was looked at. */
export interface MadeBy {
  readonly call: Call | New;
  readonly frame: Frame;
}

export interface Place {
  readonly expr: Expr;
  readonly frame: Frame;
}

export interface Constant {
  readonly kind: "constant";
  readonly value: Primitive;
  /** Where it is written; absent for values that nobody wrote as such (enum members by number). */
  readonly literal?: Literal;
}

/** A text of which some parts are known: `${base}/x` with an unknown base is [undefined, "/x"]. `env` names the variable a part comes from. */
export interface Text {
  readonly kind: "text";
  readonly parts: readonly (string | { readonly env?: string } | undefined)[];
}

/** A place in the outcome of a call: the response, its body, a field of it, or the error thrown. */
export interface View {
  readonly kind: "view";
  readonly subject: Subject;
  readonly path: readonly PathStep[];
  /** Constants that can stand there instead: `body.error.code ?? "NONE"` has "NONE". */
  readonly or: readonly Constant[];
}

/** Reading a property (`args` absent) or calling a method: `.headers.get("x")` is two steps. */
export interface PathStep {
  readonly name: string;
  readonly args?: readonly Value[];
}

/** What narrows together. An origin's own subject has that one member; a catch binding has one per call that can fail into it. */
export interface Subject {
  readonly id: string;
  readonly members: readonly Member[];
  /** Errors from elsewhere can be here too: "sync" from plain calls and throws, "async" also from awaited calls (other APIs' errors). */
  readonly foreign: "none" | "sync" | "async";
  /** What code calls an error: a catch binding, a rejection, an error callback's parameter. */
  readonly error: boolean;
  /** Can be assigned anew, so closures do not keep what is known. */
  readonly mutable: boolean;
  /** Other functions assign it: any call can change it, so nothing that is asked of it lasts. */
  readonly shared?: true;
}

export interface Member {
  readonly origin: Origin;
  readonly side: "value" | "error";
  /** How the member's own value leads to the subject's: `[json()]` where a `let` joined two bodies. */
  readonly prefix: readonly PathStep[];
  readonly thrown?: Thrown;
}

/** An error of the project's own that carries something of the outcome: `throw new ApiError(res.status)`. */
export interface Thrown {
  /** What is thrown, and where. */
  readonly site: Expr;
  readonly frame: Frame;
  readonly class?: ClassId;
  /** All that is above the class is known. */
  readonly closed: boolean;
  readonly fields: ReadonlyMap<string, Value>;
  /** The side of the outcome that its fields were read from. */
  readonly from: Member;
}

/** One evaluation of one call that can fail. */
export interface Origin {
  readonly id: string;
  /** The call; absent where the configuration alone says that errors of the file are a provider's. */
  readonly span?: Span;
  /** The same, with where it was looked at. */
  readonly made?: MadeBy;
  readonly transport: Transport;
  /** Provider id, `"none"` where the configuration silences, absent where nothing attributes. */
  readonly provider?: string;
  /** GET where the call does not say; absent where it is computed. */
  readonly method?: string;
  readonly host?: string;
  /** The environment variable that the URL begins with, where nothing binds it. */
  readonly env?: string;
  /** `/v1/jobs/{}`; absent where nothing is known of it. */
  readonly path?: string;
  readonly evidence: readonly Step[];
}

/** A function being looked at: with the arguments of one call, or (`args` absent) as it stands in the text. */
export interface Frame {
  readonly func: FuncId;
  readonly args?: readonly Value[];
  /** The frame of the function around it. */
  readonly outer?: Frame;
  /** What `this` is, where the call says so. */
  readonly self?: Instance;
  /** The call that `args` are of. */
  readonly by?: { readonly call: Expr; readonly frame: Frame };
  readonly key: string;
  readonly depth: number;
  /** What its lookups count for (`Reads`); absent at the top level, where each counts for the part that it stands in. */
  readonly node?: number;
  /** Values of expressions and names looked up in it, and those being looked up now with their depth. */
  readonly memo: Map<Expr | Binding, Value>;
  readonly open: Map<Expr | Binding, number>;
}

const JOINED = "join ";
const OUTCOME = "call ";

/** Whether a subject, by its id, is all that a name can hold that is assigned several times. */
export const isJoined = (id: string): boolean => id.startsWith(JOINED);

/** Whether it is what one request brings. */
export const isOutcome = (id: string): boolean => id.startsWith(OUTCOME);

export const outcomeId = (origin: Origin): string => `${OUTCOME}${origin.id}`;

export const UNKNOWN: Value = { kind: "unknown" };
export const NEVER: Value = { kind: "never" };

export const constant = (value: Primitive, literal?: Literal): Constant =>
  literal === undefined ? { kind: "constant", value } : { kind: "constant", value, literal };

/** `pathKey([{name:"headers"},{name:"get",args:[]}])` is `"headers.get()"`. */
export const pathKey = (path: readonly PathStep[]): string => path.map((s) => (s.args ? `${s.name}()` : s.name)).join(".");

/**
 * All that a place can hold. Views of several calls become one subject that narrows together; constants beside a view stay
 * known as its alternatives; an unknown beside a view makes it foreign.
 */
export function join(values: readonly Value[], key: string, mutable: boolean): Value {
  const all = new Set<Value>();
  for (const value of values) {
    if (value.kind === "choice") for (const each of value.values) all.add(each);
    else if (value.kind !== "never") all.add(value);
  }
  // Functions that hand their parameters round multiply what these can be.
  if (all.size > MOST_ALTERNATIVES) return UNKNOWN;
  const flat = [...all];
  if (flat.length === 0) return values.length === 0 ? UNKNOWN : NEVER;
  const first = flat[0] as Value;
  if (flat.length === 1) return first;
  const views = flat.filter((v) => v.kind === "view");
  if (views.length === 0) return flat.every((v) => sameConstant(v, first)) ? first : { kind: "choice", values: flat };
  const constants = flat.filter((v) => v.kind === "constant");
  const or = [...views.flatMap((v) => v.or), ...constants.filter((c) => c.value !== undefined && c.value !== null)];
  // `body.error ?? {}` holds nothing where there is no error.
  const blank = flat.filter((v) => v.kind === "object" && v.expr.entries.length === 0);
  const elsewhere = flat.length > views.length + constants.length + blank.length;
  const one = views[0] as View;
  const same = views.every((v) => v.subject.id === one.subject.id && pathKey(v.path) === pathKey(one.path));
  if (same && !elsewhere) return { kind: "view", subject: one.subject, path: one.path, or };
  const members = views.flatMap((v) => v.subject.members.map((m) => ({ ...m, prefix: [...m.prefix, ...v.path] })));
  const foreign =
    elsewhere || views.some((v) => v.subject.foreign === "async")
      ? "async"
      : views.some((v) => v.subject.foreign === "sync")
        ? "sync"
        : "none";
  const subject: Subject = { id: `${JOINED}${key}`, members, foreign, error: views.some((v) => v.subject.error), mutable };
  return { kind: "view", subject, path: [], or };
}

/** Nothing is known of it, but that it may be missing: `let client: Client | undefined`. */
export const saysNothing = (value: Value): boolean =>
  value.kind === "unknown" ||
  (value.kind === "choice" && value.values.every((v) => v.kind === "unknown" || (v.kind === "constant" && (v.value ?? null) === null)));

const MOST_ALTERNATIVES = 64;

const sameConstant = (a: Value, b: Value): boolean =>
  a.kind === "constant" && b.kind === "constant" && a.value === b.value && a.literal === b.literal;

export const view = (subject: Subject, path: readonly PathStep[] = []): Value => ({ kind: "view", subject, path, or: [] });

/** The same place, but one that any call can change. */
export function asShared(value: Value, key: string): Value {
  if (value.kind !== "view") return value;
  const { subject, path, or } = value;
  const members = subject.members.map((m) => ({ ...m, prefix: [...m.prefix, ...path] }));
  return { kind: "view", subject: { ...subject, id: `shared ${key}`, members, mutable: true, shared: true }, path: [], or };
}
