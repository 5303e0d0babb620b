import {
  type AttributeNode,
  baseParse,
  type DirectiveNode,
  type ElementNode,
  type ForParseResult,
  NodeTypes,
  type TemplateChildNode,
} from "@vue/compiler-core/dist/compiler-core.esm-bundler.js";
import type { Span } from "../text";
import type { Piece } from "./compose";
import type { Remark, Tag } from "./tags";

/**
 * The expressions of a component's template, as the body of a function at its place: `<p v-if="a">{{ b }}</p>` is `;(a)` and `;( b )`.
 * `v-for` and `v-slot` declare their names in a block as long as their element. All of it or nothing, so that brackets always pair.
 */
export function templatePieces(text: string, root: Tag, items: readonly (Tag | Remark)[]): readonly Piece[] {
  if ((root.attributes.get("lang") ?? "html") !== "html") return [];
  const close = endOf(text, items.slice(items.indexOf(root)));
  if (close === undefined || close.start - root.span.end > MAX_LENGTH) return [];
  const inner = { start: root.span.end, end: close.start };
  const body = bodyOf(text, inner);
  const pieces = [{ start: root.span.start, code: ";()=>{" }, ...(body ?? []), { start: close.start, code: "};" }];
  return body && body.length > 0 && areApart(pieces) ? pieces : [];
}

/** Vue's parser takes time that grows with the square of what is left open, which no template of this length that a person wrote has. */
const MAX_LENGTH = 200_000;
const MAX_LOOP = 1_000;

/** The end tag of what the first tag opens, if every element in it is closed in its turn; else Vue and HTML may see different trees. */
function endOf(text: string, items: readonly (Tag | Remark)[]): Span | undefined {
  const names: string[] = [];
  for (const item of items) {
    if (item.kind === "comment" || item.kind === "empty") continue;
    if ((item.attributes.get("v-for") ?? "").length > MAX_LOOP) return undefined;
    if (item.kind === "open") {
      if (!isVoid(text.slice(item.span.start + 1, item.span.start + 1 + item.name.length))) names.push(item.name);
    } else if (names.pop() !== item.name) return undefined;
    else if (names.length === 0) return item.span;
  }
  return undefined;
}

/** Elements that have no end tag. A component can have such a name with a capital letter. */
const isVoid = (name: string): boolean => VOID.has(name);
const VOID: ReadonlySet<string> = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

/** Nothing where Vue does not understand the template. */
function bodyOf(text: string, { start, end }: Span): readonly Piece[] | undefined {
  let understood = true;
  const { children } = baseParse(text.slice(start, end), {
    parseMode: "html",
    isVoidTag: isVoid,
    // What is written with an entity is not what the expression says: it is left out below.
    decodeEntities: (raw) => raw,
    onError: () => {
      understood = false;
    },
  });
  const pieces: Piece[] = [];
  const open: TemplateChildNode[] = [...children];
  for (let node = open.pop(); understood && node !== undefined; node = open.pop()) {
    if (node.type === NodeTypes.INTERPOLATION) pieces.push(...interpolation(node.loc.start.offset, node.loc.source));
    if (node.type !== NodeTypes.ELEMENT) continue;
    pieces.push(...elementPieces(node, text.slice(start, end)));
    open.push(...node.children);
  }
  return understood ? pieces.map((piece) => ({ start: piece.start + start, code: piece.code })) : undefined;
}

/** `{{ a }}` is `;( a );`. */
function interpolation(start: number, source: string): readonly Piece[] {
  const code = source.slice(2, -2);
  return isPlain(code) ? [{ start, code: `;(${code});` }] : [];
}

function elementPieces({ props, loc }: ElementNode, text: string): readonly Piece[] {
  const pieces = props.flatMap((prop) => (isDirective(prop) ? directivePieces(prop, text) : []));
  if (!props.some((prop) => isDirective(prop) && (prop.name === "for" || prop.name === "slot") && prop.exp)) return pieces;
  return [{ start: loc.start.offset, code: ";{" }, ...pieces, { start: loc.end.offset - 1, code: "}" }];
}

const isDirective = (prop: AttributeNode | DirectiveNode): prop is DirectiveNode => prop.type === NodeTypes.DIRECTIVE;

function directivePieces({ name, arg, exp, forParseResult, loc }: DirectiveNode, text: string): readonly Piece[] {
  const span = exp && { start: exp.loc.start.offset, end: exp.loc.end.offset };
  // Without quotes there is no room for brackets.
  if (!span || !/["']/.test(text.charAt(span.start - 1)) || text[span.end] !== text[span.start - 1]) return [];
  const within = { start: loc.start.offset - 1, end: span.end + 1 };
  if (name === "for") return forParseResult ? loopPieces(forParseResult, text, within) : [];
  if (name === "slot") return put(text, within, span, ";let ", "");
  const isHandler = name === "on" && arg !== undefined && !/^\s*(?:async\s+)?function\b/.test(text.slice(span.start, span.end));
  return isHandler ? put(text, within, span, ";()=>{", "}") : put(text, within, span, ";(", ")");
}

/** `v-for="(item, i) in items"` is `;let item, i` and `;(items)`: what each item is nobody says. */
function loopPieces({ source, value, key, index }: ForParseResult, text: string, within: Span): readonly Piece[] {
  const names = [value, key, index].flatMap((part) => (part ? [{ start: part.loc.start.offset, end: part.loc.end.offset }] : []));
  const declared = names.flatMap((name, i) => {
    const code = text.slice(name.start, name.end);
    return i === 0
      ? put(text, within, name, ";let ", "")
      : [
          { start: (names[i - 1] as Span).end, code: "," },
          { start: name.start, code },
        ];
  });
  return [...declared, ...put(text, within, { start: source.loc.start.offset, end: source.loc.end.offset }, ";(", ")")];
}

/** Code with something around it, in place of what stands there in the tag; nothing where there is no room or the code is not plain. */
function put(text: string, within: Span, { start, end }: Span, before: string, behind: string): readonly Piece[] {
  const code = text.slice(start, end);
  const fits = start - before.length >= within.start && end + behind.length <= within.end;
  return fits && isPlain(code) ? [{ start: start - before.length, code: before + code + behind }] : [];
}

/** False for code that would swallow the bracket behind it, or that means something else than is written: with a comment or an entity in it. */
const isPlain = (code: string): boolean => code.trim() !== "" && !/(?:^|[^:])\/\/|\/\*|&#?[a-z]/i.test(code);

function areApart(pieces: readonly Piece[]): boolean {
  let done = 0;
  for (const { start, code } of pieces.toSorted((a, b) => a.start - b.start)) {
    if (start < done) return false;
    done = start + code.length;
  }
  return true;
}
