import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { mostProblems, type Problem, problemAt } from "./problem";

/** A parsed text: its tree for places, and what kept it from being read. */
export interface Tree {
  readonly root?: Node;
  readonly problems: readonly Problem[];
}

export type Segment = string | number;

/** Parses JSON as people write it: comments and trailing commas are fine, a key given twice is not. */
export function parse(text: string): Tree {
  try {
    return parseWhole(text);
  } catch (error) {
    if (error instanceof RangeError) return { problems: [tooDeep(text)] };
    throw error;
  }
}

export const tooDeep = (text: string): Problem => problemAt(text, 0, text.length, "The file is nested too deeply to be read");

function parseWhole(text: string): Tree {
  const errors: ParseError[] = [];
  const body = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const root = parseTree(body, errors, { allowTrailingComma: true, disallowComments: false });
  if (!root && errors.length === 0) return { problems: [problemAt(text, 0, text.length, "The file is empty; write a JSON object")] };
  const problems = errors
    .slice(0, mostProblems)
    .map((error) => problemAt(text, error.offset, error.offset + error.length, SYNTAX[error.error] ?? "This is not valid JSON"));
  if (problems.length > 0 || !root) return { problems };
  return { root, problems: keyProblems(text, root) };
}

/** The plain value of a node. `{"__proto__": 1}` becomes an object with a property of that name, not another prototype. */
export function plainValue(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(plainValue);
  if (node.type !== "object") return node.value;
  return Object.fromEntries(properties(node).map(({ key, value }) => [String(key.value), plainValue(value)]));
}

export interface Property {
  readonly key: Node;
  readonly value: Node;
}

export function properties(node: Node | undefined): readonly Property[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key && value ? [{ key, value }] : [];
  });
}

export const items = (node: Node | undefined): readonly Node[] => (node?.type === "array" ? (node.children ?? []) : []);

/** `child(node, "retry", "policy")` is the value at `node.retry.policy`. */
export function child(node: Node | undefined, ...path: readonly Segment[]): Node | undefined {
  let at = node;
  for (const segment of path) {
    at = typeof segment === "number" ? items(at)[segment] : property(at, segment)?.value;
  }
  return at;
}

export const property = (node: Node | undefined, key: string): Property | undefined => properties(node).find((p) => p.key.value === key);

function keyProblems(text: string, root: Node): readonly Problem[] {
  const problems: Problem[] = [];
  const visit = (node: Node): void => {
    const seen = new Set<unknown>();
    for (const { key, value } of properties(node)) {
      if (problems.length === mostProblems) return;
      if (seen.has(key.value))
        problems.push(problemAt(text, key.offset, key.offset + key.length, `Property '${key.value}' is given twice; keep one`));
      else if (!wellFormed(String(key.value)))
        problems.push(problemAt(text, key.offset, key.offset + key.length, "This property's name is not valid Unicode"));
      seen.add(key.value);
      visit(value);
    }
    for (const item of items(node)) visit(item);
  };
  visit(root);
  return problems;
}

function wellFormed(text: string): boolean {
  try {
    encodeURI(text);
    return true;
  } catch {
    return false;
  }
}

/** By jsonc-parser's `ParseErrorCode`. */
const SYNTAX: Readonly<Record<number, string>> = {
  1: "This is not JSON; write a value in double quotes, a number, true, false, null, [ or {",
  2: "This number is not written as JSON writes numbers",
  3: "A property name in double quotes is expected here",
  4: "A value is expected here",
  5: "A colon is expected between the property's name and its value",
  6: "A comma is expected before this",
  7: "A closing } is missing",
  8: "A closing ] is missing",
  9: "Nothing may follow the end of the JSON value",
  10: "Comments are not allowed here",
  11: "This comment is not closed; end it with */",
  12: "This string is not closed; end it with a double quote",
  13: "This number is not complete",
  14: "This \\u escape needs four hexadecimal digits",
  15: "This escape does not exist in JSON; write \\\\ for a backslash",
  16: "This character must be written as an escape",
};
