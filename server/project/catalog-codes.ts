import type { Node } from "jsonc-parser";
import type { CodeValue } from "../../catalog/model/types";
import { child, items, parse, property } from "../../catalog/validate/tree";
import type { Span } from "../core/text";

/** A place in a catalog file that names a code. */
export interface Mention {
  /** The value with its quotes. */
  readonly span: Span;
  readonly code: CodeValue;
  /** As written; without one it is of the main vocabulary. */
  readonly vocabulary?: string;
  /** A place that names no vocabulary, and may mean any. */
  readonly loose?: true;
  /** The entry itself; other places only refer to one. */
  readonly entry: boolean;
}

export interface CatalogCodes {
  /** What it says of itself: its id, or what it extends. */
  readonly provider: string;
  readonly mentions: readonly Mention[];
}

/** `{ "id": "acme", "codes": ["gone", { "code": "left" }] }` names two codes of acme. Absent for what is no JSON or has no id. */
export function catalogCodes(text: string): CatalogCodes | undefined {
  const { root } = parse(text);
  const provider = child(root, "id")?.value ?? child(root, "extends")?.value;
  if (typeof provider !== "string") return undefined;
  const entries = items(child(root, "codes")).flatMap((entry) => {
    const named = child(entry, "vocabulary")?.value;
    const vocabulary = typeof named === "string" ? { vocabulary: named } : {};
    const gone = child(entry, "deprecated");
    return [
      ...mention(entry.type === "object" ? child(entry, "code") : entry, { ...vocabulary, entry: true }),
      ...mention(gone?.type === "object" ? child(gone, "replacement") : gone, { ...vocabulary, entry: false }),
    ];
  });
  const classes = items(child(root, "errorClasses")).flatMap((entry) => items(child(entry, "codes")));
  const messages = items(child(root, "messages")).map((entry) => property(entry, "code")?.value);
  return { provider, mentions: [...entries, ...[...classes, ...messages].flatMap((node) => mention(node, { entry: false, loose: true }))] };
}

/** `main` is the vocabulary of an entry that names none. */
export const isMentionOf = (
  { code, vocabulary, loose }: Mention,
  wanted: { readonly code: CodeValue; readonly vocabulary: string },
  main: string | undefined,
): boolean => code === wanted.code && (loose === true || (vocabulary ?? main) === wanted.vocabulary);

function mention(node: Node | undefined, rest: Omit<Mention, "span" | "code">): readonly Mention[] {
  const code: unknown = node?.value;
  if (!node || (typeof code !== "string" && typeof code !== "number")) return [];
  return [{ span: { start: node.offset, end: node.offset + node.length }, code, ...rest }];
}
