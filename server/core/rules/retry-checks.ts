/** Conditions on an error that let only outcomes through which are worth a repeat. */

import { optionIn } from "../../../catalog/model/retrier";
import type { DecisionFile } from "../../../catalog/model/retrier-file";
import type { Edit } from "../contract";
import type { Expr } from "../facts";
import type { Library, Retry } from "../flow/retry";
import { statusName } from "../link/transports";
import { at } from "./retry-stops";
import { type Pass, textOf } from "./rule";

/** `hopeless` are the statuses to leave out, `hopeful` those that are worth a repeat. */
export interface Wanted {
  readonly hopeless: ReadonlySet<number>;
  readonly hopeful: readonly number[];
}

/** `!error.response || [429, 503].includes(error.response.status)`, for the errors of a client that throws on a status. */
export function checkOf(pass: Pass, { origin: { transport }, library }: Retry, error: string, { hopeful }: Wanted): string | undefined {
  const [response] = [...transport.error].find(([, s]) => s.slot === "response") ?? [];
  const status = statusName(transport);
  if (!transport.throwsOnStatus || response === undefined || status === undefined) return undefined;
  const among = `[${hopeful.join(", ")}].includes(${error}.${response}.${status})`;
  // What looks at responses gives its functions the client's own error.
  if (library?.retrier.sees === "responses" && transport.guards.length > 0) return `!${error}.${response} || ${among}`;
  const guard = guardIn(pass, transport);
  if (guard) return `!${guard}(${error}) || !${error}.${response} || ${among}`;
  const named = importedFrom(pass, transport, transport.classes);
  return named && `!(${error} instanceof ${named}) || !${error}.${response} || ${among}`;
}

/** `axios.isAxiosError`, or `isAxiosError` where that is imported. */
function guardIn(pass: Pass, transport: Retry["origin"]["transport"]): string | undefined {
  const own = importedFrom(pass, transport, transport.guards);
  const client = own ?? importedFrom(pass, transport, ["default"]);
  return own ?? (client && transport.guardsOnClient ? `${client}.${transport.guards[0]}` : undefined);
}

function importedFrom(pass: Pass, transport: Retry["origin"]["transport"], names: readonly string[]): string | undefined {
  const { imports, bindings } = pass.linker.facts;
  const own = imports.filter((i) => !i.typeOnly && transport.imports.some(({ source }) => source === i.source));
  const found = own.flatMap((i) => i.names).find((n) => names.includes(n.imported) && n.binding !== undefined);
  return found && bindings[found.binding ?? -1]?.name;
}

/** `retry: 3` becomes `retry: (failureCount, error) => failureCount < 3 && …`. */
export function functionForNumber(pass: Pass, retry: Retry, wanted: Wanted): readonly Edit[] | undefined {
  const { library } = retry;
  for (const [name, given] of library?.options ?? []) {
    const decision = library && decisionOf(library, name);
    const { expr } = given;
    if (!decision?.attempt || !decision.error || expr.kind !== "literal" || !isLimit(expr)) continue;
    if (decision.attempt.argument !== 0 || decision.attempt.path || decision.error.argument !== 1 || decision.error.path) continue;
    const check = checkOf(pass, retry, "error", wanted);
    if (!check) return undefined;
    const below = decision.firstAttempt === 0 ? "<" : "<=";
    const newText =
      expr.value === true
        ? `(_failureCount, error) => ${check}`
        : `(failureCount, error) => failureCount ${below} ${textOf(pass, expr.span)} && (${check})`;
    return [{ span: expr.span, newText }];
  }
  return undefined;
}

const isLimit = (expr: Extract<Expr, { kind: "literal" }>): boolean => typeof expr.value === "number" || expr.value === true;

function decisionOf({ retrier, version }: Library, name: string): DecisionFile | undefined {
  const decision = optionIn(retrier, version, name)?.function;
  return decision && "truth" in decision ? decision : undefined;
}

/** `pRetry(load)` becomes `pRetry(load, { shouldRetry: ({ error }) => … })`. */
export function addedCondition(pass: Pass, retry: Retry, wanted: Wanted): readonly Edit[] | undefined {
  const { library } = retry;
  const use = library?.retrier.uses.find((u) => u.repeats === "function" && u.level === "request");
  const argument = use?.options?.argument;
  if (!library || argument === undefined || use?.options?.path || use?.subjectNames || use?.ambient) return undefined;
  for (const [name] of library.retrier.options) {
    const decision = decisionOf(library, name);
    if (decision?.truth !== "retries" || decision.mode !== "narrows" || library.options.has(name)) continue;
    const head = parametersOf(decision, "error");
    const check = checkOf(pass, retry, "error", wanted);
    if (!head || !check) return undefined;
    return entryIn(library, argument, `${name}: ${head} => ${check}`);
  }
  return undefined;
}

/** Puts an entry into the options, or options behind the last argument. */
function entryIn({ use }: Library, argument: number, entry: string): readonly Edit[] | undefined {
  const options: Expr | undefined = use.args[argument];
  const before = use.args[argument - 1];
  if (!options) return before ? [{ span: at(before.span.end), newText: `, { ${entry} }` }] : undefined;
  if (options.kind !== "object") return undefined;
  const last = options.entries.at(-1);
  if (!last) return [{ span: options.span, newText: `{ ${entry} }` }];
  if (last.spread) return undefined;
  return [{ span: at(last.value.span.end), newText: `, ${entry}` }];
}

/** `({ error })` of `{ argument: 0, path: ["error"] }`; only where the error is in the first argument. */
export function parametersOf({ error }: DecisionFile, name: string): string | undefined {
  if (error?.argument !== 0) return undefined;
  const { path = [] } = error;
  return path.length === 0 ? `(${name})` : path.length === 1 ? `({ ${path[0] === name ? name : `${path[0]}: ${name}`} })` : undefined;
}
