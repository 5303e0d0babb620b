/** What a retry of a failed call is worth, in the provider's words. `unspecified`: its documents say nothing. */
export type RetryPolicy =
  | "never"
  | "fix-first"
  | "after-header"
  | "after-header-else-backoff"
  | "backoff"
  | "short-delay"
  | "wait-reset"
  | "conditional"
  | "unspecified";

/** Where a retry policy was taken from. `none` goes with `unspecified`. */
export type Basis = "documented" | "sdk" | "derived" | "none";

export interface Retry {
  readonly policy: RetryPolicy;
  readonly basis: Basis;
  /** Response header that says how long to wait: `"Retry-After"`. */
  readonly header?: string;
  readonly initialMs?: number;
  readonly maxMs?: number;
  readonly jitter?: boolean;
  /** Repeats after the first try; never together with `maxAttempts`, which counts the first try too. */
  readonly maxRetries?: number;
  readonly maxAttempts?: number;
  /** When a quota comes back, for people: `"1st of next month, UTC"`. */
  readonly reset?: string;
  readonly idempotentOnly?: boolean;
  readonly note?: string;
}

/** `closed`: the docs say the list is complete. `listed`: they present it as the API's list. `open`: others may come. */
export type Completeness = "closed" | "listed" | "open";

export type CodeValue = string | number;

export interface Vocabulary {
  readonly id: string;
  readonly type: "string" | "integer";
  readonly completeness: Completeness;
  /** Why the completeness is what it is, in our own words. */
  readonly evidence?: string;
  /** False: only the SDK or driver uses these names, the wire never. */
  readonly wire: boolean;
  /** True: emitted by the transport below (ECONNRESET, AbortError), so it can stand beside any provider's codes. */
  readonly transport: boolean;
}

export interface CodeEntry {
  readonly code: CodeValue;
  /** Id of the vocabulary it belongs to. */
  readonly vocabulary: string;
  /** HTTP statuses that carry the code; empty where it has none (a driver's or system's error). */
  readonly statuses: readonly number[];
  readonly meaning: string;
  readonly action: string;
  readonly retry: Retry;
  /** What differs when the code comes with one of its statuses. */
  readonly byStatus: ReadonlyMap<number, Partial<Pick<CodeEntry, "meaning" | "action" | "retry">>>;
  /** https link to the page (and place) that documents the code. */
  readonly docs?: string;
  readonly deprecated?: { readonly since?: string; readonly replacement?: CodeValue; readonly note?: string };
  /** Keys of `Provider.sources`. */
  readonly source: readonly string[];
}

export interface StatusEntry {
  readonly status: number | "4xx" | "5xx";
  readonly title?: string;
  readonly meaning: string;
  readonly action: string;
  readonly retry: Retry;
  readonly causes: readonly string[];
  readonly docs?: string;
  readonly source: readonly string[];
}

/** What a field of an error body means. `kind` names a vocabulary of types, `discriminator` tells failure from success. */
export type FieldRole =
  | "code"
  | "type"
  | "status"
  | "message"
  | "requestId"
  | "docsUrl"
  | "details"
  | "retryAfter"
  | "discriminator"
  | "param";

export interface EnvelopeField {
  readonly role: FieldRole;
  /** `["error", "code"]` for `body.error.code`; for a header, its name alone. */
  readonly path: readonly string[];
  readonly in: "body" | "header";
  /** JSON type at the path. */
  readonly type: "string" | "number" | "boolean" | "array" | "object";
  /** For `code` and `type`: id of the vocabulary. */
  readonly vocabulary?: string;
  readonly optional: boolean;
  /** For `discriminator`: the value that a failure has (`success: false`). */
  readonly failure?: string | number | boolean;
}

/** One shape of an error body. A provider may have several; a body has one of them. */
export interface Envelope {
  readonly id: string;
  readonly fields: readonly EnvelopeField[];
  /** When this shape comes, in our own words. */
  readonly when?: string;
  readonly source: readonly string[];
}

export interface Family {
  readonly vocabulary: string;
  /** `*` stands for any characters: `"auth/*"`, `"P2*"`. */
  readonly glob?: string;
  /** Inclusive. */
  readonly range?: readonly [number, number];
  readonly meaning?: string;
  readonly retry?: Retry;
  readonly statuses: readonly number[];
}

export interface MessageSample {
  /** A message with `{}` for what varies. Documentation and a bridge from message to code; never advice to match on it. */
  readonly pattern: string;
  readonly statuses: readonly number[];
  readonly code?: CodeValue;
  readonly action: string;
  readonly source: readonly string[];
}

export interface Operation {
  /** `"POST /lookup"`, or words where the docs give no path. */
  readonly op: string;
  readonly idempotent: boolean;
  readonly note?: string;
  readonly source: readonly string[];
}

export interface ErrorClass {
  readonly name: string;
  readonly from?: string;
  readonly extends?: string;
  readonly statuses: readonly number[];
  readonly codes: readonly CodeValue[];
}

/** Where the code stands on what a call throws or yields: `{ path: ["code"], vocabulary: "code", on: "thrown" }`. */
export interface CodePath {
  readonly path: readonly string[];
  readonly vocabulary: string;
  readonly on: "thrown" | "result" | "body";
  readonly onClass?: string;
}

export interface Source {
  readonly kind: "npm" | "debian" | "runtime" | "doc" | "spec" | "hand";
  readonly title?: string;
  readonly url?: string;
  readonly package?: string;
  readonly version?: string;
  readonly file?: string;
  /** Of the file that a generator read. */
  readonly sha256?: string;
  /** ISO date. */
  readonly retrieved: string;
  readonly licence: string;
}

/** An API (or runtime, driver, SDK) with a published error vocabulary, ready for look-ups. */
export interface Provider {
  readonly id: string;
  /** For a workspace's provider: the bundled one, of the same id, that it adds to or overrides. */
  readonly extends?: string;
  readonly name: string;
  readonly docs?: string;
  readonly sources: ReadonlyMap<string, Source>;
  /** `"https://api.acme.dev/v1"`. Their hosts stand in `hosts` too. */
  readonly baseUrls: readonly string[];
  /** `"api.acme.dev"`, or `"*.acme.dev"` for every host below it. */
  readonly hosts: readonly string[];
  readonly imports: readonly string[];
  /** What needs no import and fails or tells of errors: `"process.kill"`, `"process.stdout"`. */
  readonly globals: readonly string[];
  readonly errorClasses: readonly ErrorClass[];
  readonly paths: readonly CodePath[];
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly envelopes: readonly Envelope[];
  readonly statuses: ReadonlyMap<number, StatusEntry>;
  readonly statusClasses: ReadonlyMap<"4xx" | "5xx", StatusEntry>;
  /** Whether the statuses named are all there are (never speaks of 502, 504, 408, 413, 429: gateways send those to everyone). */
  readonly statusList: Completeness;
  readonly families: readonly Family[];
  readonly codes: readonly CodeEntry[];
  readonly messages: readonly MessageSample[];
  readonly operations: readonly Operation[];
  /** Contradictions and gaps in the source, kept, not resolved. */
  readonly issues: readonly string[];
}
