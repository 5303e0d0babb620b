/** What the explorer of error codes shows, as plain data: `explorer.ts` makes items of the editor of it. */
import type {
  CodeDetail,
  Counting,
  FamilyDetail,
  ProviderDetail,
  ProviderList,
  ProviderRow,
  RetryView,
  StatusGroup,
} from "../server/lsp/protocol";

export type Node =
  | { readonly kind: "provider"; readonly row: ProviderRow }
  | { readonly kind: "others"; readonly rows: readonly ProviderRow[] }
  | { readonly kind: "status"; readonly of: ProviderRow; readonly group: StatusGroup }
  | { readonly kind: "code"; readonly of: ProviderRow; readonly status: StatusGroup["status"]; readonly entry: CodeDetail }
  | { readonly kind: "family"; readonly of: ProviderRow; readonly status: StatusGroup["status"]; readonly family: FamilyDetail };

export interface Look {
  /** The same for the same thing, so that what is open stays open. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Paragraphs of plain text. */
  readonly tooltip: readonly string[];
  /** A name of the editor's own icons, and of a colour of its theme. */
  readonly icon: string;
  readonly color?: string;
  readonly collapsible: boolean;
  /** What can be done with it, for menus: `"code docs uses"`. */
  readonly context: string;
}

/** A provider that the workspace describes, adds to, calls or names. */
export const isUsed = ({ uses, usedIn, files }: ProviderRow): boolean => uses > 0 || usedIn > 0 || files.length > 0;

/** The providers that the workspace uses, and one node for all others. */
export function roots({ providers }: Pick<ProviderList, "providers">): readonly Node[] {
  const others = providers.filter((row) => !isUsed(row));
  const used = providers.filter(isUsed).map((row): Node => ({ kind: "provider", row }));
  return others.length > 0 ? [...used, { kind: "others", rows: others }] : used;
}

/** The statuses of a provider; its codes at once where it has no statuses. */
export function nodesOf(detail: ProviderDetail): readonly Node[] {
  const [only, ...more] = detail.groups;
  if (only && more.length === 0 && only.status === undefined) return nodesIn(detail, only);
  return detail.groups.map((group) => ({ kind: "status", of: detail, group }));
}

/** The codes of a status, and the groups of codes that are documented as one. */
export const nodesIn = (of: ProviderRow, { status, codes, families }: StatusGroup): readonly Node[] => [
  ...codes.map((entry): Node => ({ kind: "code", of, status, entry })),
  ...families.map((family): Node => ({ kind: "family", of, status, family })),
];

export function lookOf(node: Node): Look {
  switch (node.kind) {
    case "provider":
      return providerLook(node.row);
    case "others":
      return {
        ...plain("others", node.rows.length > 1 ? `${node.rows.length} other providers` : "1 other provider", "library"),
        tooltip: ["Providers that Faultline knows and this workspace does not use."],
        collapsible: true,
      };
    case "status":
      return statusLook(node.of, node.group);
    case "code":
      return codeLook(node.of, node.status, node.entry);
    case "family":
      return {
        ...plain(`${node.of.key}/${node.status}/family/${node.family.label}`, node.family.label, "symbol-array", node.family.retry),
        description: node.family.retry.policy === "unspecified" ? "group of codes" : `group of codes · ${node.family.retry.word}`,
        tooltip: [node.family.meaning],
      };
  }
}

/** The line over the tree: how far the count is, or why there is little to see. */
export function messageOf({ counting: { done, total }, providers }: ProviderList): string | undefined {
  if (done < total) return `Counting usages: ${done} of ${total} files`;
  return providers.length > 0 && !providers.some(isUsed) ? "No API that Faultline knows is used here yet." : undefined;
}

/** Whether two lists look different apart from how far the count is. */
export const differs = (one: ProviderList | undefined, other: ProviderList): boolean =>
  JSON.stringify(one?.providers) !== JSON.stringify(other.providers);

export const isCounted = ({ done, total }: Counting): boolean => done === total;

/** `1 usage`, `2 usages`; nothing for none. */
export const usages = (count: number): string => (count === 0 ? "" : count === 1 ? "1 usage" : `${count} usages`);

/** The colour that goes with a word for a retry: what never helps is red, what does is green. `page/style.ts` has the same. */
export const retryColor = (policy: string): string | undefined => colors.get(policy);

const colors: ReadonlyMap<string, string> = new Map([
  ["never", "charts.red"],
  ["fix-first", "charts.yellow"],
  ["conditional", "charts.purple"],
  ["wait-reset", "charts.blue"],
  ...["after-header", "after-header-else-backoff", "backoff", "short-delay"].map((policy) => [policy, "charts.green"] as const),
]);

function providerLook(row: ProviderRow): Look {
  const { key, name, bundled, files, uses, usedIn, codes, statuses } = row;
  const used = usages(uses) || (usedIn > 0 ? `in ${plural(usedIn, "file")}` : "");
  const own = bundled ? (files.length > 0 ? "extended here" : "") : "own";
  const holds = `${plural(codes, "code")}, ${plural(statuses, "status", "statuses")}`;
  return {
    ...plain(key, name, bundled ? "server" : "book"),
    description: joined(
      own,
      isUsed(row) ? used : plural(codes || statuses, codes > 0 ? "code" : "status", codes > 0 ? "codes" : "statuses"),
    ),
    tooltip: [
      `${name}: ${holds}`,
      usedIn > 0 ? `Used in ${plural(usedIn, "file")}${uses > 0 ? `, named at ${plural(uses, "place")}` : ""}` : "",
    ],
    collapsible: true,
    context: context("provider", row.docs !== undefined && "docs", files.length > 0 && "file"),
  };
}

function statusLook(of: ProviderRow, group: StatusGroup): Look {
  const { status, title, codes, families, retry } = group;
  const uses = group.uses + codes.reduce((sum, code) => sum + code.uses, 0);
  const label = status === undefined ? "No status" : joinedBy(" ", String(status), title);
  const alone = codes.length + families.length === 0;
  return {
    ...plain(`${of.key}/${status}`, label, alone ? circle(uses) : "symbol-enum", alone ? retry : undefined),
    description: joined(alone ? retry.policy !== "unspecified" && retry.word : plural(codes.length, "code"), usages(uses)),
    tooltip: status === undefined ? ["Codes that come without an HTTP status."] : [group.meaning, what(group.action), retrying(retry)],
    collapsible: !alone,
    context: context("status", group.docs !== undefined && "docs", typeof status === "number" && uses > 0 && "uses"),
  };
}

function codeLook(of: ProviderRow, status: StatusGroup["status"], entry: CodeDetail): Look {
  const { code, vocabulary, main, meaning, action, retry, deprecated, uses } = entry;
  return {
    ...plain(`${of.key}/${status}/${vocabulary}/${typeof code}/${code}`, String(code), circle(uses), retry),
    description: joined(
      !main && vocabulary,
      deprecated !== undefined && "deprecated",
      retry.policy !== "unspecified" && retry.word,
      usages(uses),
    ),
    tooltip: [
      meaning || "No meaning is recorded.",
      deprecated === undefined ? "" : joinedBy(": ", "Deprecated", deprecated),
      what(action),
      retrying(retry),
    ],
    context: context("code", entry.docs !== undefined && "docs", uses > 0 && "uses"),
  };
}

const plain = (id: string, label: string, icon: string, retry?: RetryView): Look => {
  const color = retry && retryColor(retry.policy);
  return { id, label, description: "", tooltip: [], icon, ...(color === undefined ? {} : { color }), collapsible: false, context: "" };
};

/** Filled where the workspace names it. */
const circle = (uses: number): string => (uses > 0 ? "circle-filled" : "circle-outline");

const what = (action: string): string => action && `What to do: ${action}`;
const retrying = ({ text }: RetryView): string => `Retry: ${text}`;
const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
const joinedBy = (between: string, ...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(between);
const joined = (...parts: readonly (string | false)[]): string => joinedBy(" · ", ...parts);
const context = (...parts: readonly (string | false)[]): string => joinedBy(" ", ...parts);
