import { HEADS } from "./columns";
import type { Table } from "./page";
import { titleIn } from "./phrases";

/**
 * Tables of a page that was copied as text, whose cells have run together: `codeHTTP statusMeaning` over
 * `KEY_REVOKED403The API key has been revoked`. What a cell holds tells where it ends.
 */
export function readText(text: string): readonly Table[] {
  const tables: Table[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  let heading = "";
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]?.trim() ?? "";
    const head = line.length <= 100 ? headOf(line) : undefined;
    if (!head) {
      if (line !== "" && line.length < 100) heading = line;
      continue;
    }
    const rows: (readonly string[])[] = [];
    for (; at + 1 < lines.length; at++) {
      const row = rowOf(lines[at + 1]?.trim() ?? "", head);
      if (!row) break;
      rows.push(row);
    }
    if (rows.length > 0) tables.push({ cells: [head, ...rows], head: true, heading });
  }
  return tables;
}

const NAMES =
  /(?:http ?)?status(?: code)?|http|(?:error )?code|meaning|description|(?:common )?causes?|what to do|retry guidance|retry|action|message|fix|details?/iy;

/** `"codeHTTP statusMeaning"` is `["code", "HTTP status", "Meaning"]`; nothing for a line that is not made of heads alone. */
function headOf(line: string): readonly string[] | undefined {
  const heads: string[] = [];
  NAMES.lastIndex = 0;
  while (NAMES.lastIndex < line.length) {
    const found = NAMES.exec(line)?.[0];
    if (found === undefined) return undefined;
    heads.push(found.trim());
    while (line[NAMES.lastIndex] === " ") NAMES.lastIndex++;
  }
  return heads.length >= 2 ? heads : undefined;
}

/** Characters of a row. */
const MOST = 2000;

const STATUS = "((?:[1-5]\\d\\d)(?: ?[/,] ?[1-5]\\d\\d)*)(?!\\d)";
const CODE = "([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*(?=[A-Z][a-z])|[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)*(?=[A-Z]))";
const BEFORE_STATUS = "([A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z]+)*)";

function rowOf(whole: string, head: readonly string[]): readonly string[] | undefined {
  const line = whole.slice(0, MOST);
  const [first = "", second = ""] = head;
  if (HEADS.status.test(second)) {
    const [, code, status, rest] = new RegExp(`^${BEFORE_STATUS}${STATUS}(.*)$`).exec(line) ?? [];
    return code === undefined || status === undefined ? undefined : [code, status, rest ?? ""];
  }
  if (HEADS.status.test(first) && /code/i.test(second)) {
    const [, status, code, rest] = new RegExp(`^${STATUS}${CODE}(.*)$`).exec(line) ?? [];
    return code === undefined || status === undefined ? undefined : [status, code, rest ?? ""];
  }
  const [, status, rest = ""] = new RegExp(`^${STATUS}(.*)$`).exec(line) ?? [];
  if (status === undefined) return undefined;
  const title = titleIn(status, rest) ?? "";
  const [cause = "", ...others] = rest.slice(title.length).split(/(?<=[a-z)])(?=[A-Z][a-z])/);
  const words = head.length <= 2 ? [rest] : others.length === 1 ? [title, cause, ...others] : [title, rest.slice(title.length)];
  return [status, ...words];
}
