import { ImportError } from "./imported";
import { get, type Obj, objectOf } from "./value";

/** A parsed description whose references within itself can be followed. */
export interface Description {
  readonly root: Obj;
  /** What a `$ref` leads to, through several of them; any other value itself. Nothing where it leads nowhere, or in a circle. */
  readonly follow: (value: unknown) => unknown;
  /** References that lead out of the description, which are not followed. */
  readonly outside: ReadonlySet<string>;
  /** Counts one step of reading. A description that is made to have no end is given up. */
  readonly step: () => void;
}

/** Steps enough for the largest descriptions that are published; a second's work. */
const MOST_STEPS = 2_000_000;

export function describe(root: Obj): Description {
  const outside = new Set<string>();
  let steps = 0;
  const step = (): void => {
    if (++steps > MOST_STEPS) throw new ImportError("The description refers to itself too often to be read");
  };
  const target = (reference: string): unknown => {
    if (!reference.startsWith("#")) {
      outside.add(reference);
      return undefined;
    }
    let at: unknown = root;
    for (const part of reference.slice(1).split("/").slice(1)) {
      const key = unescaped(part);
      at = Array.isArray(at) ? at[Number(key)] : get(at, key);
    }
    return at;
  };
  const follow = (value: unknown): unknown => {
    let at = value;
    for (const seen = new Set<string>(); ; ) {
      step();
      const reference = get(at, "$ref");
      if (typeof reference !== "string") return at;
      if (seen.has(reference)) return undefined;
      seen.add(reference);
      at = target(reference);
    }
  };
  return { root, follow, outside, step };
}

/** `"~1orders~1%7Bid%7D"` is `"/orders/{id}"`. */
function unescaped(part: string): string {
  const plain = part.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** `{ openapi: "3.1.0" }` is `"openapi"`, `{ swagger: "2.0" }` is `"swagger"`; nothing for what is no OpenAPI description. */
export function versionOf(root: unknown): "swagger" | "openapi" | undefined {
  const own = objectOf(root);
  if (/^2(\.|$)/.test(String(get(own, "swagger") ?? ""))) return "swagger";
  return /^3\./.test(String(get(own, "openapi") ?? "")) ? "openapi" : undefined;
}
