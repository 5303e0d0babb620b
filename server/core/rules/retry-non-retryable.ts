import { retryFor } from "../../../catalog/model/lookup";
import type { Provider } from "../../../catalog/model/types";
import type { Fix } from "../contract";
import { type Hopeless, hopefulStatuses, hopelessIn } from "../flow/advice";
import type { Retry } from "../flow/retry";
import { type Row, tableOf } from "../flow/rows";
import { type Span, within } from "../text";
import { type Condition, conditionOf, conditionSpan, spokenRows } from "./retry-condition";
import { eachRetry } from "./retry-each";
import { libraryFixes } from "./retry-fixes";
import { stopFixes } from "./retry-stops";
import { commentsAt, type Pass, type Rule } from "./rule";

export const retryNonRetryable: Rule = {
  id: "retry-non-retryable",
  summary: "A request is repeated after outcomes that a repeat cannot change",
  severity: "warning",
  run(pass) {
    eachRetry(pass, (retry, provider) => {
      if (waitsUntilThere(retry) && (!provider || !retry.library)) return;
      if (!provider && waitsUntilUp(retry)) return;
      const condition = retry.library && conditionOf(retry.library);
      const span = condition ? conditionSpan(pass, condition) : retry.head;
      const hopeless = hopelessIn(spokenRows(retry), provider).filter(
        ({ row }) => !isDeliberate(pass, [retry.span, span], row) && !isChosen(pass, retry, provider, row),
      );
      const documented = hopeless.filter((h) => h.documented);
      const told = documented.length > 0 ? documented : hopeless;
      if (told.length === 0 || (!provider && told.every(({ row }) => UNNAMED.has(row.status ?? 0)))) return;
      // What a library repeats by itself is well chosen, as far as nobody says otherwise.
      if (documented.length === 0 && retry.library?.retrier.sees === "responses" && !condition) return;
      const general = !provider && told.length > NAMED;
      pass.report({
        span,
        message: message(told, provider, general),
        ...(provider ? { provider: provider.id } : {}),
        ...(documented.length > 0 || (!provider && !general) ? {} : { severity: "information" as const }),
        fixes: fixes(pass, retry, provider, condition, told),
        related: [{ span: retry.call.span, message: "This request is repeated" }],
      });
    });
  },
};

/** `status >= 500` means the outages; the two that a range takes along are no decision of anybody's. */
const UNNAMED = new Set([501, 505]);

/** Nobody's answer and nobody's use of it: a readiness probe. */
const waitsUntilUp = ({ used, origin }: Retry): boolean => !used && /^(?:GET|HEAD|OPTIONS)$/.test(origin.method ?? "GET");

/**
 * 404 alone is repeated on purpose, whatever its API says of it: what is asked for is about to come. Of a code without a status nobody
 * knows whether it comes with 404.
 */
const waitsUntilThere = ({ rows }: Retry): boolean =>
  rows.some((row) => row.status === 404) && rows.every((row) => row.status === 404 || row.status === undefined);

/** So many statuses nobody names one by one: the loop repeats whatever fails. */
const NAMED = 12;

function message(told: readonly Hopeless[], provider: Provider | undefined, general: boolean): string {
  if (general)
    return "Repeats the request after any failure, client errors such as 400, 401 and 404 too: by RFC 9110 a repeat does not change those";
  const all = [...new Set(told.flatMap(({ row }) => row.status ?? []))].sort((a, b) => a - b);
  // A status that is worth a repeat with most of its codes is not named for the one that is not.
  const { rows } = tableOf(provider);
  const half = (status: number) =>
    told.filter(({ row }) => row.status === status).length * 2 >= rows.filter((r) => r.status === status).length;
  const plain = all.filter(half);
  const statuses = plain.length > 0 ? plain : all;
  // Those that come with one of the statuses first.
  const sorted = [...told.filter(({ row }) => row.status !== undefined), ...told.filter(({ row }) => row.status === undefined)];
  const codes = [...new Set(sorted.flatMap(({ row }) => (row.code === undefined ? [] : [String(row.code)])))];
  const some = (list: readonly (string | number)[], most: number) => `${list.slice(0, most).join(", ")}${list.length > most ? ", …" : ""}`;
  const named = some(codes, 3);
  // Drivers and runtimes have codes without a status.
  const what = statuses.length === 0 ? `Retries ${named}` : `Retries ${some(statuses, 6)}${codes.length === 0 ? "" : ` (${named})`}`;
  if (told.some((h) => h.documented)) return `${what}, which ${provider?.name} does not recover from`;
  return provider
    ? `${what}: ${provider.name} does not say, by RFC 9110 a repeat does not change them`
    : `${what}, which by RFC 9110 a repeat does not change`;
}

/** A comment in or above the loop that speaks of retrying this status, as for a resource that was just made. */
function isDeliberate(pass: Pass, places: readonly Span[], row: Row): boolean {
  return places.some((span) => commentsAt(pass, span, 200).some(({ text }) => text.includes(String(row.status))));
}

/**
 * A conflict that nobody documents to be beyond repeat and that the program names by its code: another name is taken for what exists, or
 * who came first is asked again.
 */
function isChosen({ flow, linker }: Pass, { func }: Retry, provider: Provider | undefined, row: Row): boolean {
  const { code, status, vocabulary } = row;
  if (!provider || code === undefined || status !== undefined) return false;
  if (retryFor(provider, { code, vocabulary, status }).retry.basis !== "derived") return false;
  const around = linker.functionOf(func)?.span;
  return flow.sites.some(({ span, candidates }) => around && within(span, around) && candidates.some(({ value }) => value === code));
}

/** The first that is to be had: in a library's own terms, else a check before the next try. */
function fixes(
  pass: Pass,
  retry: Retry,
  provider: Provider | undefined,
  condition: Condition | undefined,
  told: readonly Hopeless[],
): readonly Fix[] {
  const hopeful = hopefulStatuses(provider);
  // Where a status worth a repeat also comes with a code that is not, the status cannot tell.
  const same = tableOf(provider).rows.filter((r) => hopeful.includes(r.status ?? 0));
  if (hopelessIn(same, provider).some((h) => h.documented)) return [];
  const hopeless = new Set(told.flatMap(({ row }) => row.status ?? []));
  return retry.library ? libraryFixes(pass, retry, condition, { hopeless, hopeful }) : stopFixes(pass, retry, hopeful);
}
