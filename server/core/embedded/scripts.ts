import type { Embedded } from "../contract";
import { isMinified, type Span } from "../text";
import { type Piece, pieceOf } from "./compose";
import type { Remark, Tag } from "./tags";

type Language = Embedded["language"];

/** One script of a file: `<script lang="ts">` and what stands between it and its end. */
export interface Script {
  readonly tag: Tag;
  readonly content: Span;
  readonly language: Language;
}

/** The scripts among the tags that an engine or a compiler would run as such; not `<script src>`, data, templates and bundled code. */
export function scriptsOf(text: string, items: readonly (Tag | Remark)[], otherwise: Language): readonly Script[] {
  return items.flatMap((tag, i) => {
    if (tag.kind !== "open" || tag.name !== "script" || tag.attributes.has("src")) return [];
    const language = languageOf(tag.attributes, otherwise);
    const content = { start: tag.span.end, end: items[i + 1]?.span.start ?? text.length };
    if (language === undefined || isMinified(text.slice(content.start, content.end))) return [];
    return [{ tag, content, language }];
  });
}

/** `lang="ts"` as components have it, else the media type of a page. */
function languageOf(attributes: Tag["attributes"], otherwise: Language): Language | undefined {
  const lang = attributes.get("lang");
  if (lang !== undefined) return LANGUAGES.get(lang.toLowerCase());
  const type = attributes.get("type")?.trim().toLowerCase() ?? "";
  if (type === "" || type === "module" || /^(?:text|application)\/(?:x-)?(?:java|ecma)script(?:$|;)/.test(type)) return otherwise;
  if (/^(?:text|application)\/typescript$/.test(type)) return "ts";
  return /^text\/(?:babel|jsx)$/.test(type) ? "jsx" : undefined;
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ["js", "js"],
  ["javascript", "js"],
  ["jsx", "jsx"],
  ["ts", "ts"],
  ["typescript", "ts"],
  ["tsx", "tsx"],
]);

/** The one language in which the scripts of a file are read together: `tsx` for TypeScript here and JSX there. */
export function commonLanguage(languages: readonly Language[], otherwise: Language): Language {
  const typed = languages.some((l) => l.startsWith("t"));
  const markup = languages.some((l) => l.endsWith("x"));
  if (languages.length === 0) return otherwise;
  return typed ? (markup ? "tsx" : "ts") : markup ? "jsx" : "js";
}

/** Its code, ended where its tag ends; in a block if other scripts do not see what it declares. */
export function scriptPieces(text: string, { tag, content }: Script, alone: boolean): readonly Piece[] {
  const end = content.end < text.length ? [{ start: content.end, code: `${LINE_END}${alone ? "}" : ";"}` }] : [];
  return [...(alone ? [{ start: tag.span.end - 1, code: "{" }] : []), pieceOf(text, content), ...end];
}

/** A separator of lines for JavaScript that is none for an editor: it ends a comment that stands before `</script>`. */
const LINE_END = "\u2028";
