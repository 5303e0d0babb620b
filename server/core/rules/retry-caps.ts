/** The text of a cap and of a pause: `while (true)` becomes a loop that counts, and each further try waits first. */
import { retryFor } from "../../../catalog/model/lookup";
import type { Retry as Advice, Provider } from "../../../catalog/model/types";
import type { Edit, Fix } from "../contract";
import type { Loop, Stmt } from "../facts";
import type { Retry } from "../flow/retry";
import type { Row } from "../flow/rows";
import { styleOf } from "../style";
import type { Span } from "../text";
import { eachStatement } from "../walk";
import { askingIn } from "./retry-asking";
import { backoff, type Counter, counterOf, delayed, headerAt } from "./retry-waits";
import { fix, type Pass, textOf } from "./rule";

/** Ends a loop that nothing ends, and makes it wait where it does not. */
export function capFixes(pass: Pass, retry: Retry, provider: Provider | undefined, atOnce: boolean): readonly Fix[] {
  const { loop } = retry;
  const name = freeName(pass);
  if (!loop || !name || loop.form === "do" || (loop.test && !isTrue(loop.test))) return [];
  const inside = bodyOf(pass, loop);
  if (!inside) return [];
  const attempts = figures(retry.possible, provider).attempts ?? 5;
  const head: Edit = { span: loop.head, newText: `for (let ${name} = 1; ; ${name}++)` };
  const check = `if (${name} > ${attempts}) throw new Error("Gave up after ${attempts} attempts")${inside.semicolon}`;
  const pause = atOnce ? pauseEdits(pass, retry, provider, { name, first: 1 }, inside) : { first: "", edits: [] };
  if (!pause) return [];
  const first = `${inside.before}${check}${pause.first === "" ? "" : `${inside.before}${pause.first}`}`;
  const title = atOnce ? `Give up after ${attempts} attempts, and wait between them` : `Give up after ${attempts} attempts`;
  return [
    fix(title, [{ ...head, span: trimmed(pass, loop.head) }, { span: at(inside.start), newText: first }, ...pause.edits], {
      preferred: true,
    }),
  ];
}

/** Makes a counting loop wait between two tries. */
export function pauseFixes(pass: Pass, retry: Retry, provider: Provider | undefined): readonly Fix[] {
  const counter = counterOf(pass, retry);
  const inside = retry.loop && bodyOf(pass, retry.loop);
  const pause = counter && inside && pauseEdits(pass, retry, provider, counter, inside);
  if (!pause) return [];
  const first: readonly Edit[] = pause.first === "" ? [] : [{ span: at(inside.start), newText: `${inside.before}${pause.first}` }];
  return [fix("Wait between the tries", [...first, ...pause.edits], { preferred: true })];
}

interface Body {
  /** Behind the brace, and what begins a line there. */
  readonly start: number;
  readonly before: string;
  readonly semicolon: string;
}

function bodyOf(pass: Pass, loop: Loop): Body | undefined {
  const { text } = pass.file;
  const gap = /^\s*\{/.exec(text.slice(loop.head.end))?.[0];
  const line = /^[ \t]*\r?\n([ \t]*)/.exec(text.slice(loop.head.end + (gap?.length ?? 0)));
  if (gap === undefined || !line) return undefined;
  const semicolon = styleOf(text).end;
  const eol = line[0].includes("\r") ? "\r\n" : "\n";
  return { start: loop.head.end + gap.length, before: `${eol}${line[1] ?? ""}`, semicolon };
}

interface Pause {
  /** A statement with which a pass begins, or none. */
  readonly first: string;
  readonly edits: readonly Edit[];
}

/** At the start of every pass but the first; where a header says how long, where the pass ends, for there the response is. */
function pauseEdits(pass: Pass, retry: Retry, provider: Provider | undefined, counter: Counter, inside: Body): Pause | undefined {
  if (!pass.linker.functionOf(retry.func)?.async && retry.func !== 0) return undefined;
  const advice = figures(retry.possible, provider);
  const wait = (ms: string): string => `await new Promise((resolve) => setTimeout(resolve, ${ms}))${inside.semicolon}`;
  const [asking] = askingIn(retry.rows, provider);
  if (!asking) {
    const ms = backoff({ name: counter.name, first: counter.first + 1 }, advice);
    return { first: `if (${counter.name} > ${counter.first}) ${wait(ms)}`, edits: [] };
  }
  const end = retry.loop && endOf(retry.loop, retry);
  const header = end && headerAt(pass, retry, end.span, asking.header);
  const made = header ? delayed(pass, end.span.end, header, backoff(counter, advice)) : undefined;
  if (!end || !made) return undefined;
  const { text } = pass.file;
  const behind = text[end.span.end] === ";" ? end.span.end + 1 : end.span.end;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", end.span.start - 1) + 1, end.span.start))?.[0] ?? "";
  const eol = inside.before.startsWith("\r") ? "\r\n" : "\n";
  return { first: "", edits: [{ span: at(behind), newText: `${eol}${indent}${wait(made.call)}` }, ...made.edits] };
}

/** The last statement on the only way to another pass. */
function endOf(loop: Loop, { within, origin }: Retry): Stmt | undefined {
  let several = false;
  eachStatement(loop.body, (stmt) => {
    if (stmt.kind === "continue" || (stmt.kind === "loop" && stmt !== loop)) several = true;
  });
  const last = loop.body.at(-1);
  if (several || !last) return undefined;
  if (!origin.transport.throwsOnStatus) return leaves(last) || last.kind === "try" ? undefined : last;
  const handled = last === within ? within.catch?.body.at(-1) : undefined;
  const returned = within?.body.at(-1);
  return handled && returned && leaves(returned) && !leaves(handled) ? handled : undefined;
}

const leaves = ({ kind }: Stmt): boolean => kind === "return" || kind === "throw" || kind === "break" || kind === "continue";

/** What the provider says of the outcomes that are repeated: the first that has a figure. */
function figures(
  rows: readonly Row[],
  provider: Provider | undefined,
): Pick<Advice, "initialMs" | "maxMs"> & { readonly attempts?: number } {
  const all = provider ? rows.map(({ code, vocabulary, status }) => retryFor(provider, { code, vocabulary, status }).retry) : [];
  const timed = all.find((r) => r.initialMs !== undefined);
  const counted = all.find((r) => r.maxAttempts !== undefined || r.maxRetries !== undefined);
  const attempts = counted?.maxAttempts ?? (counted?.maxRetries === undefined ? undefined : counted.maxRetries + 1);
  return { ...timed, ...(attempts === undefined ? {} : { attempts }) };
}

function freeName({ file, linker: { reads } }: Pass): string | undefined {
  reads.note(reads.module);
  return ["attempt", "tries", "tryCount"].find((name) => !new RegExp(`\\b${name}\\b`).test(file.text));
}

/** The head without the blank in front of the brace. */
function trimmed(pass: Pass, span: Span): Span {
  return { start: span.start, end: span.start + textOf(pass, span).trimEnd().length };
}

const isTrue = (test: NonNullable<Loop["test"]>): boolean => test.kind === "literal" && Boolean(test.value);
const at = (offset: number): Span => ({ start: offset, end: offset });
