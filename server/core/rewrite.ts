import type { CodeValue } from "../../catalog/model/types";
import type { Edit } from "./contract";
import type { Literal } from "./facts";

/** A code or status as text in the source: strings in the author's quotes, numbers bare. */
export function rewrite(text: string, literal: Literal, value: CodeValue): Edit {
  const quote = text[literal.span.start];
  const plain =
    typeof value === "string" && !literal.escaped && !/["'`\\\n\r$]/.test(value) && literal.valueSpan.start > literal.span.start;
  if (plain) return { span: literal.valueSpan, newText: value };
  if (typeof value === "string" && quote === "'" && !/['\\\n\r]/.test(value)) return { span: literal.span, newText: `'${value}'` };
  return { span: literal.span, newText: JSON.stringify(value) };
}
