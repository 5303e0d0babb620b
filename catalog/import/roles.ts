import type { CodeValue, FieldRole } from "../model/types";

/** What is known of a field of error bodies, by which its role is told. */
export interface Seen {
  /** `["errors", "0", "code"]`; `"0"` is any item of a list. */
  readonly path: readonly string[];
  /** JSON types: `string`, `integer`, `boolean` … */
  readonly types: ReadonlySet<string>;
  /** The values that an enum or const allows. */
  readonly values: readonly CodeValue[];
  readonly examples: readonly unknown[];
}

/** Names of fields in the order in which they are the error's main code, without `_`, `-` and case. */
const CODE_NAMES = [
  ...["code", "errorcode", "errcode", "error", "errorname", "errorkey", "name", "issue", "reason", "errortype", "type"],
  ...["kind", "subcode", "declinecode", "category", "slug", "key", "identifier", "id", "status"],
];

/** Of these examples alone make no vocabulary: they name other things as well. */
const WEAK = new Set(["name", "reason", "kind", "category", "slug", "key", "identifier", "id", "type", "status"]);

const NAMES: Readonly<Record<Exclude<FieldRole, "code" | "type" | "discriminator">, readonly string[]>> = {
  status: ["status", "statuscode", "httpstatus", "httpstatuscode", "httpcode", "code"],
  message: ["message", "errormessage", "errordescription", "msg", "detail", "description", "title", "usermessage"],
  requestId: ["requestid", "traceid", "debugid", "correlationid", "xrequestid", "errorid", "logid"],
  docsUrl: ["docsurl", "docurl", "documentationurl", "documentationlink", "link", "informationlink", "moreinfo", "helpurl", "infourl"],
  details: ["details", "errors", "violations", "fielderrors", "invalidparams", "validationerrors", "detail"],
  retryAfter: ["retryafter", "retryafterseconds", "retryafterms"],
  param: ["param", "parameter", "field", "pointer"],
};

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
const lastName = (path: readonly string[]): string => folded(path.findLast((part) => part !== "0") ?? "");

/** The place of a name among those of codes, 0 for the likeliest; nothing for other names. */
export function codeRank(path: readonly string[]): number | undefined {
  const at = CODE_NAMES.indexOf(lastName(path));
  return at < 0 ? undefined : at;
}

/** Of several fields of one role the one whose name comes first: `message` before `title`. */
export const rankIn = (role: FieldRole, path: readonly string[]): number =>
  role in NAMES ? NAMES[role as keyof typeof NAMES].indexOf(lastName(path)) : 0;

export const isWeakName = (path: readonly string[]): boolean => WEAK.has(lastName(path));

const STATUS = /^[1-5]\d\d$/;
export const isStatus = (value: unknown): boolean => STATUS.test(String(value)) && (typeof value === "number" || typeof value === "string");

/**
 * What a field is for. `{ path: ["error", "code"], types: {"string"} … }` is the code; an integer `code` whose values are all HTTP
 * statuses is the status.
 */
export function roleOf(seen: Seen, problem: boolean): FieldRole | undefined {
  const name = lastName(seen.path);
  const is = (role: keyof typeof NAMES): boolean => NAMES[role].includes(name);
  const scalar = !seen.types.has("object") && !seen.types.has("array");
  const known = [...seen.values, ...seen.examples];
  if (
    scalar &&
    is("status") &&
    (name !== "code" || known.length > 0) &&
    known.every(isStatus) &&
    !(known.length === 0 && seen.types.has("string"))
  )
    return "status";
  if (seen.types.has("boolean")) return ["ok", "success", "succeeded"].includes(name) ? "discriminator" : undefined;
  if (problem && seen.path.length === 1 && name === "type") return "code";
  if (isCode(seen, name)) return "code";
  if (is("details") && seen.types.has("array")) return "details";
  if (!scalar) return undefined;
  for (const role of ["requestId", "docsUrl", "retryAfter", "message", "param"] as const) if (is(role)) return role;
  return undefined;
}

function isCode(seen: Seen, name: string): boolean {
  if (codeRank(seen.path) === undefined || seen.types.has("object") || seen.types.has("array")) return false;
  if (seen.values.length > 0) return seen.values.filter(isNamed).length * 2 > seen.values.length;
  if (seen.examples.some(looksLikeCode) && !WEAK.has(name)) return true;
  return name === "code" || name === "errorcode";
}

/** Sentences are messages, whatever the field is called. */
const isNamed = (value: CodeValue): boolean => typeof value === "number" || /^\S+$/.test(value);

/** Values of examples that stand for any: `"string"`, `"ERROR_CODE"`. */
const PLACEHOLDER = /^(?:string|code|error|errors?[_-]?code|example|foo|bar|value|xxx+|n\/?a|null|none|about:blank)$/i;

/** `"card_declined"` and 40001 do, `"Not found"` and a UUID do not. */
export function looksLikeCode(value: unknown): value is CodeValue {
  if (typeof value === "number") return Number.isSafeInteger(value) && value !== 0;
  if (typeof value !== "string" || value.length > 120 || PLACEHOLDER.test(value)) return false;
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value)) return false;
  return /^[A-Za-z0-9][\w.:/#-]*$/.test(value);
}
