import type { RetryFile } from "../model/file";
import type { CodeValue } from "../model/types";
import type { Description } from "./description";
import { isStatus, looksLikeCode } from "./roles";
import { entriesOf, get, listOf, objectOf, plain } from "./value";

/** A code that a list of errors beside a schema names. */
export interface Listed {
  readonly code: CodeValue;
  readonly status?: number;
  readonly meaning?: string;
}

const LISTS = ["x-errors", "x-error-codes", "x-errorCodes", "x-endpoint-errors"];
const CODE_KEYS = ["code", "error-code", "error_code", "errorCode", "error", "name", "type"];
const STATUS_KEYS = ["status", "statusCode", "status_code", "httpStatus", "http_status", "http-status", "http"];
const WORD_KEYS = ["description", "message", "meaning", "summary", "title"];

/** `x-errors: [{ code: gone, status: 410 }]`, `x-errors: { 410: [gone] }`, `x-endpoint-errors: [{ error-code: GONE }]` … */
export function listedErrors(owner: unknown, description: Description): readonly Listed[] {
  return LISTS.flatMap((key) => entriesIn(description.follow(get(owner, key)), undefined, description, 0));
}

function entriesIn(value: unknown, status: number | undefined, description: Description, depth: number): readonly Listed[] {
  description.step();
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.flatMap((item) => entriesIn(description.follow(item), status, description, depth + 1));
  if (typeof value === "string" || typeof value === "number") return looksLikeCode(value) ? [{ code: value, ...withStatus(status) }] : [];
  const entry = objectOf(value);
  if (!entry) return [];
  const code = CODE_KEYS.map((key) => get(entry, key)).find(looksLikeCode);
  const own = STATUS_KEYS.map((key) => get(entry, key)).find(isStatus);
  const said = WORD_KEYS.map((key) => plain(get(entry, key))).find((words) => words !== undefined);
  const meaning = said === undefined ? {} : { meaning: said };
  if (code !== undefined) return [{ code, ...withStatus(own === undefined ? status : Number(own)), ...meaning }];
  return entriesOf(entry).flatMap(([key, inner]) => {
    if (isStatus(key)) return entriesIn(description.follow(inner), Number(key), description, depth + 1);
    if (!looksLikeCode(key)) return [];
    const given = description.follow(inner);
    const words = plain(given) ?? WORD_KEYS.map((name) => plain(get(given, name))).find((text) => text !== undefined);
    const stated = STATUS_KEYS.map((name) => get(given, name)).find(isStatus);
    return [
      { code: key, ...withStatus(stated === undefined ? status : Number(stated)), ...(words === undefined ? {} : { meaning: words }) },
    ];
  });
}

const withStatus = (status: number | undefined) => (status === undefined ? {} : { status });

/** What `x-speakeasy-retries` says, by status: it is what the generated SDK does. */
export function retriesOf(owner: unknown): ReadonlyMap<string, RetryFile> {
  const given = get(owner, "x-speakeasy-retries");
  if (get(given, "strategy") !== "backoff") return new Map();
  const backoff = get(given, "backoff");
  const time = (key: string): number | undefined => {
    const value = get(backoff, key);
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  };
  const [initialMs, maxMs] = [time("initialInterval"), time("maxInterval")];
  const retry: RetryFile = {
    policy: "backoff",
    basis: "sdk",
    ...(initialMs === undefined ? {} : { initialMs }),
    ...(maxMs === undefined || (initialMs ?? 0) > maxMs ? {} : { maxMs }),
  };
  const statuses = listOf(get(given, "statusCodes")).map((status) => String(status).toLowerCase());
  return new Map(statuses.filter((status) => isStatus(status) || status === "4xx" || status === "5xx").map((status) => [status, retry]));
}

/** What holds for the whole API: stated at the root, or alike at every operation. */
export function sharedRetries(root: unknown, operations: readonly unknown[]): ReadonlyMap<string, RetryFile> {
  const own = retriesOf(root);
  if (own.size > 0) return own;
  const [first = new Map<string, RetryFile>(), ...rest] = operations.map(retriesOf);
  const alike = rest.every((retries) => JSON.stringify([...retries]) === JSON.stringify([...first]));
  return alike ? first : new Map();
}
