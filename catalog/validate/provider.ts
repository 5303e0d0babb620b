import type { Node } from "jsonc-parser";
import type { ProviderFile } from "../model/file";
import schema from "../model/provider.schema.json";
import { validateJson } from "./json";
import { remedy } from "./nearest";
import { mostProblems, type Problem, problemAt } from "./problem";
import { child, items, parse, properties, property } from "./tree";

/** What a file is checked against besides itself. */
export interface Surroundings {
  /** Ids of the bundled providers: only these can be extended, and none may be defined anew. */
  readonly bundled?: readonly string[];
}

/**
 * Reads a provider file from outside: `file` is there exactly when nothing is wrong, ready for `normalise` or `extend`. Mistakes of
 * form come from the schema, mistakes of sense (a code given twice, a source that is not there) once the form is right; `form` says
 * which they are.
 */
export function validateProvider(text: string, around: Surroundings = {}): Validated {
  const { value, problems } = validateJson<ProviderFile>(schema, text);
  const { root } = parse(text);
  if (value === undefined || !root) return { problems, form: true };
  const found: Problem[] = [];
  const report: Report = (node, message) => {
    if (found.length < mostProblems) found.push(problemAt(text, node.offset, node.offset + node.length, message));
  };
  checkId(root, value, around, report);
  checkCodes(root, value, report);
  checkNames(root, value, report);
  for (const node of everyObject(root)) {
    checkStatuses(node, report);
    if (child(node, "policy")) checkRetry(node, report);
  }
  checkPlaces(root, report);
  return found.length > 0
    ? { problems: found.sort((a, b) => a.span.start - b.span.start), form: false }
    : { file: value, problems: [], form: false };
}

interface Validated {
  readonly file?: ProviderFile;
  readonly problems: readonly Problem[];
  readonly form: boolean;
}

type Report = (node: Node, message: string) => void;

function checkId(root: Node, file: ProviderFile, { bundled }: Surroundings, report: Report): void {
  const open: Node = { ...root, length: 1 };
  if (file.extends === undefined) {
    if (file.id === undefined)
      report(open, `Property 'id' is missing here; give the provider a short name, or write "extends" to add to a bundled one`);
    else if (bundled?.includes(file.id)) {
      report(
        child(root, "id") ?? open,
        `'${file.id}' is a bundled provider; write "extends": "${file.id}" in place of "id" to add to it, or choose another id`,
      );
    }
    return;
  }
  const node = child(root, "extends") ?? open;
  if (bundled && !bundled.includes(file.extends))
    report(node, `There is no bundled provider '${file.extends}'${remedy(file.extends, bundled)}`);
  if (file.id !== undefined && file.id !== file.extends) {
    report(child(root, "id") ?? node, `A file that extends '${file.extends}' keeps that id; remove "id"`);
  }
}

/** No code twice in a vocabulary, each of its vocabulary's type. */
function checkCodes(root: Node, file: ProviderFile, report: Report): void {
  const vocabularies = Object.keys(file.vocabularies ?? {});
  const main = vocabularies.includes("code") ? "code" : (vocabularies[0] ?? "code");
  const seen = new Set<string>();
  for (const node of items(child(root, "codes"))) {
    const codeNode = child(node, "code") ?? node;
    const vocabulary = String(child(node, "vocabulary")?.value ?? main);
    const key = JSON.stringify([vocabulary, codeNode.value]);
    if (seen.has(key)) report(codeNode, `The code ${JSON.stringify(codeNode.value)} is given twice; keep one entry`);
    seen.add(key);
    const declared = file.vocabularies?.[vocabulary];
    const type = typeof declared === "object" ? declared.type : undefined;
    const isNumber = typeof codeNode.value === "number";
    if (type !== undefined && isNumber !== (type === "integer")) {
      report(
        codeNode,
        `${JSON.stringify(codeNode.value)} is ${isNumber ? "a number" : "a string"}, but the vocabulary '${vocabulary}' is of type ${type}`,
      );
    }
  }
}

/** What refers to a vocabulary or a source by its key refers to one that is there. A file that extends may mean its base's. */
function checkNames(root: Node, file: ProviderFile, report: Report): void {
  if (file.extends !== undefined) return;
  const vocabularies = file.vocabularies ? Object.keys(file.vocabularies) : ["code"];
  const sources = Object.keys(file.sources ?? {});
  const unknown = (node: Node, what: string, known: readonly string[], place: string): void => {
    const name = String(node.value);
    if (!known.includes(name)) report(node, `There is no ${what} '${name}' in "${place}"${remedy(name, known, "there are")}`);
  };
  for (const node of everyObject(root)) {
    const vocabulary = child(node, "vocabulary");
    if (vocabulary?.type === "string") unknown(vocabulary, "vocabulary", vocabularies, "vocabularies");
    const source = child(node, "source");
    for (const key of source?.type === "array" ? items(source) : source?.type === "string" ? [source] : [])
      unknown(key, "source", sources, "sources");
  }
}

function checkStatuses(node: Node, report: Report): void {
  const both = property(node, "status");
  if (both && both.value.type === "number" && child(node, "statuses")?.type === "array") {
    report(both.key, `Give either "status" or "statuses", not both`);
  }
}

function checkRetry(node: Node, report: Report): void {
  const policy = child(node, "policy");
  const basis = child(node, "basis");
  if (basis && policy?.value === "unspecified" && basis.value !== "none") {
    report(basis, `The policy 'unspecified' has the basis 'none'; remove "basis", or say what the policy is`);
  }
  if (basis?.value === "none" && policy?.value !== "unspecified") {
    report(basis, `The basis 'none' goes with 'unspecified' only; write documented, sdk or derived`);
  }
  const attempts = property(node, "maxAttempts");
  if (attempts && child(node, "maxRetries")) {
    report(attempts.key, `Give either "maxRetries", which leaves the first try out, or "maxAttempts", which counts it; not both`);
  }
  const initial = child(node, "initialMs");
  const most = child(node, "maxMs");
  if (initial && most && Number(initial.value) > Number(most.value))
    report(initial, `The first wait, ${initial.value} ms, is longer than the longest, ${most.value} ms`);
}

/** A family has a glob or a range, a field a path or a header. */
function checkPlaces(root: Node, report: Report): void {
  for (const node of items(child(root, "families"))) {
    if ((child(node, "glob") === undefined) === (child(node, "range") === undefined))
      report({ ...node, length: 1 }, `Give the family either a "glob" or a "range"`);
    const [first, last] = items(child(node, "range"));
    if (first && last && Number(first.value) > Number(last.value))
      report(first, `The range ends before it begins; write [${last.value}, ${first.value}]`);
  }
  for (const envelope of items(child(root, "envelopes"))) {
    for (const { key, value } of properties(child(envelope, "fields"))) {
      const several = value.type === "array" ? items(value) : [value];
      const strings = several.filter((part) => part.type === "string").length;
      if (strings > 0 && strings < several.length)
        report(value, "A list of names is one path, a list of objects is several fields; do not mix them");
      for (const field of several.filter((part) => part.type === "object")) {
        if ((child(field, "path") === undefined) === (child(field, "header") === undefined))
          report({ ...field, length: 1 }, `Give the field '${key.value}' either a "path" or a "header"`);
      }
    }
  }
}

function everyObject(root: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (node.type === "object") found.push(node);
    for (const { value } of properties(node)) visit(value);
    for (const item of items(node)) visit(item);
  };
  visit(root);
  return found;
}
