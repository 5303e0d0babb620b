import type { Provider } from "../../../catalog/model/types";
import type { Severity } from "../contract";
import { insideOf, type Pace, paceOf } from "../flow/pace";
import type { Retry } from "../flow/retry";
import type { Row } from "../flow/rows";
import type { Span } from "../text";
import { eachStatement } from "../walk";
import { capFixes, pauseFixes } from "./retry-caps";
import { eachRetry } from "./retry-each";
import { type Pass, type Rule, textOf } from "./rule";

export const retryUnbounded: Rule = {
  id: "retry-unbounded",
  summary: "A retry has no end, or repeats at once",
  severity: "warning",
  run(pass) {
    eachRetry(pass, (retry, provider) => {
      const pace = paceOf(pass.flow, retry);
      // Nobody's answer and nobody's use of it: it waits until a server is up.
      const waitsForServer = !provider && !retry.used;
      if (pace.cap === "none" && (pace.atOnce || !waitsForServer)) endless(pass, retry, provider, pace);
      else if (pace.cap !== "none" && pace.atOnce && !waitsForServer) hasty(pass, retry, provider, pace);
      else multiplied(pass, retry, provider, pace);
    });
  },
};

function endless(pass: Pass, retry: Retry, provider: Provider | undefined, pace: Pace): void {
  const end = retry.library ? "its options allow any number of tries" : "nothing but another outcome ends it";
  report(pass, retry, provider, {
    span: retry.head,
    message: `Retries without end${pace.atOnce ? " and without any wait" : ""}: ${end}`,
    // `forever: true` is written down, so it is meant, and it may wait for a server that starts.
    ...(retry.library && !pace.atOnce ? { severity: "information" as const } : {}),
    fixes: capFixes(pass, retry, provider, pace.atOnce),
  });
}

/** So few tries harm nobody much. */
const FEW = 5;

function hasty(pass: Pass, retry: Retry, provider: Provider | undefined, { tries }: Pace): void {
  if (!retry.possible.some(comesRightLater) || (tries !== undefined && tries < 2)) return;
  const few = tries !== undefined && tries <= FEW;
  const all = tries === undefined ? "all tries" : `all ${tries} tries`;
  report(pass, retry, provider, {
    span: placeOf(pass, retry),
    message: `Retries at once, without any wait: ${all} are over before an outage or a limit is`,
    ...(few || retry.library ? { severity: "information" as const } : {}),
    fixes: pauseFixes(pass, retry, provider),
  });
}

/** A retry of what repeats by itself: the tries multiply. */
function multiplied(pass: Pass, retry: Retry, provider: Provider | undefined, { tries = 1 }: Pace): void {
  const inner = insideOf(pass.flow, retry);
  const attempts = inner?.library?.policy.attempts;
  // A client that repeats by itself is no retry around another.
  if (!inner || retry.library?.use.span.start === retry.origin.span?.start) return;
  if (tries < 2 || typeof attempts !== "number" || !Number.isFinite(attempts) || attempts < 2) return;
  report(pass, retry, provider, {
    span: retry.head,
    message: `Makes up to ${tries * attempts} requests for one call: ${tries} tries here, each of which ${inner.library?.retrier.name} makes up to ${attempts}`,
    severity: "information",
    fixes: [],
  });
}

/** What time mends: no answer, a limit, a server's own failure. */
const comesRightLater = ({ kind, status = 0 }: Row): boolean => kind === "network" || status === 429 || status >= 500;

function report(
  pass: Pass,
  retry: Retry,
  provider: Provider | undefined,
  told: { span: Span; message: string; severity?: Severity; fixes: ReturnType<typeof capFixes> },
): void {
  pass.report({
    ...told,
    ...(provider ? { provider: provider.id } : {}),
    related: [{ span: retry.call.span, message: "This request is repeated" }],
  });
}

/** Where the next try begins: the `catch`, the `continue`, else the head. */
function placeOf(pass: Pass, retry: Retry): Span {
  const caught = retry.form === "loop" ? retry.within?.catch : undefined;
  if (caught) {
    const span = { start: caught.span.start, end: caught.span.start + "catch".length };
    if (textOf(pass, span) === "catch") return span;
  }
  let again: Span | undefined;
  eachStatement(retry.loop?.body ?? [], (stmt) => {
    if (stmt.kind === "continue") again ??= stmt.span;
  });
  return again ?? retry.head;
}
