import type { Node } from "jsonc-parser";
import type { CodeFile, ProviderFile, RetryFile } from "../model/file";
import type { CodeValue, Provider } from "../model/types";
import { nearest, remedy } from "./nearest";
import { lineOf, type Problem } from "./problem";
import { type Surroundings, validateProvider } from "./provider";
import { child, items, parse, properties } from "./tree";

/** What is wrong or missing in a catalog, for its author; with how much it matters. */
export interface Advice extends Problem {
  readonly severity: "error" | "warning" | "information";
}

export interface Known extends Surroundings {
  /** The bundled provider that calls a host its own. */
  readonly hostOwner: (host: string) => string | undefined;
  /** The bundled provider that the file extends, where it does. */
  readonly base?: Provider;
}

/**
 * All that can be said of a catalog without its API: mistakes that keep it from being read, then duplicates, contradictions, references to
 * what is not there, codes that nothing leads to, links that lead nowhere, and what is missing.
 */
export function adviseAuthor(text: string, known: Known): readonly Advice[] {
  const { file, problems } = validateProvider(text, known);
  const errors = problems.map((problem): Advice => ({ ...problem, severity: "error" }));
  const { root } = parse(text);
  if (!file || !root) return errors;
  const found: Advice[] = [];
  const say: Say = (severity, node, message) => {
    const span = { start: node.offset, end: node.offset + node.length };
    found.push({ severity, message, span, line: lineOf(text, span.start) });
  };
  const context: Context = { root, file, known, say, main: mainOf(file, known.base) };
  duplicates(context);
  contradictions(context);
  references(context);
  reach(context);
  links(context);
  gaps(context);
  return found.sort((a, b) => a.span.start - b.span.start);
}

type Say = (severity: Advice["severity"], node: Node, message: string) => void;

interface Context {
  readonly root: Node;
  readonly file: ProviderFile;
  readonly known: Known;
  readonly say: Say;
  /** The vocabulary of codes that name none. */
  readonly main: string;
}

function mainOf({ vocabularies = {} }: ProviderFile, base: Provider | undefined): string {
  const ids = [...(base?.vocabularies.keys() ?? []), ...Object.keys(vocabularies)];
  return ids.includes("code") ? "code" : (ids[0] ?? "code");
}

const entries = ({ root, file }: Context): readonly { readonly node: Node; readonly entry: CodeFile }[] =>
  (file.codes ?? []).flatMap((given, index) => {
    const node = child(root, "codes", index);
    return node ? [{ node, entry: typeof given === "object" ? given : { code: given } }] : [];
  });

/** What stands twice in a list of which each item counts once. */
function duplicates({ root, say }: Context): void {
  const lists: readonly (readonly [string, (node: Node) => unknown])[] = [
    ...(["hosts", "baseUrls", "imports", "issues"] as const).map((key) => [key, (node: Node) => String(node.value).toLowerCase()] as const),
    ["envelopes", (node) => child(node, "id")?.value ?? "error"],
    ["messages", (node) => child(node, "pattern")?.value],
    ["operations", (node) => child(node, "op")?.value],
    ["errorClasses", (node) => child(node, "name")?.value],
  ];
  for (const [key, nameOf] of lists) {
    const seen = new Set<unknown>();
    for (const node of items(child(root, key))) {
      const name = nameOf(node);
      if (seen.has(name)) say("warning", node, `'${name}' stands twice in "${key}"; keep one`);
      seen.add(name);
    }
  }
}

/** One policy for statuses of which the file itself says different things, and a policy for a status that the code does not have. */
function contradictions(context: Context): void {
  const { file, say } = context;
  const policyAt = (status: number): string | undefined =>
    firmPolicyOf(file.statuses?.[String(status)]?.retry ?? file.statuses?.[`${Math.floor(status / 100)}xx`]?.retry);
  for (const { node, entry } of entries(context)) {
    const statuses = entry.status === undefined ? (entry.statuses ?? []) : [entry.status];
    const named = child(node, "code") ?? node;
    const own = policyOf(entry.retry);
    const open = statuses.filter((status) => policyOf(entry.byStatus?.[String(status)]?.retry) === undefined);
    const policies = new Set(open.map((status) => policyAt(status)).filter((policy) => policy !== undefined));
    if (own !== undefined && policies.size > 1)
      say(
        "warning",
        child(node, "retry") ?? named,
        `${quoted(entry.code)} has one retry policy, but its statuses ${open.join(" and ")} have different ones; say under "byStatus" what holds where`,
      );
    for (const { key } of properties(child(node, "byStatus"))) {
      if (!statuses.includes(Number(key.value)))
        say("error", key, `${quoted(entry.code)} does not come with ${key.value}; add it to "statuses", or remove this`);
    }
  }
}

const policyOf = (retry: RetryFile | undefined): string | undefined => (typeof retry === "object" ? retry.policy : retry);

/** `"backoff"` where the API says so of every code; none where it depends on the code, or is only derived from the status. */
function firmPolicyOf(retry: RetryFile | undefined): string | undefined {
  const policy = policyOf(retry);
  const derived = typeof retry === "object" && retry.basis === "derived";
  return derived || policy === "conditional" || policy === "unspecified" ? undefined : policy;
}

const quoted = (code: CodeValue): string => (typeof code === "string" ? `'${code}'` : String(code));

/** Codes, classes and statuses that something else names. */
function references(context: Context): void {
  const { root, file, known, say } = context;
  const codes = [...(known.base?.codes ?? []), ...entries(context).map(({ entry }) => entry)].map(({ code }) => code);
  const check = (node: Node | undefined, what: string): void => {
    const value: unknown = node?.value;
    if (!node || (typeof value !== "string" && typeof value !== "number") || codes.includes(value)) return;
    const near = typeof value === "string" ? nearest(value, codes.map(String)) : undefined;
    say(
      "warning",
      node,
      `${what} ${quoted(value)} is none of the codes; ${near === undefined ? 'add it to "codes"' : `did you mean '${near}'?`}`,
    );
  };
  for (const { node } of entries(context)) {
    const gone = child(node, "deprecated");
    check(gone?.type === "object" ? child(gone, "replacement") : gone, "The replacement");
  }
  for (const node of items(child(root, "messages"))) check(child(node, "code"), "The message's code");
  for (const node of items(child(root, "errorClasses"))) for (const code of items(child(node, "codes"))) check(code, "The class's code");
  const classes = [...(known.base?.errorClasses ?? []), ...(file.errorClasses ?? [])].map(({ name }) => name);
  for (const node of items(child(root, "errorClasses"))) {
    const above = child(node, "extends");
    if (above && !classes.includes(String(above.value)) && above.value !== "Error")
      say("information", above, `The class '${above.value}' is none of "errorClasses"${remedy(String(above.value), classes, "there are")}`);
  }
  for (const node of items(child(root, "paths"))) {
    const on = child(node, "onClass");
    if (on && !classes.includes(String(on.value)))
      say("warning", on, `The class '${on.value}' is none of "errorClasses"${remedy(String(on.value), classes, "there are")}`);
  }
}

/** Whether any call is known as this API's, and whether each vocabulary stands at some field, path or class. */
function reach(context: Context): void {
  const { root, file, known, say, main } = context;
  const start: Node = { ...root, length: 1 };
  const attributed = [file.hosts, file.baseUrls, file.imports, file.errorClasses].some((list) => (list?.length ?? 0) > 0);
  if (!attributed && file.extends === undefined)
    say(
      "information",
      child(root, "id") ?? start,
      'Nothing tells which calls are of this API; give "baseUrls", "hosts" or "imports", or bind calls to it in faultline.json',
    );
  const used = new Set<string>();
  const { base } = known;
  for (const { fields } of base?.envelopes ?? []) for (const { vocabulary } of fields) if (vocabulary !== undefined) used.add(vocabulary);
  for (const { vocabulary } of base?.paths ?? []) used.add(vocabulary);
  for (const path of file.paths ?? []) used.add(typeof path === "object" ? (path.vocabulary ?? main) : main);
  for (const { fields } of file.envelopes ?? []) {
    for (const [role, field] of Object.entries(fields)) {
      const named = (Array.isArray(field) ? field : [field]).flatMap((one) =>
        typeof one === "object" && one !== null && "vocabulary" in one ? [String(one.vocabulary)] : [],
      );
      for (const vocabulary of named) used.add(vocabulary);
      if (named.length === 0 && role === "code") used.add(main);
      if (named.length === 0 && role === "type") used.add("type");
    }
  }
  const inClasses = new Set((file.errorClasses ?? []).flatMap(({ codes = [] }) => codes));
  const counted = new Map<string, number>();
  for (const { entry } of entries(context)) {
    const of = entry.vocabulary ?? main;
    counted.set(of, (counted.get(of) ?? 0) + 1);
    if (inClasses.has(entry.code)) used.add(of);
  }
  for (const [vocabulary, count] of counted) {
    const node = child(root, "vocabularies", vocabulary) ?? child(root, "codes") ?? start;
    if (!used.has(vocabulary))
      say(
        "warning",
        node,
        `Nothing leads to the ${count === 1 ? "code" : `${count} codes`} of '${vocabulary}'; say under "envelopes" or "paths" which field holds ${count === 1 ? "it" : "them"}`,
      );
  }
  for (const { key } of properties(child(root, "vocabularies")))
    if (
      !counted.has(String(key.value)) &&
      file.extends === undefined &&
      !(file.families ?? []).some((family) => (family.vocabulary ?? main) === key.value)
    )
      say("warning", key, `The vocabulary '${key.value}' has no codes`);
  for (const key of ["hosts", "baseUrls"] as const) {
    for (const node of items(child(root, key))) {
      const owner = known.hostOwner(hostOf(String(node.value)));
      if (owner !== undefined && owner !== file.extends && owner !== file.id)
        say(
          "warning",
          node,
          `The bundled provider '${owner}' has this host too, and this catalog takes its place there; write "extends": "${owner}" to add to it`,
        );
    }
  }
}

const hostOf = (written: string): string =>
  written
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#].*$/, "")
    .toLowerCase();

/** Links are https already; what remains are those that nobody has filled in. */
function links({ root, say }: Context): void {
  const look = (node: Node): void => {
    for (const { key, value } of properties(node)) {
      if ((key.value === "docs" || key.value === "url") && typeof value.value === "string") {
        const reason = placeholderIn(value.value);
        if (reason !== undefined) say("warning", value, `This link ${reason}; give the page's own, or leave it out`);
      }
      look(value);
    }
    for (const item of items(node)) look(item);
  };
  for (const key of ["docs", "sources", "codes", "statuses"]) {
    const part = child(root, key);
    if (part && key === "docs")
      look({ ...root, children: root.children?.filter((property) => property.children?.[0]?.value === "docs") ?? [] });
    else if (part) look(part);
  }
}

function placeholderIn(url: string): string | undefined {
  if (!URL_FORM.test(url)) return "is no link to a page";
  const host = hostOf(url);
  if (/(?:^|\.)(?:example(?:\.[a-z]+)?|localhost|test|invalid|your-?\w*\.\w+)$|^(?:127\.|10\.|192\.168\.)/.test(host))
    return `leads to '${host}', which stands for any`;
  return /[<>{}]|…|\bTODO\b|\bXXX\b|\.\.\./i.test(url) ? "still has a placeholder in it" : undefined;
}

const URL_FORM = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?(?:[/?#]\S*)?$/i;

/** What a hover would lack. */
function gaps(context: Context): void {
  const { root, file, known, say } = context;
  const all = entries(context);
  const mute = all.filter(
    ({ entry }) => !entry.meaning && !known.base?.codes.some(({ code, meaning }) => code === entry.code && meaning !== ""),
  );
  const [first] = mute;
  if (first) {
    const names = mute.slice(0, 5).map(({ entry }) => quoted(entry.code));
    const some = `${names.join(", ")}${mute.length > names.length ? " …" : ""}`;
    const message =
      mute.length === 1
        ? `${some} has no "meaning": its hover says nothing`
        : `${mute.length} of ${all.length} codes have no "meaning", so that their hovers say nothing: ${some}`;
    say("information", child(first.node, "code") ?? first.node, message);
  }
  for (const { key, value } of properties(child(root, "vocabularies"))) {
    const completeness = value.type === "object" ? child(value, "completeness")?.value : value.value;
    if (completeness === "closed" && !child(value, "evidence"))
      say(
        "information",
        key,
        `'${key.value}' is closed, so that any other code is called wrong; say under "evidence" where the documentation promises that`,
      );
  }
  if (all.length === 0 && Object.keys(file.statuses ?? {}).length === 0 && file.extends === undefined)
    say("warning", { ...root, length: 1 }, 'The catalog has neither "codes" nor "statuses"');
}
