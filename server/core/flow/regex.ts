import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import type { Regex } from "../facts";

/** Whether a regular expression of the source may run: no quantifier inside another, no backreference, no look-around, not long. `/^AUTH_/` may, `/(a+)+$/` not. */
export function isSafeRegex(regex: Regex): boolean {
  if (regex.source.length > 200) return false;
  let pattern: AST.Pattern;
  try {
    pattern = new RegExpParser().parsePattern(regex.source, 0, regex.source.length, { unicode: regex.flags.includes("u") });
  } catch {
    return false;
  }
  let depth = 0;
  let quantifiers = 0;
  let safe = true;
  visitRegExpAST(pattern, {
    onQuantifierEnter() {
      quantifiers++;
      if (++depth > 1 || quantifiers > 3) safe = false;
    },
    onQuantifierLeave() {
      depth--;
    },
    onBackreferenceEnter() {
      safe = false;
    },
    onAssertionEnter(node) {
      if (node.kind === "lookahead" || node.kind === "lookbehind") safe = false;
    },
  });
  return safe;
}
