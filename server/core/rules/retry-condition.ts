/** The option by which a program decides which outcomes a retry library repeats. */
import { type OptionRead, optionIn } from "../../../catalog/model/retrier";
import type { Expr, Func } from "../facts";
import type { GivenOption, Library, Retry } from "../flow/retry";
import type { Row } from "../flow/rows";
import type { Span } from "../text";
import type { Pass } from "./rule";

export interface Condition {
  readonly name: string;
  readonly option: OptionRead;
  readonly given: GivenOption;
}

const LISTS = new Set(["statuses", "ranges", "except"]);

/** The last that has a say: a function before a list. */
export function conditionOf({ retrier, version, options }: Library): Condition | undefined {
  const found = [...options].flatMap(([name, given]): Condition[] => {
    const option = optionIn(retrier, version, name);
    return option ? [{ name, option, given }] : [];
  });
  const decides = ({ option }: Condition) => option.function !== undefined && "truth" in option.function;
  const asked = found.filter((c) => decides(c) && !["literal", "array"].includes(c.given.expr.kind));
  return asked.at(-1) ?? found.find(({ option }) => option.list !== undefined && LISTS.has(option.list));
}

/** What a finding underlines: of a function that says it in one expression that expression. */
export function conditionSpan(pass: Pass, { given: { expr, frame } }: Condition): Span {
  const value = pass.linker.valueOf(expr, frame);
  const func = value.kind === "function" ? pass.linker.functionOf(value.id) : undefined;
  return (func && resultOf(pass, func)?.span) ?? expr.span;
}

/** The one expression that an arrow function gives: `error.status >= 500` of `({ error }) => error.status >= 500`. */
export function resultOf(pass: Pass, { arrow, body, span }: Func): Expr | undefined {
  const last = body.at(-1);
  if (!arrow || last?.kind !== "return" || !last.value || body.slice(0, -1).some((s) => s.kind !== "let")) return undefined;
  return /=>\s*\(?\s*$/.test(pass.file.text.slice(span.start, last.value.span.start)) ? last.value : undefined;
}

/** The outcomes that a finding may speak of: without those that are repeated only where the server says when. */
export function spokenRows({ library, rows }: Retry): readonly Row[] {
  const only = library?.policy.onlyWithRetryAfter ?? [];
  return only.length === 0 ? rows : rows.filter((row) => row.status === undefined || !only.includes(row.status));
}
