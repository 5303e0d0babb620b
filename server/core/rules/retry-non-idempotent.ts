import { retryFor } from "../../../catalog/model/lookup";
import type { Operation, Provider } from "../../../catalog/model/types";
import type { Severity } from "../contract";
import { keyOf } from "../flow/idempotency";
import type { Retry } from "../flow/retry";
import type { Row } from "../flow/rows";
import { eachRetry } from "./retry-each";
import { commentsAt, type Pass, type Rule } from "./rule";

export const retryNonIdempotent: Rule = {
  id: "retry-non-idempotent",
  summary: "A request with side effects is repeated with no idempotency key",
  severity: "warning",
  run(pass) {
    eachRetry(pass, (retry, provider) => look(pass, retry, provider));
  },
};

function look(pass: Pass, retry: Retry, provider: Provider | undefined): void {
  const { method, path = "" } = retry.origin;
  const open = retry.rows.filter(leavesOpen);
  // RFC 9110, section 9.2.2: the other methods may be repeated, and a library may know that a key comes with it.
  if ((method !== "POST" && method !== "PATCH") || open.length === 0 || retry.library?.policy.idempotencyKey) return;
  const operation = provider && operationOf(provider, method, path);
  if (operation ? operation.idempotent : READS.test(path)) return;
  if (isOnPurpose(pass, retry)) return;
  const { key, span } = keyOf(pass.linker, retry);
  if (key === "same" || key === "unknown") return;
  const told = operation !== undefined || (provider !== undefined && open.some((row) => saysIdempotentOnly(provider, row)));
  const severity: { severity?: Severity } = told || key === "anew" ? {} : { severity: "information" };
  pass.report({
    span: span ?? retry.call.span,
    message: key === "anew" ? ANEW : message(method, open, operation && provider),
    ...(provider ? { provider: provider.id } : {}),
    ...severity,
    related: [
      ...(retry.origin.span ? [{ span: retry.origin.span, message: "This request is repeated" }] : []),
      { span: retry.head, message: "This repeats it" },
    ],
  });
}

const ANEW = "Each try has an idempotency key of its own, so that the server takes a repeat for another request";

function message(method: string, open: readonly Row[], provider: Provider | undefined): string {
  const statuses = [...new Set(open.flatMap(({ status }) => (status === undefined ? [] : [status])))].sort((a, b) => a - b);
  const after = [...(open.some((r) => r.kind === "network") ? ["no response"] : []), ...statuses];
  const named = `${after.slice(0, 3).join(", ")}${after.length > 3 ? ", …" : ""}`;
  const twice = provider ? `which ${provider.name} then does twice` : "which may have been done already";
  return `Repeats a ${method} after ${named}, ${twice}: no idempotency key goes with it`;
}

/** After these nobody knows whether the server has done it. */
const leavesOpen = ({ kind, status = 0 }: Row): boolean => kind === "network" || (status >= 500 && ![501, 503, 505, 511].includes(status));

/** Paths under which POST only reads, or can be done again. */
const READS =
  /\/(?:[\w.-]*[-_.:])?(?:search|msearch|query|queries|graphql|gql|lookup|tokens?|oauth2?|log-?in|sign-?in|auth\w*|sessions?|find\w*|list\w*|counts?|aggregate\w*|filter|validate|verify|check|estimate|quote|calculate|preview|translate|introspect|batch-?get|mget|embed\w*|infer\w*|predict\w*|rerank|disconnect|heartbeat|ping)(?:$|[/:._-])/i;

/** `POST /lookup` is of every path that ends so; `{}` in either stands for anything. */
function operationOf(provider: Provider, method: string, path: string): Operation | undefined {
  const asked = path.split("/").filter((part) => part !== "");
  return provider.operations.find(({ op }) => {
    const [verb, route] = op.split(" ");
    if (verb !== method || !route?.startsWith("/")) return false;
    const parts = route.split("/").filter((part) => part !== "");
    const end = asked.slice(-parts.length);
    return end.length === parts.length && parts.every((part, i) => part === end[i] || part.startsWith("{") || end[i]?.includes("{}"));
  });
}

const saysIdempotentOnly = (provider: Provider, { code, vocabulary, status }: Row): boolean =>
  retryFor(provider, { code, vocabulary, status }).retry.idempotentOnly === true;

/** A comment in or above the retry that speaks of it. */
const isOnPurpose = (pass: Pass, { span }: Retry): boolean =>
  commentsAt(pass, span, 300).some(({ text }) => /(?<!non-|not )idempotent|duplicate|dedup|safe to/i.test(text));
