/** What a retry library is told about waiting. */
import { policyOf } from "../../../catalog/model/retrier";
import type { OptionFile } from "../../../catalog/model/retrier-file";
import { SAYS, sourceOf } from "../flow/pace-source";
import type { GivenOption, Library, Retry } from "../flow/retry";
import { eachExpression, eachStatement, expressions } from "../walk";
import { type Pass, textOf } from "./rule";

/** The option that sets the pause: `retryDelay: () => 1000`. */
export function delayOf({ retrier, options }: Library): (GivenOption & { readonly name: string }) | undefined {
  for (const [name, given] of options) {
    const option = retrier.options.get(name);
    if (option && setsWait(option)) return { ...given, name };
  }
  return undefined;
}

/** A delay of the library's own that reads the header, as it is written where the library is called: `axiosRetry.exponentialDelay`. */
export function ownDelayOf(pass: Pass, { retrier, version, use }: Library, option: string): string | undefined {
  if (use.callee.kind !== "local" && use.callee.kind !== "import") return undefined;
  for (const [name, { then }] of retrier.named) {
    if (then?.wait?.kind !== "exponential") continue;
    const { retryAfter } = policyOf(retrier, version, new Map([[option, { function: name }]]));
    if (typeof retryAfter === "object") return `${textOf(pass, use.callee.span)}.${name}`;
  }
  return undefined;
}

function setsWait(option: OptionFile): boolean {
  const { function: decides } = option;
  const policies = [option.then, decides && "truth" in decides ? decides.then : decides];
  return option.number === "waitMs" || policies.some((p) => p?.wait !== undefined);
}

/** Certainly nothing reads the header: not the library, not a function that the program gives it. */
export function ignoresHeader(pass: Pass, { library, frame }: Retry, headers: ReadonlySet<string>): boolean {
  if (library?.policy.retryAfter !== false || library.policy.wait.kind === "none" || library.policy.wait.kind === "unknown") return false;
  for (const { expr, frame: at } of library.options.values()) {
    const value = pass.linker.valueOf(expr, at);
    if (value.kind === "constant" || value.kind === "array") continue;
    if (value.kind !== "function") return false;
    const body = pass.linker.functionOf(value.id)?.body ?? [];
    const inside = { frame: pass.linker.canonical(value.id), body, beside: [] };
    const returns = pass.linker.usesOf(value.id).returns.get(value.id) ?? [];
    if (returns.some((r) => r.value && sourceOf(pass.linker, r.value, inside, headers) === "header")) return false;
  }
  const option = delayOf(library);
  const delay = option ? pass.linker.valueOf(option.expr, option.frame) : undefined;
  if (option && delay?.kind === "function") {
    const inside = { frame: pass.linker.canonical(delay.id), body: [], beside: [] };
    const returns = pass.linker.usesOf(delay.id).returns.get(delay.id) ?? [];
    if (returns.some((r) => r.value && sourceOf(pass.linker, r.value, inside, headers) !== "own")) return false;
  }
  return !library.use.args.some((arg) => speaks(pass, arg, frame.func));
}

/** Whether the text of a function that the library is given names the header at all. */
function speaks(pass: Pass, arg: Library["use"]["args"][number], func: number): boolean {
  let found = false;
  const look = (expr: typeof arg): void =>
    eachExpression(expr, (e) => {
      if (e.kind === "literal" && typeof e.value === "string" && SAYS.test(e.value)) found = true;
      if (e.kind === "member" && e.name !== undefined && SAYS.test(e.name)) found = true;
      if (e.kind !== "function" || e.id === func) return;
      eachStatement(pass.linker.functionOf(e.id)?.body ?? [], (stmt) => {
        for (const inner of expressions(stmt)) look(inner);
      });
    });
  look(arg);
  return found;
}
