/** The host that a URL expression leads to, as far as the text of the file tells. */
import type { Text, Value } from "./value";

export type Part = string | { readonly env?: string } | undefined;

const ALTERNATIVES = 8;
const HOLE = "\uFFFF";

/** The texts a value can be, each as its known and unknown parts. `process.env.X ?? "https://a.b"` gives two. */
export function texts(value: Value): readonly (readonly Part[])[] {
  switch (value.kind) {
    case "constant":
      return typeof value.value === "string" ? [[value.value]] : typeof value.value === "number" ? [[String(value.value)]] : [];
    case "text":
      return [value.parts];
    case "global":
      return [[envOf(value.path)]];
    case "choice":
      return value.values.flatMap(texts).slice(0, ALTERNATIVES);
    default:
      return [[undefined]];
  }
}

/** `["process","env","API_URL"]` gives `{ env: "API_URL" }`. Also `import.meta.env`, `Bun.env`. */
function envOf(path: readonly string[]): Part {
  const dotted = path.join(".");
  const match = /^(?:process\.env|import\.meta\.env|Bun\.env|Deno\.env\.get\(\))\.(\w+)$/.exec(dotted);
  return match?.[1] === undefined ? undefined : { env: match[1] };
}

/** All ways to put the pieces of a template or concatenation together. */
export function concatenate(pieces: readonly (readonly (readonly Part[])[])[]): Value {
  let all: Part[][] = [[]];
  for (const piece of pieces) {
    const ways = piece.length === 0 ? [[undefined]] : piece;
    all = all.flatMap((head) => ways.map((tail) => [...head, ...tail])).slice(0, ALTERNATIVES);
  }
  const values: Value[] = all.map((parts) => {
    const merged: Part[] = [];
    for (const part of parts) {
      const last = merged.at(-1);
      if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
      else merged.push(part);
    }
    const only = merged.length === 1 ? merged[0] : undefined;
    return typeof only === "string" ? { kind: "constant", value: only } : ({ kind: "text", parts: merged } satisfies Text);
  });
  return values.length === 1 ? (values[0] as Value) : { kind: "choice", values };
}

const isAbsolute = (parts: readonly Part[]): boolean => typeof parts[0] === "string" && /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(parts[0]);

/** What a client with a base URL requests: an absolute URL stands for itself, any other goes behind the base. */
export function against(base: Value | undefined, url: Value): Value {
  if (!base) return url;
  const ways = texts(url);
  const bases = texts(base);
  const values = (ways.length === 0 ? [[undefined]] : ways).flatMap((way) =>
    isAbsolute(way) ? [{ kind: "text", parts: way } as const] : bases.map((b) => ({ kind: "text", parts: [...b, "/", ...way] }) as const),
  );
  return values.length === 1 ? (values[0] as Value) : { kind: "choice", values: values.slice(0, ALTERNATIVES) };
}

export interface Target {
  /** Host in lower case; `\uFFFF` stands for what is not known in it. */
  readonly host?: string;
  /** Environment variable that the URL starts with. */
  readonly env?: string;
}

/** Where each alternative leads; `{}` where nothing is known. `https://api.acme.dev/v1` gives host `api.acme.dev`. */
export function targets(url: Value): readonly Target[] {
  return texts(url).map((parts) => {
    const first = parts[0];
    if (first !== undefined && typeof first !== "string") return first.env === undefined ? {} : { env: first.env };
    const text = parts.map((p) => (typeof p === "string" ? p : HOLE)).join("");
    const match = /^(?:https?:)?\/\/(?:[^/?#@]*@)?([^/?#:\\]*)/i.exec(text);
    const host = match?.[1]?.toLowerCase();
    return host ? { host } : {};
  });
}

/** The path, if all alternatives have the same: `https://api.acme.dev/v1/jobs/${id}?x=1` gives `/v1/jobs/{}`. */
export function pathOf(url: Value): string | undefined {
  const paths = texts(url).map((parts) => {
    const text = parts.map((p) => (typeof p === "string" ? p : HOLE)).join("");
    const behind = text.replace(/^(?:https?:)?\/\/[^/?#]*/i, "").replace(/^\uFFFF+/, "");
    const path = behind.replace(/[?#].*$/s, "").replace(/\/{2,}/g, "/");
    return path.startsWith("/") ? path.replace(/\uFFFF+/g, "{}") : undefined;
  });
  return new Set(paths).size === 1 ? paths[0] : undefined;
}

/**
 * The host without what is unknown: `api.acme.dev\uFFFF` (a path glued on) gives `["api.acme.dev"]`, `\uFFFF.acme.dev` gives a
 * name that only a `*.acme.dev` pattern can match.
 */
export function hostNames(host: string): readonly string[] {
  if (!host.includes(HOLE)) return [host];
  if (host.indexOf(HOLE) === host.length - 1 && host.split(".").length > 2) return [host.slice(0, -1)];
  const behind = host.slice(host.lastIndexOf(HOLE) + 1);
  return behind.startsWith(".") && behind.split(".").length > 2 ? [`x${behind}`] : [];
}
