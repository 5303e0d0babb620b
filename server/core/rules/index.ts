import { droppedRequestId } from "./dropped-request-id";
import { impossibleBranch } from "./impossible-branch";
import { messageMatch } from "./message-match";
import { retryAfterIgnored } from "./retry-after-ignored";
import { retryNonIdempotent } from "./retry-non-idempotent";
import { retryNonRetryable } from "./retry-non-retryable";
import { retryUnbounded } from "./retry-unbounded";
import type { Rule } from "./rule";
import { uncheckedResponse } from "./unchecked-response";
import { unhandledCode } from "./unhandled-code";
import { unknownCode } from "./unknown-code";
import { wrongField } from "./wrong-field";

/** All rules, in the order in which they claim a comparison: one finding each. */
export const ruleList: readonly Rule[] = [
  wrongField,
  unknownCode,
  impossibleBranch,
  unhandledCode,
  uncheckedResponse,
  messageMatch,
  retryNonRetryable,
  retryAfterIgnored,
  retryUnbounded,
  retryNonIdempotent,
  droppedRequestId,
];
