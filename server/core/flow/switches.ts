/** Cases of a switch as conditions. */
import type { Expr, Switch } from "../facts";

/** `case 404` of `switch (status)` is `status === 404`; that of `switch (true)` is a condition itself. */
export const caseCondition = ({ subject }: Switch, test: Expr): Expr =>
  isOfConditions(subject) ? test : { kind: "compare", op: "===", left: subject, right: test, opSpan: test.span, span: test.span };

/** Of `switch (true)`. */
export const isOfConditions = (subject: Expr): boolean => subject.kind === "literal" && subject.value === true;
