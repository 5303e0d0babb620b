/** The page of a provider as HTML. Everything that comes from a catalog is text: it goes through `inert`, and a link is https or none. */
import type { CodeDetail, FamilyDetail, ProviderDetail, RetryView, StatusGroup } from "../../server/lsp/protocol";
import { usages } from "../tree";
import { pageScript } from "./script";
import { style } from "./style";

/** `<b>` becomes `&lt;b&gt;`. Characters that no reader sees, and those that turn the direction of text, are left out. */
export const inert = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (c) => (/\s/.test(c) ? " " : "")).replace(/[&<>"'`]/g, (c) => `&#${c.charCodeAt(0)};`);

/** `nonce` is new for every page: nothing runs, and no style counts, but what stands here. */
export function renderPage(detail: ProviderDetail, nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inert(detail.name)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body data-key="${inert(detail.key)}">
${head(detail)}
${tools(detail)}
<main>
${sections(detail)}
<p id="none" hidden>Nothing here fits the filter.</p>
</main>
${foot(detail)}
<script nonce="${nonce}">(${pageScript.toString()})(acquireVsCodeApi());</script>
</body>
</html>`;
}

/** Finds an entry again by what the page says of it: `"3-1"` is the second code of the fourth group, `"3"` the group. */
export function entryAt(detail: ProviderDetail, row: unknown): { readonly group: StatusGroup; readonly code?: CodeDetail } | undefined {
  const [, group, code] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(typeof row === "string" ? row : "") ?? [];
  const found = group === undefined ? undefined : detail.groups[Number(group)];
  if (!found || code === undefined) return found && { group: found };
  const entry = found.codes[Number(code)];
  return entry && { group: found, code: entry };
}

/** The row of a code: with the status that is asked for, else wherever it comes first. */
export function rowOf(
  detail: ProviderDetail,
  code: string | number,
  vocabulary: string | undefined,
  status: StatusGroup["status"],
): string | undefined {
  const rows = detail.groups.flatMap((group, g) =>
    group.codes.flatMap((entry, c) =>
      entry.code === code && (vocabulary === undefined || entry.vocabulary === vocabulary)
        ? [{ row: `${g}-${c}`, status: group.status }]
        : [],
    ),
  );
  return (rows.find((one) => one.status === status) ?? rows[0])?.row;
}

/** What is said of uses, by row: all that changes on a page while somebody works. */
export function usesByRow({ groups }: ProviderDetail): Readonly<Record<string, string>> {
  const rows = groups.flatMap(({ uses, codes }, g) => [
    [`${g}`, usages(uses)],
    ...codes.map((code, c) => [`${g}-${c}`, usages(code.uses)]),
  ]);
  return Object.fromEntries(rows);
}

function head({ name, bundled, files, codes, statuses, completeness, hosts, imports, codeAt, requestIdAt, docs }: ProviderDetail): string {
  const counts = [codes > 0 && count(codes, "code"), statuses > 0 && count(statuses, "status", "statuses")].filter(Boolean).join(", ");
  const whose = bundled
    ? files.length > 0
      ? "Ships with Faultline; this workspace adds to it."
      : "Ships with Faultline."
    : "Described by this workspace.";
  const facts = [
    fact("Hosts", hosts),
    fact("Packages", imports),
    fact("Code stands at", codeAt),
    fact("Request id stands at", requestIdAt),
    docs === undefined ? "" : `<dt>Documentation</dt><dd>${link(docs, docs) || inert(docs)}</dd>`,
  ];
  return `<header>
<h1>${inert(name)}</h1>
<p>${inert(counts)}${counts && " · "}${inert(COMPLETE.get(completeness) ?? completeness)} ${inert(whose)}</p>
<dl>${facts.join("")}</dl>
</header>`;
}

const COMPLETE: ReadonlyMap<string, string> = new Map([
  ["closed", "the documentation says that there are no others."],
  ["listed", "the documentation lists these as its own."],
  ["open", "others may come."],
]);

const fact = (label: string, values: readonly string[]): string =>
  values.length === 0 ? "" : `<dt>${label}</dt><dd>${values.map((value) => `<code>${inert(value)}</code>`).join(" ")}</dd>`;

function tools({ groups }: ProviderDetail): string {
  const rows = groups.reduce((sum, group) => sum + group.codes.length + group.families.length, 0);
  return `<div class="tools" role="search">
<label class="filter"><span class="aside">Filter</span><input id="filter" type="search" spellcheck="false" autocomplete="off" placeholder="Code, status, word or retry policy (press /)"></label>
<label class="only"><input id="only" type="checkbox"> Only what this workspace uses</label>
<span id="shown" role="status" data-total="${rows}"></span>
</div>`;
}

/** The groups by class: a reader looks for "client errors" before 422. */
function sections({ groups, docs }: ProviderDetail): string {
  const classes = new Map<string, string[]>();
  groups.forEach((group, index) => {
    const key = classOf(group);
    classes.set(key, [...(classes.get(key) ?? []), section(group, index, docs)]);
  });
  return [...classes].map(([title, parts]) => `<section class="class"><h2>${title}</h2>\n${parts.join("\n")}</section>`).join("\n");
}

function classOf({ status }: StatusGroup): string {
  if (status === undefined) return "Without a status";
  return CLASSES.get(String(status)[0] ?? "") ?? "Other statuses";
}

const CLASSES: ReadonlyMap<string, string> = new Map([
  ["1", "Information <small>1xx</small>"],
  ["2", "Success <small>2xx</small>"],
  ["3", "Redirection <small>3xx</small>"],
  ["4", "Client errors <small>4xx</small>"],
  ["5", "Server errors <small>5xx</small>"],
]);

function section(group: StatusGroup, index: number, known: string | undefined): string {
  const { status, title, meaning, action, retry, docs, uses, codes, families } = group;
  const says = `${prose(meaning)}${todo(action)}`;
  const number = status === undefined ? "" : `<span class="number">${inert(String(status))}</span> `;
  const heading =
    status === undefined
      ? ""
      : `<h3>${number}${inert(title)} ${retry.policy === "unspecified" ? "" : badge(retry)} ${usesButton(String(index), uses, `status ${status}`)}${docs === undefined ? "" : ` ${link("Docs", docs)}`}</h3>`;
  const rows = [
    ...codes.map((code, at) => codeRow(code, `${index}-${at}`, group.docs ?? known)),
    ...families.map((family, at) => familyRow(family, `${index}-f${at}`)),
  ];
  const table =
    rows.length === 0
      ? ""
      : `<table><colgroup><col class="code"><col class="retries"><col><col class="count"></colgroup>
<thead class="aside"><tr><th scope="col">Code</th><th scope="col">Retry</th><th scope="col">Meaning</th><th scope="col">Usages</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
  const words = searchable(String(status ?? ""), title, meaning, action, retry.word);
  return `<section class="status" id="row-${index}" data-text="${words}" data-used="${uses > 0}">${heading}${says}${table}</section>`;
}

/** Its documentation is linked where it is another page than the one `known` already. */
function codeRow(entry: CodeDetail, row: string, known: string | undefined): string {
  const { code, vocabulary, main, meaning, action, retry, docs, deprecated, uses } = entry;
  const name = inert(String(code));
  const notes = [
    main ? "" : ` <span class="note">${inert(vocabulary)}</span>`,
    deprecated === undefined ? "" : ` <span class="note">deprecated${deprecated && `: ${inert(deprecated)}`}</span>`,
  ];
  return `<tr id="row-${row}" tabindex="-1" data-text="${searchable(String(code), vocabulary, meaning, action, retry.word)}" data-used="${uses > 0}">
<th scope="row"><code>${name.replaceAll("_", "_<wbr>")}</code>${notes.join("")}<button class="quiet" data-copy="${row}" aria-label="Copy ${name}">Copy</button></th>
<td>${badge(retry)}</td>
<td>${prose(meaning)}${todo(action)}${docs === undefined || docs === known ? "" : link("Docs", docs)}</td>
<td>${usesButton(row, uses, name)}</td></tr>`;
}

const familyRow = ({ label, meaning, retry }: FamilyDetail, row: string): string =>
  `<tr id="row-${row}" data-text="${searchable(label, meaning, retry.word)}" data-used="false">
<th scope="row"><code>${inert(label)}</code> <span class="note">group of codes</span></th><td>${badge(retry)}</td><td>${prose(meaning)}</td><td></td></tr>`;

/** A word, and a colour that repeats it. */
const badge = ({ policy, word, text }: RetryView): string =>
  `<span class="retry ${RETRIES.has(policy) ? policy : "unspecified"}" title="${inert(text)}">${inert(word)}</span>`;

const RETRIES: ReadonlySet<string> = new Set([
  ...["never", "fix-first", "after-header", "after-header-else-backoff", "backoff", "short-delay", "wait-reset", "conditional"],
]);

/** Always there, so that a count that comes later has its place. */
const usesButton = (row: string, uses: number, name: string): string =>
  `<button class="uses" data-uses="${row}" aria-label="${usages(uses)} of ${name}" title="Show where this workspace names it"${uses > 0 ? "" : " hidden"}>${usages(uses)}</button>`;

const prose = (text: string): string => (text === "" ? "" : `<p>${inert(text)}</p>`);
const todo = (text: string): string => (text === "" ? "" : `<p class="todo"><span>What to do:</span> ${inert(text)}</p>`);

const searchable = (...parts: readonly string[]): string => inert(parts.join(" ").toLowerCase());

function foot({ bundled, id, files, sources, issues }: ProviderDetail): string {
  const from = sources.map(({ title, url, retrieved }) => {
    const name = (url !== undefined && link(title || url, url)) || inert(title || url || "");
    return `<li>${name}${retrieved && `, read ${inert(retrieved)}`}</li>`;
  });
  const parts = [
    from.length > 0 ? `<h2>Where this is from</h2><ul>${from.join("")}</ul>` : "",
    issues.length > 0
      ? `<h2>What its documentation leaves open</h2><ul>${issues.map((issue) => `<li>${inert(issue)}</li>`).join("")}</ul>`
      : "",
    bundled ? `<p><button class="link" data-do="text">Show as JSON</button> as it ships with the id <code>${inert(id)}</code>.</p>` : "",
    files.length > 0 ? `<p><button class="link" data-do="file">Open this workspace's file on it</button></p>` : "",
  ];
  return `<footer>${parts.join("\n")}</footer>`;
}

/** A link that can only lead to an https page; anything else gives nothing. */
const link = (label: string, url: string): string =>
  /^https:\/\/[^\s()<>[\]\\"'`]+$/.test(url) ? `<a href="${inert(url)}">${inert(label)}</a>` : "";

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
