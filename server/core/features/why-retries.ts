/** Why something is seen as a retry, or why a loop is not. */
import type { Analysis } from "../analysis";
import type { Step } from "../contract";
import type { Loop } from "../facts";
import { passOf } from "../flow/loops";
import { retriesOf } from "../flow/retries";
import type { Retry } from "../flow/retry";
import type { Frame, Place } from "../link/value";
import { within } from "../text";
import { statusesCell } from "./outcomes";
import { newTrail, quoted, type Trail, tell } from "./trail";
import { tellOrigin } from "./trail-requests";
import { loopsOf } from "./why-places";

/** A loop or function that repeats a request: which request, after which outcomes. */
export function whyRetry({ linker }: Analysis, retry: Retry): readonly Step[] {
  const trail = newTrail(linker, false);
  const { form, head, call, origin } = retry;
  tell(trail, form === "loop" ? "this loop is a retry" : "this call is a retry: the function calls itself", head);
  tell(trail, `${quoted(linker, call)} is made again, the same as before`, call.span);
  tell(trail, `it is repeated after ${outcomes(retry)}`, head);
  return tellOrigin(trail, origin).steps;
}

/** What repeats a request, or why the loop around it does not. */
export function tellRepeats(analysis: Analysis, trail: Trail, { expr, frame }: Place): Trail {
  const repeats = retriesOf(analysis.flow).filter(({ call }) => call === expr);
  for (const retry of repeats) {
    const by = retry.library ? retry.library.retrier.name : retry.form === "loop" ? "this loop" : "this call of the function itself";
    tell(trail, `it is repeated by ${by} after ${outcomes(retry)}`, retry.head);
  }
  const around = loopsOf(analysis).findLast(({ loop, frame: at }) => at === frame && loop.body.some(({ span }) => within(expr.span, span)));
  return repeats.length === 0 && around ? tell(trail, lacking(analysis, around.loop, frame), around.loop.head) : trail;
}

function outcomes({ rows }: Retry): string {
  const statuses = statusesCell(rows.flatMap(({ status }) => status ?? []));
  const others = rows.some(({ kind }) => kind === "network") ? ["no response"] : [];
  const after = [...(statuses === "" ? [] : [statuses]), ...others].join(", ");
  return after === "" ? "errors that are known by their code alone" : after;
}

/** What a loop lacks to be a retry. */
export function whyLoop(analysis: Analysis, loop: Loop, frame: Frame): readonly Step[] {
  const { linker } = analysis;
  const [request] = passOf(linker, loop, frame).requests;
  const trail = newTrail(linker, true);
  if (request) tell(trail, `${quoted(linker, request.call)} makes a request in this loop`, request.call.span);
  return tell(trail, lacking(analysis, loop, frame), loop.head, "lost").steps;
}

function lacking({ linker }: Analysis, loop: Loop, frame: Frame): string {
  const { requests, same } = passOf(linker, loop, frame);
  if (requests.length === 0) return "no request is known to be made in this loop, so it is no retry";
  if (same.length === 0) return "what is requested differs from pass to pass, so this loop is no retry";
  return "no outcome that failed is known to lead to another pass, so this loop is no retry";
}
