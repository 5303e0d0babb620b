/** What stops a library at hopeless outcomes, in its own terms: a list of statuses, a condition, an error or a call that ends it. */
import type { PlaceFile, StopFile } from "../../../catalog/model/retrier-file";
import type { Edit, Fix } from "../contract";
import type { Expr, Func } from "../facts";
import type { Library, Retry } from "../flow/retry";
import { retrierFrom } from "../link/retriers";
import { failedText } from "../link/transports";
import { isTyped } from "../source";
import { addedCondition, checkOf, functionForNumber, parametersOf, type Wanted } from "./retry-checks";
import { type Condition, resultOf } from "./retry-condition";
import { at, indent, TITLE } from "./retry-stops";
import { fix, type Pass, textOf } from "./rule";

export function libraryFixes(pass: Pass, retry: Retry, condition: Condition | undefined, wanted: Wanted): readonly Fix[] {
  const { library } = retry;
  if (!library) return [];
  const edits = condition
    ? (narrowedList(pass, condition, wanted) ?? narrowedFunction(pass, retry, condition, wanted))
    : (stopped(pass, retry, library, wanted) ?? functionForNumber(pass, retry, wanted) ?? addedCondition(pass, retry, wanted));
  return edits ? [fix(TITLE, edits, { preferred: true })] : [];
}

/** `statusCodes: [404, 503]` becomes `[503]`. */
function narrowedList(pass: Pass, { option, given }: Condition, { hopeless, hopeful }: Wanted): readonly Edit[] | undefined {
  const value = pass.linker.valueOf(given.expr, given.frame);
  if (value.kind !== "array" || (option.list !== "statuses" && option.list !== "except")) return undefined;
  const { items, span } = value.expr;
  if (!items.every((item) => item.kind === "literal" && typeof item.value === "number")) return undefined;
  const written = items.map((item) => textOf(pass, item.span));
  const kept = written.filter((text) => !hopeless.has(Number(text)));
  const list = option.list === "except" ? [...written, ...hopeless] : kept.length > 0 ? kept : hopeful;
  return [{ span, newText: `[${list.join(", ")}]` }];
}

/** `(error) => isBusy(error)` becomes `(error) => isBusy(error) && (!error.response || [429, 503].includes(error.response.status))`. */
function narrowedFunction(pass: Pass, retry: Retry, { option, given }: Condition, wanted: Wanted): readonly Edit[] | undefined {
  const { function: decision } = option;
  const value = pass.linker.valueOf(given.expr, given.frame);
  const func = value.kind === "function" ? pass.linker.functionOf(value.id) : undefined;
  const result = func && resultOf(pass, func);
  if (!func || !result || !decision || !("truth" in decision) || decision.truth !== "retries" || !decision.error) return undefined;
  const name = nameAt(pass, func, decision.error);
  const always = result.kind === "literal" && result.value === true;
  const error = name ?? "error";
  const check = checkOf(pass, retry, error, wanted);
  if (!check || (name === undefined && (func.params.length > 0 || given.expr.kind !== "function"))) return undefined;
  const newText = always ? check : `${grouped(pass, result)} && (${check})`;
  if (name !== undefined) return [{ span: result.span, newText }];
  const head = parametersOf(decision, error);
  return head === undefined ? undefined : [{ span: given.expr.span, newText: `${head} => ${newText}` }];
}

const grouped = (pass: Pass, expr: Expr): string => {
  const text = textOf(pass, expr.span);
  return (expr.kind === "choice" && expr.op !== "&&") || expr.kind === "assign" ? `(${text})` : text;
};

/** How a function calls what stands at a place of its arguments: `error`, `context.error`. */
function nameAt(pass: Pass, func: Func, { argument, path = [] }: PlaceFile): string | undefined {
  const { bindings } = pass.linker.facts;
  const param = bindings[func.params[argument]?.binding ?? -1];
  if (!param) return undefined;
  if (param.name !== "") return [param.name, ...path].join(".");
  if (path.length !== 1) return undefined;
  for (const stmt of func.body) {
    const from = stmt.kind === "let" ? stmt.initial : undefined;
    if (stmt.kind !== "let" || from?.kind !== "member" || from.name !== path[0]) continue;
    if (from.object.kind === "local" && from.object.binding === param.id) return bindings[stmt.binding]?.name;
  }
  return undefined;
}

/** Behind the request, where its response has a name: `throw new AbortError(…)`, `return bail(…)`. */
function stopped(pass: Pass, { response, within, origin }: Retry, library: Library, { hopeful }: Wanted): readonly Edit[] | undefined {
  if (!response || within || origin.transport.throwsOnStatus) return undefined;
  const stop = stopping(pass, library);
  if (!stop) return undefined;
  const { name, stmt } = response;
  const status = [...origin.transport.value].find(([, slot]) => slot.slot === "status")?.[0] ?? "status";
  const text = stop.text(`Request failed with status \${${name}.${status}}`);
  const behind = pass.file.text[stmt.span.end] === ";" ? stmt.span.end + 1 : stmt.span.end;
  const newText = `\n${indent(pass, stmt.span.start)}if (${failedText(origin.transport, name)} && ![${hopeful.join(", ")}].includes(${name}.${status})) ${text};`;
  return [...stop.edits, { span: at(behind), newText }];
}

interface Stopping {
  readonly text: (message: string) => string;
  /** What it needs besides: an import, a parameter. */
  readonly edits: readonly Edit[];
}

function stopping(pass: Pass, library: Library): Stopping | undefined {
  for (const stop of library.retrier.stops) {
    const found = stop.kind === "throw" ? byError(pass, library, stop) : stop.kind === "call" ? byCall(pass, library, stop) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `throw new AbortError(…)`, imported where it is not. */
function byError(pass: Pass, { retrier }: Library, { export: name }: StopFile): Stopping | undefined {
  if (name === undefined) return undefined;
  const text = (as: string) => (message: string) => `throw new ${as}(\`${message}\`)`;
  const own = pass.linker.facts.imports.filter(
    (i) => i.kind === "import" && !i.typeOnly && retrierFrom(pass.linker, i.source)?.id === retrier.id,
  );
  const named = own.flatMap((i) => i.names).find((n) => n.imported === name && n.binding !== undefined);
  if (named) return { text: text(pass.linker.bindingOf(named.binding ?? -1)?.name ?? name), edits: [] };
  if (pass.linker.facts.bindings.some((b) => b.name === name)) return undefined;
  const [first] = own;
  const whole = first?.names.find((n) => n.imported === "*");
  if (whole) return { text: text(`${textOf(pass, whole.span)}.${name}`), edits: [] };
  const other = first?.names.find((n) => n.imported !== "default");
  if (other) return { text: text(name), edits: [{ span: at(other.span.start), newText: `${name}, ` }] };
  const byDefault = first?.names[0];
  return byDefault && { text: text(name), edits: [{ span: at(byDefault.span.end), newText: `, { ${name} }` }] };
}

/** `return bail(…)`: it gives nothing, and what it returns is never looked at. */
function byCall(pass: Pass, { use, retrier }: Library, { argument }: StopFile): Stopping | undefined {
  const subject = retrier.uses.find((u) => u.repeats === "function")?.subject;
  const expr = subject === undefined ? undefined : use.args[subject];
  const func = expr?.kind === "function" ? pass.linker.functionOf(expr.id) : undefined;
  if (!func || argument !== 0) return undefined;
  const never = isTyped(pass.file) ? " as never" : "";
  const text = (name: string) => (message: string) => `return ${name}(new Error(\`${message}\`))${never}`;
  const [param] = func.params;
  const name = param && pass.linker.bindingOf(param.binding)?.name;
  if (name) return { text: text(name), edits: [] };
  const open = /^(?:async\s*)?\((?=\s*\))/.exec(textOf(pass, func.span));
  if (param || !open) return undefined;
  return { text: text("bail"), edits: [{ span: at(func.span.start + open[0].length), newText: "bail" }] };
}
