/** What stops a hand-written retry before its next try. */
import type { Fix } from "../contract";
import type { Retry } from "../flow/retry";
import { failedText, statusName } from "../link/transports";
import type { Span } from "../text";
import { fix, type Pass } from "./rule";

export const TITLE = "Stop at outcomes that a repeat cannot change";

/** Behind the request where its response has a name, at the start of the `catch` where the client throws. */
export function stopFixes(pass: Pass, retry: Retry, hopeful: readonly number[]): readonly Fix[] {
  const list = `[${hopeful.join(", ")}]`;
  const { response, within } = retry;
  if (response && !within && !retry.origin.transport.throwsOnStatus) {
    const status = [...retry.origin.transport.value].find(([, slot]) => slot.slot === "status")?.[0] ?? "status";
    const text = `if (${failedText(retry.origin.transport, response.name)} && !${list}.includes(${response.name}.${status})) throw new Error(\`Request failed with status \${${response.name}.${status}}\`);`;
    const { end } = response.stmt.span;
    const behind = pass.file.text[end] === ";" ? end + 1 : end;
    return [fix(TITLE, [{ span: at(behind), newText: `\n${indent(pass, response.stmt.span.start)}${text}` }], { preferred: true })];
  }
  const error = within?.catch?.binding === undefined ? undefined : pass.linker.bindingOf(within.catch.binding)?.name;
  const [first] = within?.catch?.body ?? [];
  const field = statusName(retry.origin.transport);
  if (!error || !first || field === undefined) return [];
  const text = `if (${error}.response && !${list}.includes(${error}.response.${field})) throw ${error};`;
  return [fix(TITLE, [{ span: at(first.span.start), newText: `${text}\n${indent(pass, first.span.start)}` }], { preferred: true })];
}

export const at = (offset: number): Span => ({ start: offset, end: offset });

export const indent = (pass: Pass, offset: number): string => {
  const { text } = pass.file;
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset))?.[0] ?? "";
};
