/**
 * What `catalog/retriers/*.json` hold, one library a file: `{ "id": "p-retry", "packages": ["p-retry"], "defaults": { "retries": 10 }, … }`.
 * `retrier.schema.json` describes the same form to editors, and `retrier.ts` reads it.
 */

/** `429`, or `[500, 599]` for all from the first to the last. */
export type StatusFile = number | readonly [number, number];

/** A list; `"failures"` for all statuses but 2xx; or `{ "of": [[400, 599]], "except": [404] }`. */
export type StatusesFile =
  | readonly StatusFile[]
  | "failures"
  | { readonly of: readonly StatusFile[] | "failures"; readonly except: readonly StatusFile[] };

export interface WaitFile {
  readonly kind: "none" | "constant" | "linear" | "quadratic" | "exponential" | "function";
  /** Before the first retry. */
  readonly firstMs?: number;
  readonly maxMs?: number;
  readonly jitter?: boolean;
  /** For `function`: where it gets what it may look at. */
  readonly error?: PlaceFile;
  readonly response?: PlaceFile;
  readonly attempt?: PlaceFile;
}

export interface RetryAfterFile {
  /** Left out: whatever the status. */
  readonly statuses?: readonly StatusFile[];
  readonly maxMs?: number;
  /** What happens where the header asks for more than `maxMs`: no retry, a wait of `maxMs`, or the wait without the header. */
  readonly above?: "stops" | "capped" | "ignored";
  /** Other headers that are read besides. */
  readonly headers?: readonly string[];
}

/** A whole policy or a part of one. What is left out stays as it was. */
export interface PolicyFile {
  readonly statuses?: StatusesFile;
  /** Of `statuses`, those that are retried only if the response has a Retry-After header. */
  readonly onlyWithRetryAfter?: readonly number[];
  /** Whether a request without a response is repeated. A number: as if that had been the status. */
  readonly network?: boolean | number;
  readonly methods?: readonly string[] | "all";
  /** Left out: those of `methods`. */
  readonly networkMethods?: readonly string[] | "all";
  /** Repeats, without the first try. */
  readonly retries?: number | "unlimited";
  readonly wait?: WaitFile;
  /** `false`: the header is not looked at. */
  readonly retryAfter?: RetryAfterFile | boolean;
  /** The library sends a key that makes repeats harmless. */
  readonly idempotencyKey?: boolean;
  /** Response header whose `true` or `false` decides before anything else: `"x-should-retry"`. */
  readonly serverDecides?: string;
}

/** Where a value stands in what a function is called with: `{ "argument": 0, "path": ["error"] }` for `({ error }) => …`. */
export interface PlaceFile {
  readonly argument: number;
  readonly path?: readonly string[];
}

export interface DecisionFile {
  readonly error?: PlaceFile;
  readonly response?: PlaceFile;
  readonly attempt?: PlaceFile;
  /** What the number of `attempt` is after the first try failed. */
  readonly firstAttempt?: 0 | 1;
  /**
   * How the function says no or yes: `retries` – a true result repeats; `stops` – a true result ends it; `zero-stops` – the result is the
   * wait, and 0 ends it; `throw-stops` – it repeats unless the function throws; `calls-back` – by calling `answers`.
   */
  readonly truth: "retries" | "stops" | "zero-stops" | "throw-stops" | "calls-back";
  /**
   * `narrows`: asked only about what would be retried. `replaces`: nothing else decides. `overrides`: `true` and `false` decide, and any
   * other result leaves it to the rest.
   */
  readonly mode: "narrows" | "replaces" | "overrides";
  /** False: the number of attempts is the function's to limit. */
  readonly bounded?: boolean;
  /** What the function calls for another try. `error`: with an error as its first argument it ends there. */
  readonly answers?: { readonly argument: number; readonly error?: boolean };
  /** What else changes where the option is given. */
  readonly then?: PolicyFile;
}

/** What a number is: repeats, tries in all, or milliseconds. */
export type NumberMeaning = "retries" | "attempts" | "waitMs" | "waitMaxMs" | "retryAfterMaxMs";
export type ListMeaning = "statuses" | "ranges" | "except" | "methods" | "retryAfterStatuses";

/** What a value of each kind does. A kind that is not named has no influence on the policy. */
export interface OptionFile {
  readonly number?: NumberMeaning;
  /** What 0 means where it is not none: the default, or no end. */
  readonly zero?: "default" | "unlimited";
  readonly list?: ListMeaning;
  readonly true?: PolicyFile;
  readonly false?: PolicyFile;
  readonly null?: PolicyFile;
  /** By what the text is. */
  readonly string?: Readonly<Record<string, PolicyFile>>;
  /** A function of the program. */
  readonly function?: DecisionFile | PolicyFile;
  /** What the option does besides, by any value. */
  readonly then?: PolicyFile;
  /** Any value takes the place of all that is known: a strategy of the program's own. */
  readonly opaque?: boolean;
}

/** A function that the library exports to be given as an option: `axiosRetry.exponentialDelay`, `handleWhen(…)`. */
export interface NamedFile {
  readonly then?: PolicyFile;
  /** A call of it takes the function of the program here: `handleWhen(error => …)`. */
  readonly decides?: DecisionFile;
  readonly argument?: number;
}

/** One way in which code comes to options: `got.extend({ retry: … })`. */
export interface UseFile {
  /** Names that are imported, `"default"` for the default export, `*Client` for all that end so. Left out: what another use gave. */
  readonly exports?: readonly string[];
  /** Methods that are called on it; left out: it is called itself. */
  readonly members?: readonly string[];
  readonly construct?: boolean;
  /** It repeats only where this export of the library is among what it is made with: `Octokit.plugin(retry)`. */
  readonly plugin?: string;
  /** Packages whose export has the plugin as it is. */
  readonly alone?: readonly string[];
  readonly level: "client" | "instance" | "request";
  /**
   * What is repeated: the request that the call makes, a function given to it, or the requests of a client given to it. `part`: the
   * requests of what is made with it, `wretch(url).middlewares([retry()])`.
   */
  readonly repeats: "request" | "function" | "client" | "part";
  /** Argument with the function or the client. */
  readonly subject?: number;
  /** The subject is a property of that argument, the first of these that is there: `["queryFn"]`. */
  readonly subjectNames?: readonly string[];
  /** The function is called with the same each time, not with the number of the try. */
  readonly sameArguments?: boolean;
  /** How the function fails where it does not throw: it gives back an object with the error in it. */
  readonly fails?: "returned";
  readonly options?: {
    readonly argument?: number;
    /** Where in the argument the options are: `["retry"]`. */
    readonly path?: readonly string[];
    /** Options that are arguments of their own, in order: `.retry(count, callback)`. */
    readonly positional?: readonly string[];
    /** Options that are called otherwise at this place. */
    readonly names?: Readonly<Record<string, string>>;
    /** What a value in place of all of them is: `"limit"` for `{ retry: 3 }`. */
    readonly shorthand?: string;
  };
  /** What the call gives: the outcome, a function that repeats, what further uses are called on, or an object that holds what came of it. */
  readonly gives: "outcome" | "function" | "client" | "settled";
  /** Of such an object: which properties hold what. */
  readonly settled?: SettledFile;
  /** What differs here from the library's defaults. */
  readonly defaults?: PolicyFile;
  /** What the call leaves open is set in another place, which the call does not name: a client that a component hands down. */
  readonly ambient?: boolean;
}

/** How code inside tells the library to stop: `throw new AbortError(…)`, `bail(error)`. */
export interface StopFile {
  readonly kind: "throw" | "call" | "property";
  /** Class that is thrown or function that is called. */
  readonly export?: string;
  readonly member?: string;
  /** Argument of the repeated function that is called. */
  readonly argument?: number;
  /** Property of the thrown error. */
  readonly property?: string;
}

export interface VersionFile {
  /** `">=7 <8"`. */
  readonly range: string;
  readonly defaults?: PolicyFile;
  /** `null`: the option was not there. */
  readonly options?: Readonly<Record<string, OptionFile | null>>;
  readonly named?: Readonly<Record<string, NamedFile>>;
  readonly note?: string;
}

export interface VerifiedFile {
  readonly package: string;
  readonly version: string;
  /** File of the package that was read. */
  readonly file: string;
}

export interface RetrierFile {
  readonly $schema?: string;
  readonly id: string;
  readonly name: string;
  /** Packages whose version counts, the first that is there. */
  readonly packages: readonly string[];
  /** What is written in an import: the packages where it is left out. `*` stands for anything. */
  readonly imports?: readonly string[];
  /** `>=12 <17`: for which versions this was read. */
  readonly range: string;
  readonly verified: readonly [VerifiedFile, ...VerifiedFile[]];
  /** `responses`: it looks at each response. `errors`: it repeats what throws, so a client that does not throw on a status hides it. */
  readonly sees: "responses" | "errors";
  readonly uses: readonly UseFile[];
  /** It does not repeat at all unless one of these is given and not false. `*`: any. */
  readonly needs?: readonly string[];
  readonly defaults: PolicyFile;
  readonly options: Readonly<Record<string, OptionFile>>;
  readonly named?: Readonly<Record<string, NamedFile>>;
  readonly stops?: readonly StopFile[];
  /** What older versions do otherwise. All that fit apply, in their order. */
  readonly versions?: readonly VersionFile[];
  readonly notes?: readonly string[];
}

/** `const { data, error, refetch } = useQuery({ queryFn })`: each list has names of properties. */
export interface SettledFile {
  /** Hold what the function gave. */
  readonly value?: readonly string[];
  /** Hold what it threw. */
  readonly error?: readonly string[];
  /** Functions that call it, and fail as it does. */
  readonly again?: readonly string[];
  /** Options whose function is told of what it threw: `onError`. */
  readonly told?: readonly string[];
}
