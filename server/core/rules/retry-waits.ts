/** The text of pauses: what Retry-After says, else a backoff that grows, with the provider's figures. */
import type { Retry as Advice } from "../../../catalog/model/types";
import type { Edit } from "../contract";
import type { Call, Expr, Stmt } from "../facts";
import type { Retry } from "../flow/retry";
import type { Shape } from "../link/transports";
import { isTyped, scriptAround } from "../source";
import { styleOf } from "../style";
import { type Span, within } from "../text";
import { blocks, eachExpression, eachStatement, expressions } from "../walk";
import { type Pass, textOf } from "./rule";

export interface Counter {
  readonly name: string;
  /** Its value in the first pass. */
  readonly first: number;
}

/** The number that counts tries: `attempt` of `for (let attempt = 0; attempt < 3; attempt++)`, and of `load(id, attempt + 1)`. */
export function counterOf(pass: Pass, retry: Retry): Counter | undefined {
  const { loop, frame } = retry;
  if (retry.form === "recursion") return handedOn(pass, retry);
  const update = loop?.update;
  if (update?.kind !== "assign" || update.op !== "+=" || update.target.kind !== "local") return undefined;
  for (const stmt of loop?.before ?? []) {
    if (stmt.kind !== "let" || stmt.binding !== update.target.binding || !stmt.initial) continue;
    const name = pass.linker.bindingOf(stmt.binding)?.name;
    const first = pass.linker.valueOf(stmt.initial, frame);
    if (name && first.kind === "constant" && (first.value === 0 || first.value === 1)) return { name, first: first.value };
  }
  return undefined;
}

function handedOn(pass: Pass, { func, frame, span }: Retry): Counter | undefined {
  const { linker } = pass;
  const counts = (e: Expr | undefined, binding: number): boolean =>
    e?.kind === "operation" && e.op === "+" && e.operands.some((o) => o.kind === "local" && o.binding === binding);
  for (const [index, param] of (linker.functionOf(func)?.params ?? []).entries()) {
    const first = param.initial ? linker.valueOf(param.initial, frame) : undefined;
    const name = linker.bindingOf(param.binding)?.name;
    if (!name || first?.kind !== "constant" || (first.value !== 0 && first.value !== 1)) continue;
    if (counts(callAt(pass, func, span)?.args[index], param.binding)) return { name, first: first.value };
  }
  return undefined;
}

function callAt(pass: Pass, func: number, { start, end }: Span): Call | undefined {
  let found: Call | undefined;
  for (const { id, span, body } of pass.flow.functions) {
    if (id !== func && !within({ start, end }, span)) continue;
    eachStatement(body, (stmt) => {
      for (const expr of expressions(stmt))
        eachExpression(expr, (e) => {
          if (e.kind === "call" && e.span.start === start && e.span.end === end) found = e;
        });
    });
  }
  return found;
}

/** `Math.min(60_000, 1000 * 2 ** attempt) * (0.5 + Math.random() / 2)`: from half of it to all of it, at random. */
export function backoff({ name, first }: Counter, advice: Pick<Advice, "initialMs" | "maxMs"> | undefined): string {
  const exponent = first === 0 ? name : `(${name} - ${first})`;
  return `Math.min(${advice?.maxMs ?? 30000}, ${advice?.initialMs ?? 1000} * 2 ** ${exponent}) * (0.5 + Math.random() / 2)`;
}

/** How the response of the failed try says Retry-After at a place: `res.headers.get("Retry-After")`; undefined where it has no name there. */
export function headerAt(pass: Pass, retry: Retry, place: Span, header: string): string | undefined {
  const { origin, response, within: attempt } = retry;
  const { transport } = origin;
  if (!transport.throwsOnStatus) {
    const body = retry.loop?.body ?? pass.linker.functionOf(retry.func)?.body ?? [];
    const inScope = response && isBehind(body, response.stmt, place);
    return inScope ? read(response.name, transport.value, header) : undefined;
  }
  const clause = attempt?.catch;
  const binding = clause?.binding === undefined ? undefined : pass.linker.bindingOf(clause.binding);
  const slot = transport.error.get("response");
  if (!clause || !binding?.name || !within(place, clause.span) || slot?.slot !== "response") return undefined;
  const value = read(`${binding.name}.response?`, slot.shape, header);
  if (!isTyped(pass.file) || /:\s*any\b/.test(textOf(pass, { start: binding.span.end, end: binding.span.end + 8 }))) return value;
  const guard = guardOf(pass, transport.guards, transport.imports);
  return guard && value ? `${guard}(${binding.name}) ? ${value} : undefined` : undefined;
}

function read(object: string, shape: Shape, header: string): string | undefined {
  const slot = shape.get("headers");
  if (slot?.slot !== "headers") return undefined;
  return slot.plain ? `${object}.headers[${JSON.stringify(header.toLowerCase())}]` : `${object}.headers.get(${JSON.stringify(header)})`;
}

/** `axios.isAxiosError` where the file has imported axios. */
function guardOf(pass: Pass, guards: readonly string[], clients: readonly { readonly source: string }[]): string | undefined {
  const [guard] = guards;
  for (const { source, names, typeOnly } of pass.file.facts.imports) {
    if (typeOnly || !clients.some((c) => c.source === source)) continue;
    const named = names.find((n) => n.imported === guard)?.binding;
    if (named !== undefined) return pass.file.facts.bindings[named]?.name;
    const client = names.find((n) => n.imported === "default")?.binding;
    const name = client === undefined ? undefined : pass.file.facts.bindings[client]?.name;
    if (guard !== undefined && name) return `${name}.${guard}`;
  }
  return undefined;
}

/** Whether the place stands behind the statement, where what it declares can be seen. */
function isBehind(body: readonly Stmt[], stmt: Stmt, place: Span): boolean {
  const index = body.indexOf(stmt);
  if (index >= 0) return body.slice(index + 1).some((s) => covers(s, place));
  return body.some((s) => blocks(s).some((inner) => isBehind(inner, stmt, place)));
}

const covers = (stmt: Stmt, place: Span): boolean => [stmt.span, ...expressions(stmt).map((e) => e.span)].some((s) => within(place, s));

/** Whether an expression changes from try to try. */
export function grows(pass: Pass, retry: Retry, expr: Expr): boolean {
  const changing = new Set<number>();
  const { loop } = retry;
  for (const e of loop?.update ? [loop.update] : []) eachExpression(e, note);
  eachStatement(loop?.body ?? [], (stmt) => {
    for (const e of expressions(stmt)) eachExpression(e, note);
  });
  let found = false;
  const seen = new Set<number>();
  const look = (at: Expr): void =>
    eachExpression(at, (e) => {
      if (e.kind !== "local" || seen.has(e.binding)) return;
      seen.add(e.binding);
      if (changing.has(e.binding)) found = true;
      const initial = pass.linker.bindingOf(e.binding)?.initial;
      if (initial) look(initial);
    });
  look(expr);
  return found;

  function note(e: Expr): void {
    if (e.kind === "assign" && e.target.kind === "local") changing.add(e.target.binding);
  }
}

const HELPER = "retryDelay";

/** Calls the helper that reads the header, and adds it to the script around `at` if it is not there; undefined where its name is taken. */
export function delayed(
  pass: Pass,
  at: number,
  header: string,
  otherwise: string,
): { readonly call: string; readonly edits: readonly Edit[] } | undefined {
  const call = `${HELPER}(${header}, ${otherwise})`;
  const { facts, text } = pass.file;
  pass.linker.reads.note(pass.linker.reads.module);
  const bindings = facts.bindings.filter((b) => b.name === HELPER);
  if (bindings.length > 0) {
    const func = bindings.length === 1 ? facts.functions[bindings[0]?.function ?? -1] : undefined;
    return func && textOf(pass, func.span).replace(/\s+/g, " ") === helper(pass, " ").replace(/\s+/g, " ")
      ? { call, edits: [] }
      : undefined;
  }
  const { eol } = styleOf(text);
  const script = scriptAround(pass.file, at);
  if (!script) return undefined;
  const gap = text[script.end - 1] === "\n" ? eol : `${eol}${eol}`;
  const comment = "/** Milliseconds until the next try: as Retry-After says, in seconds or as a date; otherwise `otherwise`. */";
  return { call, edits: [{ span: { start: script.end, end: script.end }, newText: `${gap}${comment}${eol}${helper(pass, eol)}${eol}` }] };
}

function helper(pass: Pass, eol: string): string {
  const [header, number, result] = isTyped(pass.file) ? [": string | null | undefined", ": number", ": number"] : ["", "", ""];
  const { unit } = styleOf(pass.file.text);
  return [
    `function ${HELPER}(retryAfter${header}, otherwise${number})${result} {`,
    `${unit}if (!retryAfter) return otherwise;`,
    `${unit}const ms = Number.isNaN(Number(retryAfter)) ? Date.parse(retryAfter) - Date.now() : Number(retryAfter) * 1000;`,
    `${unit}return Number.isNaN(ms) ? otherwise : Math.max(0, ms);`,
    "}",
  ].join(eol);
}
