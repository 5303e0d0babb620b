import type { Provider } from "../../../catalog/model/types";
import type { Fix } from "../contract";
import { paceOf, sourceOfWait, type Wait, waitsAfter } from "../flow/pace";
import type { Retry } from "../flow/retry";
import { type Asking, askingIn } from "./retry-asking";
import { eachRetry } from "./retry-each";
import { delayOf, ignoresHeader, ownDelayOf } from "./retry-library";
import { backoff, counterOf, delayed, grows, headerAt } from "./retry-waits";
import { fix, type Pass, type Rule, textOf } from "./rule";

export const retryAfterIgnored: Rule = {
  id: "retry-after-ignored",
  summary: "A retry does not wait as long as the server asks for",
  severity: "warning",
  run(pass) {
    eachRetry(pass, (retry, provider) => {
      const asking = askingIn(retry.rows, provider);
      if (asking.length === 0) return;
      if (retry.library) inLibrary(pass, retry, provider, asking);
      else inCode(pass, retry, provider, asking);
    });
  },
};

function inCode(pass: Pass, retry: Retry, provider: Provider | undefined, asking: readonly Asking[]): void {
  const headers = new Set(asking.map((a) => a.header.toLowerCase()));
  const { waits } = paceOf(pass.flow, retry);
  if (waits.some((wait) => sourceOfWait(pass.flow, wait, headers) !== "own")) return;
  const rows = asking.map((a) => a.row);
  const wait = waitsAfter(pass.flow, retry, rows).find((w) => w.duration) ?? waitsAfter(pass.flow, retry, rows)[0];
  if (!wait) return;
  pass.report({
    span: wait.duration?.span ?? wait.call.span,
    message: message(provider, asking),
    ...(provider ? { provider: provider.id } : { severity: "information" as const }),
    fixes: fixes(pass, retry, wait, asking),
    related: related(retry),
  });
}

/** The library does not look at the header, and what the program gives it as a delay does not either. */
function inLibrary(pass: Pass, retry: Retry, provider: Provider | undefined, asking: readonly Asking[]): void {
  const { library } = retry;
  if (!library || !ignoresHeader(pass, retry, new Set(asking.map((a) => a.header.toLowerCase())))) return;
  const delay = delayOf(library);
  const own = delay && ownDelayOf(pass, library, delay.name);
  pass.report({
    span: delay?.expr.span ?? retry.head,
    message: message(provider, asking),
    ...(provider ? { provider: provider.id } : { severity: "information" as const }),
    fixes: own ? [fix(`Leave the delay to ${own}`, [{ span: delay.expr.span, newText: own }], { preferred: true })] : [],
    related: related(retry),
  });
}

function message(provider: Provider | undefined, asking: readonly Asking[]): string {
  const statuses = [...new Set(asking.map(({ row }) => row.status))].sort().join(" and ");
  const codes = [...new Set(asking.flatMap(({ row }) => (row.code === undefined ? [] : [String(row.code)])))];
  const names = codes.length === 0 ? "" : ` (${codes.slice(0, 3).join(", ")}${codes.length > 3 ? ", …" : ""})`;
  const header = asking[0]?.header ?? "Retry-After";
  return provider
    ? `This wait ignores ${header}, in which ${provider.name} says how long to wait after ${statuses}${names}`
    : `This wait ignores ${header}, in which a server can say how long to wait after ${statuses}`;
}

const related = (retry: Retry) => [
  { span: retry.call.span, message: "This request is repeated" },
  { span: retry.head, message: "This repeats it" },
];

/** The server's word first; then what the author waits if it grows, else a backoff. */
function fixes(pass: Pass, retry: Retry, wait: Wait, asking: readonly Asking[]): readonly Fix[] {
  const { duration } = wait;
  const [first] = asking;
  if (!duration || !first || wait.unit !== "ms") return [];
  const header = headerAt(pass, retry, wait.call.span, first.header);
  if (!header) return [];
  const counter = counterOf(pass, retry);
  const figures = asking.find((a) => a.advice?.initialMs !== undefined)?.advice;
  const own = figures || !grows(pass, retry, duration) ? counter && backoff(counter, figures) : undefined;
  const made = delayed(pass, duration.span.start, header, own ?? textOf(pass, duration.span));
  if (!made) return [];
  const title = `Wait as ${first.header} says`;
  return [fix(title, [{ span: duration.span, newText: made.call }, ...made.edits], { preferred: true })];
}
