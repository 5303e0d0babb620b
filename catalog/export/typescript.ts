import { codesOf, retryFor } from "../model/lookup";
import type { CodeEntry, CodeValue, Provider, Retry, Vocabulary } from "../model/types";

/**
 * TypeScript with what a provider can return: for each vocabulary a union, its guard and a table of statuses and retry policies, then the
 * policies of statuses. It needs no package and compiles under `strict` from ES2015 on.
 */
export function typesOf(provider: Provider): string {
  const name = pascal(provider.id);
  const withCodes = [...provider.vocabularies.values()].filter((vocabulary) => codesOf(provider, vocabulary.id).length > 0);
  const [first] = withCodes;
  const main = withCodes.find(({ id }) => id === "code") ?? first;
  const parts = withCodes.map((vocabulary) =>
    vocabularyText(provider, vocabulary, vocabulary === main ? `${name}Code` : distinct(`${name}${pascal(vocabulary.id)}`, `${name}Code`)),
  );
  return [head(provider), policies(name), ...parts, ...statusText(provider, name)].join("\n");
}

function head({ name, id, docs, sources }: Provider): string {
  const versions = [...sources.values()].flatMap(({ package: of, version, url, file }) =>
    of ? `${of} ${version ?? ""}`.trim() : (url ?? file ?? []),
  );
  const from = versions.length > 0 && String(versions) !== docs ? ` Taken from ${versions.join(", ")}.` : "";
  return comment(`The errors of ${name}.${docs ? ` ${docs}` : ""}${from} Written by "faultline types ${id}": do not edit.`);
}

const POLICIES: readonly Retry["policy"][] = [
  ...(["never", "fix-first", "after-header", "after-header-else-backoff", "backoff"] as const),
  ...(["short-delay", "wait-reset", "conditional", "unspecified"] as const),
];

function policies(name: string): string {
  return `${comment("Whether and how to repeat a call. `unspecified`: the documentation does not say.")}export interface ${name}Retry {
  readonly policy: ${POLICIES.map((policy) => JSON.stringify(policy)).join(" | ")};
  readonly basis: "documented" | "sdk" | "derived" | "none";
  /** The response header that says how long to wait. */
  readonly header?: string;
  readonly initialMs?: number;
  readonly maxMs?: number;
  readonly jitter?: boolean;
  /** Repeats after the first try. */
  readonly maxRetries?: number;
  /** Tries, the first one too. */
  readonly maxAttempts?: number;
  /** When a quota comes back. */
  readonly reset?: string;
  readonly idempotentOnly?: boolean;
  readonly note?: string;
}

${comment("What is known of a code: the statuses that it comes with, and whether to repeat; `byStatus` where that depends on the status.")}export interface ${name}Entry {
  readonly statuses: readonly number[];
  readonly retry: ${name}Retry;
  readonly byStatus?: Readonly<Record<number, ${name}Retry>>;
}
`;
}

function vocabularyText(provider: Provider, vocabulary: Vocabulary, type: string): string {
  const entries = codesOf(provider, vocabulary.id);
  const list = lower(plural(type));
  const open =
    vocabulary.completeness === "open"
      ? " Others may come."
      : vocabulary.completeness === "closed"
        ? " The documentation says that there are no others."
        : "";
  const union = entries.map((entry) => `${words(entry)}  | ${literal(entry.code)}`).join("\n");
  const rows = entries.map((entry) => `  ${key(entry.code)}: ${entryText(provider, entry)},`).join("\n");
  const kinds = [...new Set(entries.map(({ code }) => typeof code))].map((kind) => `typeof value === "${kind}"`);
  const kind = kinds.length > 1 ? `(${kinds.join(" || ")})` : (kinds[0] ?? "");
  return `${comment(`The ${vocabulary.id === "code" ? "error codes" : `values of '${vocabulary.id}'`} of ${provider.name}.${open}`)}export type ${type} =
${union};

${comment("Every one of them with its statuses and whether to repeat the call.")}export const ${list}: Readonly<Record<${type}, ${pascal(provider.id)}Entry>> = {
${rows}
};

${comment("Whether a value is one of them.")}export const is${type} = (value: unknown): value is ${type} =>
  ${kind} && Object.prototype.hasOwnProperty.call(${list}, value);
`;
}

function words({ meaning, deprecated }: CodeEntry): string {
  const text = [meaning, deprecated ? `@deprecated${deprecated.replacement === undefined ? "" : ` Use ${deprecated.replacement}.`}` : ""]
    .filter((part) => part !== "")
    .join(" ");
  return text === "" ? "" : `  /** ${inert(text)} */\n`;
}

function entryText(provider: Provider, { code, vocabulary, statuses, byStatus }: CodeEntry): string {
  const at = (status: number | undefined): Retry => retryFor(provider, { code, vocabulary, status }).retry;
  const [first] = statuses;
  const main = at(first);
  const others = [...new Set([...statuses, ...byStatus.keys()])].filter((status) => JSON.stringify(at(status)) !== JSON.stringify(main));
  const differing =
    others.length === 0 ? "" : `, byStatus: { ${others.map((status) => `${status}: ${retryText(at(status))}`).join(", ")} }`;
  return `{ statuses: ${JSON.stringify(statuses)}, retry: ${retryText(main)}${differing} }`;
}

function statusText(provider: Provider, name: string): readonly string[] {
  const statuses = [...provider.statuses.values()];
  if (statuses.length === 0) return [];
  const rows = statuses.map(({ status, retry }) => `  ${status}: ${retryText(retry)},`).join("\n");
  return [
    `${comment(`Whether to repeat a call of ${provider.name} that ended with a status, where no code says more.`)}export const ${lower(name)}Statuses: Readonly<Partial<Record<number, ${name}Retry>>> = {
${rows}
};
`,
  ];
}

/** `acme-billing` is `AcmeBilling`; a digit cannot begin a name. */
function pascal(id: string): string {
  const parts = id.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
  const text = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
  return /^[A-Za-z]/.test(text) ? text : `Api${text}`;
}

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const plural = (name: string): string =>
  /[sx]$/.test(name) ? `${name}es` : /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
const distinct = (name: string, other: string): string => (name === other ? `${name}Value` : name);

/** `{ policy: "backoff", basis: "sdk", maxRetries: 2 }`. */
const retryText = ({ policy, basis, ...figures }: Retry): string =>
  `{ ${Object.entries({ policy, basis, ...figures })
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(", ")} }`;

const literal = (code: CodeValue): string => (typeof code === "number" ? String(code) : JSON.stringify(code));

/** The key of an object: `gone`, `"card-lost"`, `40001`. As a name `__proto__` would be another object's. */
const key = (code: CodeValue): string =>
  code === "__proto__"
    ? '["__proto__"]'
    : typeof code === "number" && code >= 0
      ? String(code)
      : /^[A-Za-z_$][\w$]*$/.test(String(code))
        ? String(code)
        : JSON.stringify(String(code));

const comment = (text: string): string => `/** ${inert(text)} */\n`;

/** Text of a catalog cannot end the comment that it stands in. */
const inert = (text: string): string => text.replace(/\s+/g, " ").replaceAll("*/", "*\u200b/").trim();
