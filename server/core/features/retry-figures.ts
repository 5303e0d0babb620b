/** How often a retry tries, how long it waits, and who says so. */

import { retryFor } from "../../../catalog/model/lookup";
import type { RetryAfter, Wait } from "../../../catalog/model/retrier";
import { includes } from "../../../catalog/model/status-ranges";
import type { Flow } from "../flow/flow";
import { paceOf, sourceOfWait, waitsAfter } from "../flow/pace";
import type { Library, Retry } from "../flow/retry";
import type { Row } from "../flow/rows";
import { code, duration, escapeText } from "./markdown";

/** ": up to 3 tries in all, a first wait of 1 s that doubles"; nothing where nothing is known. */
export function figures(text: string, flow: Flow, retry: Retry): string {
  const { cap, tries, atOnce } = paceOf(flow, retry);
  const said = [
    cap === "none" ? "without end" : tries === undefined ? undefined : `up to ${tries} ${tries === 1 ? "try" : "tries"} in all`,
    ...(retry.library ? ofLibrary(retry.library) : [atOnce ? NO_WAIT : undefined]),
  ].flatMap((part) => (part === undefined ? [] : [escapeText(part)]));
  const all = [...said, ...(retry.library ? [] : written(text, flow, retry))];
  return all.length === 0 ? "" : `: ${all.join(", ")}`;
}

const NO_WAIT = "no wait between them";

const ofLibrary = ({ policy }: Library): readonly (string | undefined)[] => [
  waitText(policy.wait),
  typeof policy.retryAfter === "object" ? longest(policy.retryAfter) : undefined,
];

const MOST_WRITTEN = 40;

/** The waits of a loop as they stand there: "a wait of `2 ** attempt * 100` ms". */
function written(text: string, flow: Flow, retry: Retry): readonly string[] {
  const durations = new Map<string, string>();
  for (const { duration, unit } of paceOf(flow, retry).waits) {
    if (!duration) continue;
    const { start, end } = duration.span;
    durations.set(text.slice(start, end).replace(/\s+/g, " "), unit === undefined ? "" : ` ${unit}`);
  }
  const [only, ...more] = durations;
  return only && more.length === 0 && only[0].length <= MOST_WRITTEN ? [`a wait of ${code(only[0])}${only[1]}`] : [];
}

/** Whether the wait after an outcome is what Retry-After says, where the provider sends it. */
export function honours(flow: Flow, retry: Retry, row: Row): boolean {
  const { library, origin } = retry;
  if (row.status === undefined) return false;
  const known = origin.provider === undefined ? undefined : flow.narrower.linker.environment.catalog.provider(origin.provider);
  const provider = known === "unloaded" ? undefined : known;
  const { header } = provider ? retryFor(provider, { code: row.code, vocabulary: row.vocabulary, status: row.status }).retry : {};
  if (header === undefined) return false;
  if (library) return typeof library.policy.retryAfter === "object" && includes(library.policy.retryAfter.statuses, row.status);
  return waitsAfter(flow, retry, [row]).some((wait) => sourceOfWait(flow, wait, new Set([header.toLowerCase()])) === "header");
}

function waitText({ kind, firstMs, maxMs, jitter }: Wait): string | undefined {
  const first = firstMs === undefined ? "" : ` of ${duration(firstMs)}`;
  const words: Record<Wait["kind"], string | undefined> = {
    none: NO_WAIT,
    constant: `a wait${first} between them`,
    linear: `a first wait${first} that grows by as much each time`,
    quadratic: `a first wait${first} that grows with the square of the tries`,
    exponential: `a first wait${first} that doubles`,
    function: "waits that a function of yours gives",
    unknown: undefined,
  };
  const text = words[kind];
  if (text === undefined || kind === "none" || kind === "function") return text;
  return [text, maxMs === undefined ? undefined : `${duration(maxMs)} at most`, jitter ? "jitter" : undefined]
    .filter((part) => part !== undefined)
    .join(", ");
}

function longest({ maxMs, above }: RetryAfter): string | undefined {
  if (maxMs === undefined || above === undefined) return undefined;
  const words = { stops: "no repeat", capped: `a wait of ${duration(maxMs)}`, ignored: "the usual wait" };
  return `${words[above]} where Retry-After asks for more than ${duration(maxMs)}`;
}

/** Which of the figures the program gave, and whose the rest are. */
export function options({ retrier, version, options: given }: Library): string {
  const names = [...given.keys()].map((name) => code(name));
  const whose = `${escapeText(retrier.name)}${version === undefined ? "" : ` ${escapeText(version)}`}`;
  return names.length === 0 ? `All of it is the default of ${whose}.` : `From ${names.join(", ")}; the rest is the default of ${whose}.`;
}
