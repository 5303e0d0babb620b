/** Which known code a mistaken one was meant to be. */
import { distance } from "fastest-levenshtein";
import type { CodeValue } from "../../../catalog/model/types";

export interface Near {
  readonly code: string;
  /** Differs by case, separators or one edit only, and no other does. */
  readonly sure: boolean;
}

/** `FORBIDEN_SCOPE` among VantaPrism's codes gives FORBIDDEN_SCOPE, sure; a word of another kind gives undefined. */
export function nearest(wrong: string, codes: readonly CodeValue[]): Near | undefined {
  const words = codes.filter((c): c is string => typeof c === "string");
  const alike = words.filter((c) => bare(c) === bare(wrong));
  if (alike.length > 0) return { code: alike[0] as string, sure: alike.length === 1 };
  const scored = words.map((code) => ({ code, edits: edits(bare(wrong), bare(code)) })).sort((a, b) => a.edits - b.edits);
  const [best, next] = scored;
  if (!best || best.edits > Math.max(1, Math.floor(best.code.length / 4))) return undefined;
  const sure = best.edits === 1 && best.code.length >= 5 && next?.edits !== 1;
  return { code: best.code, sure };
}

/** Whether a code is so close to a known one that it can only be meant: 1 or 2 edits on 5 characters or more, or other case. */
export function isNearMiss(wrong: string, near: Near | undefined): near is Near {
  if (!near || wrong.length < 5) return false;
  const away = edits(bare(wrong), bare(near.code));
  return away === 0 || away === 1 || (away === 2 && wrong.length >= 8);
}

/**
 * The same for the platform's own codes, beside which programs put codes of their own that look alike (`ERR_INVALID_CWD`): one edit, and
 * where other errors can be there too, only of a system error's name.
 */
export const isPlatformSlip = (wrong: string, near: Near | undefined, foreign: boolean): near is Near =>
  near !== undefined && wrong.length >= 5 && edits(wrong, near.code) === 1 && (!foreign || /^E[A-Z0-9]+$/.test(wrong));

/** Letters and digits in lower case: `Rate-Limit` is `ratelimit`. */
const bare = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Edits from one to the other; two neighbours swapped are one edit. */
function edits(a: string, b: string): number {
  const plain = distance(a, b);
  return plain === 2 && a.length === b.length && isSwap(a, b) ? 1 : plain;
}

function isSwap(a: string, b: string): boolean {
  const at = [...a].findIndex((c, i) => c !== b[i]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
