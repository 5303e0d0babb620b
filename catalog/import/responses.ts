import type { Description } from "./description";
import { isStatus } from "./roles";
import { entriesOf, get, listOf, objectOf, plain, textOf } from "./value";

/** One response of an operation that tells of an error, whatever the version of OpenAPI. */
export interface ErrorResponse {
  /** `404`, `"4xx"`; nothing for `default`. */
  readonly status?: number | "4xx" | "5xx";
  readonly meaning?: string;
  /** Schemas of its body. */
  readonly schemas: readonly unknown[];
  /** `application/problem+json` (RFC 9457). */
  readonly problem: boolean;
  readonly examples: readonly Example[];
  /** As written: `"Retry-After"`. */
  readonly headers: readonly string[];
  /** Only what is wrapped as an error counts: the body of a call that succeeded may hold errors. */
  readonly success: boolean;
}

export interface Example {
  readonly value: unknown;
  /** What the description says of it. */
  readonly meaning?: string;
}

export interface Operation {
  /** `"POST /orders"`. */
  readonly op: string;
  readonly value: unknown;
  readonly responses: readonly ErrorResponse[];
}

const METHODS = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** Every operation with its responses; last those of `components` that no operation has. */
export function operationsOf(description: Description): readonly Operation[] {
  const { root, follow } = description;
  const used = new Set<unknown>();
  const read = (owner: unknown): readonly ErrorResponse[] =>
    entriesOf(get(owner, "responses")).flatMap(([key, given]) => {
      const response = follow(given);
      used.add(response);
      return responseOf(key, response, description) ?? [];
    });
  const operations = entriesOf(root.paths).flatMap(([path, item]) =>
    entriesOf(follow(item))
      .filter(([method]) => METHODS.has(method))
      .map(([method, value]) => ({ op: `${method.toUpperCase()} ${path}`, value, responses: read(value) })),
  );
  const shared = [...entriesOf(get(root, "components", "responses")), ...entriesOf(root.responses)].flatMap(([name, given]) => {
    const response = follow(given);
    return used.has(response) ? [] : (responseOf(/(?:^|\D)([45]\d\d)(?:\D|$)/.exec(name)?.[1] ?? "default", response, description) ?? []);
  });
  return shared.length > 0 ? [...operations, { op: "", value: undefined, responses: shared }] : operations;
}

function responseOf(key: string, response: unknown, description: Description): ErrorResponse | undefined {
  const status = statusOf(key);
  if (status === undefined || objectOf(response) === undefined) return undefined;
  const { follow } = description;
  const content = entriesOf(get(response, "content")).filter(([type]) => /\bjson\b|\*\/\*/i.test(type));
  const schema = get(response, "schema");
  const examples = [
    ...content.flatMap(([, media]) => examplesOf(media, description)),
    ...entriesOf(get(response, "examples")).map(([, value]) => ({ value })),
  ];
  const meaning = plain(get(response, "description"));
  return {
    ...(status === "default" || status === "success" ? {} : { status }),
    ...(meaning === undefined ? {} : { meaning }),
    schemas: [...content.map(([, media]) => get(media, "schema")), ...(schema === undefined ? [] : [schema])],
    problem: content.some(([type]) => /problem\+json/i.test(type)),
    examples: [...examples, ...ownExamples(content.map(([, media]) => follow(get(media, "schema"))))],
    headers: entriesOf(get(response, "headers")).map(([name]) => name),
    success: status === "success",
  };
}

function statusOf(key: string): number | "4xx" | "5xx" | "default" | "success" | undefined {
  if (key === "default") return "default";
  if (/^[45]xx$/i.test(key)) return key.toLowerCase() as "4xx" | "5xx";
  if (!isStatus(key)) return undefined;
  return key >= "400" ? Number(key) : key < "300" && key >= "200" ? "success" : undefined;
}

function examplesOf(media: unknown, { follow }: Description): readonly Example[] {
  const single = get(media, "example");
  const named = entriesOf(get(media, "examples")).map(([, given]) => {
    const example = follow(given);
    const meaning = plain(get(example, "description")) ?? plain(get(example, "summary"));
    return { value: get(example, "value"), ...(meaning === undefined ? {} : { meaning }) };
  });
  return single === undefined ? named : [{ value: single }, ...named];
}

const ownExamples = (schemas: readonly unknown[]): readonly Example[] =>
  schemas.flatMap((schema) =>
    [get(schema, "example"), ...listOf(get(schema, "examples"))].filter((value) => value !== undefined).map((value) => ({ value })),
  );

/** `https://{region}.acme.dev/v1` with the regions that an enum names; hosts of one machine tell no API. */
export function serversOf({ root }: Description): { readonly urls: readonly string[]; readonly left: readonly string[] } {
  const host = textOf(root.host);
  const schemes = listOf(root.schemes).length > 0 ? listOf(root.schemes) : ["https"];
  const swagger = host === undefined ? [] : schemes.map((scheme) => `${scheme}://${host}${textOf(root.basePath) ?? ""}`);
  const owners = [root, ...entriesOf(root.paths).flatMap(([, item]) => [item, ...entriesOf(item).map(([, operation]) => operation)])];
  const written = [...swagger, ...owners.flatMap((owner) => listOf(get(owner, "servers")).flatMap(urlsOf))];
  const urls = [...new Set(written.map((url) => url.replace(/\/+$/, "")).filter((url) => url !== ""))];
  const fits = (url: string): boolean => PUBLIC.test(url) && !LOCAL.test(url);
  return { urls: httpsFirst(urls.filter(fits)), left: urls.filter((url) => !fits(url)) };
}

const PUBLIC = /^https?:\/\/(?:\*\.)?[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z][A-Za-z0-9-]*(?::\d+)?(?:\/[^\s{}]*)?$/;
const LOCAL =
  /^https?:\/\/(?:localhost|127\.|0\.0\.0\.0|(?:[^/]*\.)?(?:example(?:\.com|\.org|\.net)?|test|local|localhost|invalid)(?:[:/]|$))/i;

const httpsFirst = (urls: readonly string[]): readonly string[] =>
  urls.filter((url) => !url.startsWith("http:") || !urls.includes(url.replace("http:", "https:")));

/** More servers than these are not written out. */
const MOST_URLS = 50;

function urlsOf(server: unknown): readonly string[] {
  let urls = [textOf(get(server, "url"))?.trim() ?? ""];
  for (const [name, variable] of entriesOf(get(server, "variables"))) {
    const hole = `{${name}}`;
    const listed = listOf(get(variable, "enum")).filter((value): value is string => typeof value === "string");
    const other = textOf(get(variable, "default")) ?? "";
    // Without an enum the default is one of many: a host's label is then any.
    const fill = (url: string): readonly string[] =>
      listed.length > 0
        ? listed.map((value) => url.replaceAll(hole, value))
        : [url.includes(`//${hole}.`) ? url.replace(hole, "*") : url.replaceAll(hole, other)];
    urls = urls.flatMap((url) => (url.includes(hole) ? fill(url) : [url])).slice(0, MOST_URLS);
  }
  return urls;
}
