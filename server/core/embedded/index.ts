/** Scripts inside other files: the text in which their code stands at its own places and all the rest is blank. Pure. */
import type { Embedded } from "../contract";
import type { Span } from "../text";
import { blank, compose, type Piece, pieceOf } from "./compose";
import { commonLanguage, scriptPieces, scriptsOf } from "./scripts";
import { type Remark, type Tag, tagsOf } from "./tags";
import { templatePieces } from "./vue";

/** A file and its code alone: as long as the file and with the same line breaks, so that each offset means the same place in both. */
export interface Embedding extends Embedded {
  readonly text: string;
}

/** Whether the parser of scripts has nothing against a text, whose language follows from the path. */
export type Parses = (path: string, text: string) => boolean;

/** Of `<script>f()</script>` in a page the text is eight blanks, `f()`, and an end of the statement. Any text gives some. */
export function embed(path: string, text: string, parses: Parses): Embedding {
  const kind = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const otherwise: Embedded["language"] = kind === "astro" ? "ts" : "js";
  const front = kind === "astro" ? frontmatter(text) : undefined;
  const items = tagsOf(kind === "astro" ? withoutRemarks(text, front?.end ?? 0) : text, front?.end);
  const blocks = kind === "vue" ? blocksOf(items) : undefined;
  const scripts = scriptsOf(text, blocks ?? items, otherwise);
  const language = commonLanguage([...(front ? [otherwise] : []), ...scripts.map((script) => script.language)], otherwise);
  const root = blocks?.find((tag) => tag.kind === "open" && tag.name === "template");
  // Only what a setup script declares has its name in the template.
  const template = root && scripts.some(({ tag }) => tag.attributes.has("setup")) ? templatePieces(text, root, items) : [];
  const code = [
    ...(front ? [pieceOf(text, front.code), { start: front.code.end, code: ";" }] : []),
    ...scripts.flatMap((script) => scriptPieces(text, script, isAlone(kind, script.tag))),
    // Brackets that do not pair in a template would take in the script behind it.
    ...(template.length > 0 && parses(`${path}.${language}`, compose(text, template)) ? template : []),
    ...items.flatMap((item) => (item.kind === "comment" ? directive(text, item.span) : [])),
  ];
  return {
    text: compose(text, code),
    language,
    scripts: [...(front ? [front.code] : []), ...scripts.map(({ content }) => content)],
    markup: between(items, front?.end ?? 0, text.length),
  };
}

/** A script of Astro and a module of a page have a scope of their own; the scripts of a component share one, as those of a page do. */
const isAlone = (kind: string, { attributes }: Tag): boolean =>
  kind === "astro" || (kind.startsWith("htm") && attributes.get("type")?.trim().toLowerCase() === "module");

/** What stands between the two `---` of an Astro file; without a second one, all of it. */
function frontmatter(text: string): { readonly code: Span; readonly end: number } | undefined {
  const open = /^\uFEFF?\s*---/.exec(text)?.[0].length;
  if (open === undefined) return undefined;
  const close = /^[ \t]*---(?!-)/m.exec(text.slice(open));
  if (close === null) return { code: { start: open, end: text.length }, end: text.length };
  const start = open + close.index;
  return { code: { start: open, end: start + close[0].length - 3 }, end: start + close[0].length };
}

/** `{/* a <script> *\/}` in the markup of Astro holds no tags: it is blank in the text that they are looked up in. */
function withoutRemarks(text: string, from: number): string {
  let made = "";
  let done = 0;
  for (let start = text.indexOf("{/*", from); start >= 0; start = text.indexOf("{/*", done)) {
    const end = text.indexOf("*/", start + 3);
    if (end < 0) break;
    made += text.slice(done, start) + blank(text.slice(start, end + 2));
    done = end + 2;
  }
  return made + text.slice(done);
}

/** The tags of the blocks at the root of a Vue file: a script inside its template or its documentation is none of its own. */
function blocksOf(items: readonly (Tag | Remark)[]): readonly Tag[] {
  const found: Tag[] = [];
  let name: string | undefined;
  let depth = 0;
  for (const item of items) {
    if (item.kind === "comment") continue;
    if (name === undefined) {
      found.push(item);
      if (item.kind !== "open") continue;
      name = item.name;
      depth = 1;
    } else if (item.name === name && item.kind !== "empty") {
      if (item.kind === "close") depth--;
      else if (name === "template") depth++;
      if (depth > 0) continue;
      found.push(item);
      name = undefined;
    }
  }
  return found;
}

/** `<!-- faultline-disable … -->` as a comment of the code, so that it means the same in markup. */
function directive(text: string, span: Span): readonly Piece[] {
  const words = /^<!--(.*)-->$/s.exec(text.slice(span.start, span.end))?.[1];
  if (!words?.includes("faultline-") || words.includes("*/")) return [];
  return [{ start: span.start, code: `/*  ${words} */` }];
}

/** The places between tags and comments, without what stands in a `<script>` and the like. */
function between(items: readonly (Tag | Remark)[], from: number, end: number): readonly Span[] {
  const found: Span[] = [];
  let start = from;
  let raw = false;
  for (const item of items) {
    if (!raw && item.span.start > start) found.push({ start, end: item.span.start });
    start = item.span.end;
    raw = item.kind === "open" && RAW.has(item.name);
  }
  if (!raw && start < end) found.push({ start, end });
  return found;
}

const RAW: ReadonlySet<string> = new Set(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"]);
