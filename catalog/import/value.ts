/** A parsed description is plain JSON of which nothing is known: these ask it without trusting it. */
export type Obj = Readonly<Record<string, unknown>>;

/** `objectOf([1])` is nothing: lists are no objects here. */
export const objectOf = (value: unknown): Obj | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Obj) : undefined;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | undefined => (typeof value === "string" && value.trim() !== "" ? value : undefined);

/** `get({ a: { b: 1 } }, "a", "b")` is 1. Only what an object holds itself: `get({}, "constructor")` is nothing. */
export function get(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    const here = objectOf(at);
    at = here && Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return at;
}

export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] => Object.entries(objectOf(value) ?? {});

/** A sentence for a catalog out of Markdown or HTML: `"The **key** is\n<b>gone</b>."` is `"The key is gone."`. */
export function plain(value: unknown): string | undefined {
  const given = textOf(value)?.slice(0, MOST * 4);
  if (given === undefined) return undefined;
  const words = given
    .replace(/<\/?[a-zA-Z][^<>]*>/g, "")
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/[`*]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (words === "") return undefined;
  return words.length <= MOST ? words : `${words.slice(0, words.lastIndexOf(" ", MOST) > MOST / 2 ? words.lastIndexOf(" ", MOST) : MOST)}…`;
}

/** Characters of a meaning: a hover is no page. */
const MOST = 300;
