/**
 * What people write: `{ "id": "acme", "hosts": ["api.acme.dev"], "codes": [{ "code": "no_such_user", "status": 404 }] }`.
 * `provider.schema.json` describes the same form to editors, and `normalise` makes a `Provider` of it. Everything but the id
 * (or `extends`) may be left out.
 */
import type { Basis, CodeValue, Completeness, ErrorClass, FieldRole, RetryPolicy, Source } from "./types";

export interface ProviderFile {
  readonly $schema?: string;
  /** Lower case with hyphens: `"acme-billing"`. */
  readonly id?: string;
  /** Id of the bundled provider that this file adds to or overrides. */
  readonly extends?: string;
  /** For people; the id where it is left out. */
  readonly name?: string;
  /** https link to the error documentation; the link of every code that has none of its own. */
  readonly docs?: string;
  readonly sources?: Readonly<Record<string, SourceFile>>;
  /** `"https://api.acme.dev/v1"`; its host counts among `hosts`. */
  readonly baseUrls?: readonly string[];
  readonly hosts?: readonly string[];
  readonly imports?: readonly string[];
  /** What needs no import: `"process.kill"` of a platform. */
  readonly globals?: readonly string[];
  readonly errorClasses?: readonly ErrorClassFile[];
  readonly paths?: readonly (string | CodePathFile)[];
  /** Left out: one vocabulary `code`, `listed`, of the type that the codes have. */
  readonly vocabularies?: Readonly<Record<string, Completeness | VocabularyFile>>;
  readonly envelopes?: readonly EnvelopeFile[];
  /** `"404"`, or `"4xx"` and `"5xx"` for the class. */
  readonly statuses?: Readonly<Record<string, StatusFile>>;
  /** `open` where it is left out. */
  readonly statusList?: Completeness;
  readonly families?: readonly FamilyFile[];
  /** A bare code is one without particulars. */
  readonly codes?: readonly (CodeValue | CodeFile)[];
  readonly messages?: readonly MessageFile[];
  readonly operations?: readonly OperationFile[];
  readonly issues?: readonly string[];
  readonly imported?: ImportedFile;
}

/** Written by `faultline import`, which tells by it what a person has changed since. */
export interface ImportedFile {
  readonly by: "openapi" | "table" | "typescript";
  /** The file it was imported from, as it was named. */
  readonly from: string;
  /** `{ "codes/gone": { "status": "1k2x9a" } }`: a short hash of each property as it was imported. */
  readonly marks: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

export interface SourceFile extends Partial<Omit<Source, "kind">> {
  /** `doc` where it is left out. */
  readonly kind?: Source["kind"];
  readonly sha256?: string;
}

/** `"fix-first"`, or an object for more. The basis is `documented` where it is left out (`none` for `unspecified`). */
export type RetryFile =
  | RetryPolicy
  | {
      readonly policy: RetryPolicy;
      readonly basis?: Basis;
      /** `Retry-After` where the policy waits for a header. */
      readonly header?: string;
      readonly initialMs?: number;
      readonly maxMs?: number;
      readonly jitter?: boolean;
      readonly maxRetries?: number;
      readonly maxAttempts?: number;
      readonly reset?: string;
      readonly idempotentOnly?: boolean;
      readonly note?: string;
    };

export interface VocabularyFile {
  readonly type?: "string" | "integer";
  readonly completeness?: Completeness;
  readonly evidence?: string;
  readonly wire?: boolean;
  readonly transport?: boolean;
}

interface WithStatuses {
  /** One status; `statuses` for several. */
  readonly status?: number;
  readonly statuses?: readonly number[];
}

/** A key of `sources` or several; the only source where there is one. */
type SourceKeys = string | readonly string[];

export interface CodeFile extends WithStatuses {
  readonly code: CodeValue;
  /** The only vocabulary, or `code`, where it is left out. */
  readonly vocabulary?: string;
  readonly meaning?: string;
  readonly action?: string;
  /** `unspecified` where it is left out. */
  readonly retry?: RetryFile;
  readonly byStatus?: Readonly<Record<string, { readonly meaning?: string; readonly action?: string; readonly retry?: RetryFile }>>;
  readonly docs?: string;
  /** `true`, the replacement, or an object for more. */
  readonly deprecated?: true | CodeValue | { readonly since?: string; readonly replacement?: CodeValue; readonly note?: string };
  readonly source?: SourceKeys;
}

export interface StatusFile {
  readonly title?: string;
  readonly meaning?: string;
  readonly action?: string;
  readonly retry?: RetryFile;
  readonly causes?: readonly string[];
  readonly docs?: string;
  readonly source?: SourceKeys;
}

/** `"error.code"` or `["error", "code"]`. */
export type PathFile = string | readonly string[];

/** A path in the body, or an object for more; several where the same thing stands at several places. */
export type FieldFile = PathFile | FieldObject | readonly FieldObject[];

export interface FieldObject {
  readonly path?: PathFile;
  /** A response header's name, in place of `path`. */
  readonly header?: string;
  readonly type?: "string" | "number" | "boolean" | "array" | "object";
  readonly vocabulary?: string;
  readonly optional?: boolean;
  readonly failure?: string | number | boolean;
}

export interface EnvelopeFile {
  /** `error` where it is left out. */
  readonly id?: string;
  readonly fields: Readonly<Partial<Record<FieldRole, FieldFile>>>;
  readonly when?: string;
  readonly source?: SourceKeys;
}

export interface FamilyFile extends WithStatuses {
  readonly vocabulary?: string;
  readonly glob?: string;
  readonly range?: readonly [number, number];
  readonly meaning?: string;
  readonly retry?: RetryFile;
}

export interface MessageFile extends WithStatuses {
  readonly pattern: string;
  readonly code?: CodeValue;
  readonly action?: string;
  readonly source?: SourceKeys;
}

export interface OperationFile {
  readonly op: string;
  readonly idempotent: boolean;
  readonly note?: string;
  readonly source?: SourceKeys;
}

export interface ErrorClassFile extends Partial<Omit<ErrorClass, "name">> {
  readonly name: string;
}

export interface CodePathFile {
  readonly path: PathFile;
  readonly vocabulary?: string;
  /** `thrown` where it is left out. */
  readonly on?: "thrown" | "result" | "body";
  readonly onClass?: string;
}
