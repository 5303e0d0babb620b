/**
 * What retry libraries do: `policyOf(got, "14.6.6", new Map([["limit", 5]]))` is the policy of `got(url, { retry: { limit: 5 } })`, that is
 * six attempts for 408, 413, 429 and so on. Everything that a library does stands in its file in `catalog/retriers`.
 */
import { globMatches } from "./glob";
import { type Draft, draftOf, given, patch, unknownOption } from "./retrier-draft";
import type {
  DecisionFile,
  NamedFile,
  OptionFile,
  PolicyFile,
  RetrierFile,
  RetryAfterFile,
  StopFile,
  UseFile,
  WaitFile,
} from "./retrier-file";
import { FAILURES, includes, rangesOf, type StatusRange } from "./status-ranges";
import { satisfies, versionIn } from "./version";

export interface Retrier {
  readonly id: string;
  readonly name: string;
  /** Packages whose version counts, the first that is there. */
  readonly packages: readonly string[];
  /** What an import says; `*` stands for anything. */
  readonly imports: readonly string[];
  readonly range: string;
  readonly sees: "responses" | "errors";
  readonly uses: readonly UseFile[];
  readonly needs: readonly string[];
  readonly defaults: PolicyFile;
  readonly options: ReadonlyMap<string, OptionFile>;
  readonly named: ReadonlyMap<string, NamedFile>;
  readonly stops: readonly StopFile[];
  readonly versions: readonly Version[];
  readonly notes: readonly string[];
}

export interface Version {
  readonly range: string;
  readonly defaults: PolicyFile;
  /** `null`: the option was not there. */
  readonly options: ReadonlyMap<string, OptionFile | null>;
  readonly named: ReadonlyMap<string, NamedFile>;
}

/** A value in the program's options: a literal, a list of them, a function (by name if the library exports it), or what is not known. */
export type OptionValue = number | string | boolean | null | readonly OptionValue[] | OptionFunction | UnknownOption;
export interface OptionFunction {
  readonly function: string | true;
}
export interface UnknownOption {
  readonly unknown: true;
}

/** A function of the program that has a say in what is repeated. */
export interface Decision extends DecisionFile {
  readonly option: string;
  /** Where the function of the program is an argument of the library's own: `handleWhen(error => …)`. */
  readonly inner?: number;
  /** The statuses that it is asked about. */
  readonly within: readonly StatusRange[];
  /** For `overrides`: the statuses that are repeated where it says neither yes nor no. */
  readonly otherwise: readonly StatusRange[];
}

export interface Wait extends Omit<WaitFile, "kind"> {
  readonly kind: WaitFile["kind"] | "unknown";
}

export interface RetryAfter extends Omit<RetryAfterFile, "statuses"> {
  readonly statuses: readonly StatusRange[];
}

/** What a call does after a failure. `unknown`: an option that is not a literal decides, see `decisions`. */
export interface Policy {
  readonly statuses: readonly StatusRange[] | "unknown";
  /** Of these, the ones that are repeated only if the response has a Retry-After header. */
  readonly onlyWithRetryAfter: readonly number[];
  /** Whether a request without a response is repeated. */
  readonly network: boolean | "unknown";
  /** In upper case. */
  readonly methods: readonly string[] | "all" | "unknown";
  readonly networkMethods: readonly string[] | "all" | "unknown";
  /** The first try counts; `Infinity` where there is no end. */
  readonly attempts: number | "unknown";
  readonly wait: Wait;
  /** `false`: the header is not looked at. */
  readonly retryAfter: RetryAfter | false | "unknown";
  readonly idempotencyKey: boolean;
  readonly serverDecides?: string;
  readonly decisions: readonly Decision[];
  /** False where the version is not one that the data was read for. */
  readonly verified: boolean;
}

/** The form that people write, with everything filled in that may be left out. */
export function readRetrier(file: RetrierFile): Retrier {
  const { id, name, packages, range, sees, uses, defaults } = file;
  const versions = (file.versions ?? []).map((version) => ({
    range: version.range,
    defaults: version.defaults ?? {},
    options: new Map(Object.entries(version.options ?? {})),
    named: new Map(Object.entries(version.named ?? {})),
  }));
  return {
    ...{ id, name, packages, range, sees, uses, defaults, versions },
    imports: file.imports ?? packages,
    needs: file.needs ?? [],
    options: new Map(Object.entries(file.options)),
    named: new Map(Object.entries(file.named ?? {})),
    stops: file.stops ?? [],
    notes: file.notes ?? [],
  };
}

/** `retrierFor(retriers, "wretch/middlewares")`: the library that an import is of. The longest pattern that fits wins. */
export function retrierFor<Entry extends Pick<Retrier, "imports">>(retriers: readonly Entry[], importSpecifier: string): Entry | undefined {
  let found: Entry | undefined;
  let length = -1;
  for (const retrier of retriers) {
    for (const pattern of retrier.imports) {
      if (pattern.length > length && globMatches(pattern, importSpecifier)) {
        found = retrier;
        length = pattern.length;
      }
    }
  }
  return found;
}

/**
 * The policy in force. `version` is that of the installed package or the range that is declared; without one the newest counts.
 * `options` are the library's own, merged from client, instance and request: `new Map([["retries", 5]])`. A `use` with defaults of its own
 * (a mutation of TanStack Query) brings them in.
 */
export function policyOf(retrier: Retrier, version: string | undefined, options: ReadonlyMap<string, OptionValue>, use?: UseFile): Policy {
  const variants = variantsFor(retrier, version);
  const draft = draftOf(retrier.defaults);
  for (const { defaults } of variants) patch(draft, defaults);
  if (use?.defaults) patch(draft, use.defaults);
  const named = new Map([...retrier.named, ...variants.flatMap((variant) => [...variant.named])]);
  const asked: Asked[] = [];
  for (const [name, newest] of retrier.options) {
    const value = options.get(name);
    const option = ofVariants(variants, name, newest);
    if (value !== undefined && option) asked.push(...apply(draft, named, name, option, value));
  }
  // Options that only older versions have.
  for (const [name, option] of variants.flatMap((variant) => [...variant.options])) {
    const value = options.get(name);
    if (value !== undefined && option && !retrier.options.has(name)) asked.push(...apply(draft, named, name, option, value));
  }
  if (retrier.needs.length > 0 && !isAsked(retrier.needs, options)) draft.attempts = 1;
  return policyFrom(draft, asked, version === undefined || versionIn(version) === undefined || satisfies(version, retrier.range));
}

export type OptionRead = OptionFile;

/** What an option does in a version: `optionIn(pRetry, "6.2.1", "shouldRetry")` gets the error itself. */
export function optionIn(retrier: Retrier, version: string | undefined, name: string): OptionRead | undefined {
  const variants = variantsFor(retrier, version);
  const newest = retrier.options.get(name) ?? variants.findLast((variant) => variant.options.get(name))?.options.get(name);
  return newest ? (ofVariants(variants, name, newest) ?? undefined) : undefined;
}

const variantsFor = ({ versions }: Retrier, version: string | undefined): readonly Version[] =>
  version === undefined || versionIn(version) === undefined ? [] : versions.filter(({ range }) => satisfies(version, range));

/** The last of the variants that speaks of an option says what it is. */
function ofVariants(variants: readonly Version[], name: string, newest: OptionFile): OptionFile | null {
  const spoken = variants.findLast((variant) => variant.options.has(name))?.options.get(name);
  return spoken === undefined ? newest : spoken;
}

/** Whether a failed response is repeated. The method counts where it is given: `retries(policy, 503, "POST")`. */
export function retries(policy: Policy, status: number, method?: string): boolean | "unknown" {
  if (policy.attempts !== "unknown" && policy.attempts <= 1) return false;
  const reached =
    policy.statuses === "unknown" ? policy.decisions.every(({ within }) => includes(within, status)) : includes(policy.statuses, status);
  const repeated = method === undefined || among(policy.methods, method);
  if (!reached || repeated === false) return false;
  return policy.statuses === "unknown" ? "unknown" : repeated;
}

export const among = (methods: Policy["methods"], method: string): boolean | "unknown" =>
  methods === "unknown" ? "unknown" : methods === "all" || methods.includes(method.toUpperCase());

interface Asked {
  readonly option: string;
  readonly decision: DecisionFile;
  readonly inner?: number;
}

/** Puts one option into the draft, and gives the function that is to be asked, if it is one. */
function apply(draft: Draft, names: Retrier["named"], name: string, option: OptionFile, value: OptionValue): readonly Asked[] {
  if (option.then) patch(draft, option.then);
  if (!isFunction(value)) {
    given(draft, option, value);
    return [];
  }
  const named = value.function === true ? undefined : names.get(value.function);
  const effect = named ? named.decides : option.function;
  if (named?.then) patch(draft, named.then);
  if (!effect) {
    if (!named) unknownOption(draft, option);
    return [];
  }
  if (!("truth" in effect)) {
    patch(draft, effect);
    return [];
  }
  if (effect.then) patch(draft, effect.then);
  // Whatever the default was: `fetchQuery` repeats nothing until a function says so.
  if (effect.mode === "replaces" && effect.bounded === false) draft.attempts = "unknown";
  return [{ option: name, decision: effect, ...(named?.argument === undefined ? {} : { inner: named.argument }) }];
}

const isFunction = (value: OptionValue): value is OptionFunction => typeof value === "object" && value !== null && "function" in value;

const isAsked = (needs: readonly string[], options: ReadonlyMap<string, OptionValue>): boolean =>
  needs.includes("*") ? options.size > 0 : needs.some((name) => ![undefined, false, null].includes(options.get(name) as undefined));

function policyFrom(draft: Draft, asked: readonly Asked[], verified: boolean): Policy {
  const { onlyWithRetryAfter, idempotencyKey, serverDecides, wait, retryAfter } = draft;
  let { statuses, network, attempts } = draft;
  if (typeof network === "number") network = statuses === "unknown" ? "unknown" : includes(statuses, network);
  const decisions: Decision[] = [];
  for (const { option, decision, inner } of asked) {
    const before = statuses === "unknown" ? FAILURES : statuses;
    const within = decision.mode === "narrows" ? before : FAILURES;
    const otherwise = decision.mode === "overrides" ? before : [];
    decisions.push({ ...decision, option, within, otherwise, ...(inner === undefined ? {} : { inner }) });
    if (within.length > 0) statuses = "unknown";
    network = decision.mode === "narrows" && network === false ? false : "unknown";
    if (decision.bounded === false && attempts !== 1) attempts = "unknown";
  }
  return {
    ...{ statuses, network, attempts, onlyWithRetryAfter, idempotencyKey, wait, decisions, verified },
    methods: draft.methods,
    networkMethods: draft.networkMethods ?? draft.methods,
    retryAfter: typeof retryAfter === "object" ? { ...retryAfter, statuses: statusesOf(retryAfter) } : retryAfter,
    ...(serverDecides === undefined ? {} : { serverDecides }),
  };
}

const statusesOf = ({ statuses }: RetryAfterFile): readonly StatusRange[] => (statuses ? rangesOf(statuses) : FAILURES);
