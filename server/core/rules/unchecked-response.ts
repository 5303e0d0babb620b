import type { Edit } from "../contract";
import type { Stmt } from "../facts";
import { type NamedBody, responsesOf, type Use } from "../flow/bodies";
import { styleOf } from "../style";
import { type Span, within } from "../text";
import { blocks, expressions } from "../walk";
import { fix, type Pass, type Rule } from "./rule";
import { isTest } from "./tests";

export const uncheckedResponse: Rule = {
  id: "unchecked-response",
  summary: "The data of a response is read and nothing looked at ok or status",
  severity: "information",
  run(pass) {
    if (isTest(pass.file.path)) return;
    for (const use of responsesOf(pass.linker, pass.flow.functions, (id) => void pass.provider(id))) {
      if (!use.asked) report(pass, use);
      else if (use.origin.span) pass.clears(use.origin.span.start);
    }
  },
};

function report(pass: Pass, { origin, data, bodies }: Use): void {
  const provider = origin.provider === undefined || origin.provider === "none" ? undefined : pass.provider(origin.provider);
  const [first] = data;
  if (!provider || !first || (provider.codes.length === 0 && provider.statuses.size === 0)) return;
  const [body] = bodies;
  const edit = body ? check(pass, body, provider.name) : undefined;
  pass.report({
    span: first.expr.span,
    message: `Reads '${first.path.join(".")}' of ${provider.name}'s response, and nothing looks at ok or status: an error's body has no such field`,
    provider: provider.id,
    fixes: edit ? [fix("Check the status first", [edit], { preferred: true })] : [],
    related: origin.span ? [{ span: origin.span, message: `The request to ${provider.name}` }] : [],
    ...(origin.span && { about: origin.span.start }),
  });
}

/** A line before the statement that reads the body, where that statement begins its line and stands in a list of statements. */
function check(pass: Pass, { expr, response, func }: NamedBody, provider: string): Edit | undefined {
  const { text } = pass.file;
  const place = placeOf(pass.linker.functionOf(func)?.body ?? [], expr.span);
  if (!place) return undefined;
  const { start, before } = place;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^([ \t]*)(?:(?:export\s+)?(?:const|let|var)\s+)?$/.exec(text.slice(line, start))?.[1];
  // What stands between is blank, or the statement is not in a list of its own: `if (x)` above it would take the check alone.
  const between = text.slice(before ?? text.lastIndexOf("{", line) + 1, line).replace(/\/\/[^\n]*|\/\*[^*]*\*\//g, "");
  if (indent === undefined || !/^[\s;]*$/.test(between)) return undefined;
  const { end, eol } = styleOf(text);
  const at = line + indent.length;
  const error = `throw new Error(\`${provider.replace(/[\\`$]/g, "")} answered with \${${response}.status}\`)${end}`;
  return { span: { start: at, end: at }, newText: `if (!${response}.ok) ${error}${eol}${indent}` };
}

/** Where the innermost statement around a place starts, and where the one before it in its list ends. */
function placeOf(body: readonly Stmt[], span: Span): { readonly start: number; readonly before?: number } | undefined {
  const index = body.findIndex((s) => spansOf(s).some((each) => within(span, each)));
  const stmt = body[index];
  if (!stmt) return undefined;
  for (const inner of blocks(stmt)) {
    const found = placeOf(inner, span);
    if (found) return found;
  }
  const ends = body.slice(0, index).flatMap((s) => spansOf(s).map((each) => each.end));
  return { start: stmt.span.start, ...(ends.length > 0 ? { before: Math.max(...ends) } : {}) };
}

/** A destructuring's own span is its pattern; what it takes apart stands behind. */
const spansOf = (stmt: Stmt): readonly Span[] => [stmt.span, ...expressions(stmt).map((e) => e.span)];
