import type { CodeFile, ProviderFile, RetryFile, StatusFile } from "../model/file";
import { columnsOf, isCodeCell, retryIn, statusesIn } from "./columns";
import { envelopesOf, type Shape } from "./envelopes";
import { ImportError, type Imported } from "./imported";
import { readHtml, readMarkdown, type Table } from "./page";
import { phraseOf } from "./phrases";
import { roleOf } from "./roles";
import { readText } from "./run-together";
import { type Field, keyOf, WRAPPER } from "./schema";
import { entriesOf, plain } from "./value";

/**
 * The errors in the tables of a Markdown or HTML page, or of one that was copied as text: codes with status, meaning and action, statuses
 * with theirs, retry policies where a column is about them. Blocks of JSON on the page show where the code stands.
 */
export function readTables(text: string, fileName: string): Imported {
  const page = /^\s*<(?:!doctype|html|head|body|table|div|section|article|main|h[1-6]|p)\b/i.test(text)
    ? readHtml(text)
    : readMarkdown(text);
  const found = gather(page.tables);
  const all = found.codes.size + found.statuses.size > 0 ? found : gather(readText(text));
  if (all.codes.size + all.statuses.size === 0) {
    const reason = page.tables.length === 0 ? "has no table" : "has no table with error codes or HTTP statuses";
    throw new ImportError(`This page ${reason}: a table needs a column of codes, such as 'not_found', or of statuses, such as 404`);
  }
  const codes = [...all.codes.values()];
  const envelopes = codes.length > 0 ? envelopesIn(page.blocks.length > 0 ? page.blocks : [text]) : [];
  const statuses = Object.fromEntries(
    [...all.statuses].filter(([, entry]) => Object.keys(entry).length > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const title = plain(page.title)?.slice(0, 80);
  const file: ProviderFile = {
    sources: { page: { kind: "doc", ...(title && { title }), file: fileName } },
    ...(codes.length > 0 && {
      vocabularies: { code: { type: typeOf(codes), completeness: "listed", evidence: "A table of the page lists them." } },
    }),
    ...(envelopes.length > 0 && { envelopes }),
    ...(Object.keys(statuses).length > 0 && { statuses }),
    ...(codes.length > 0 && { codes }),
  };
  return {
    file,
    notes: [
      'No host is known: add "baseUrls", or say under "bind" of faultline.json which calls are meant',
      ...(codes.length > 0 && envelopes.length === 0 ? ['Nothing on the page shows where the code stands: add "envelopes"'] : []),
    ],
  };
}

const typeOf = (codes: readonly CodeFile[]): "integer" | "string" =>
  codes.every(({ code }) => typeof code === "number") ? "integer" : "string";

interface Found {
  readonly codes: Map<string, CodeFile>;
  readonly statuses: Map<string, StatusFile>;
}

function gather(tables: readonly Table[]): Found {
  const codes = new Map<string, CodeFile>();
  const statuses = new Map<string, StatusFile>();
  for (const table of tables) {
    // A line of text right below a table is a row with one cell to Markdown.
    const [head = [], ...rows] = table.cells.filter(
      (row) => row.filter((text) => text !== "").length > 1 && !row.every((text) => /^:?-*:?$/.test(text)),
    );
    const under = columnsOf(head, rows);
    const columns = under ?? (table.head ? undefined : columnsOf([], [head, ...rows]));
    if (!columns) continue;
    // A heading such as "Not found (404)" speaks of all codes below it.
    const above = table.heading.match(/\b[45]\d\d\b/g) ?? [];
    for (const row of under ? rows : [head, ...rows]) {
      const cell = (index: number | undefined): string => (index === undefined ? "" : (row[index] ?? "").trim());
      const named = statusesIn(cell(columns.status));
      const phrase = named?.length === 1 && lettersOf(cell(columns.meaning)) === phraseOf(String(named[0]));
      const meaning = phrase || columns.meaning === undefined ? cell(columns.causes) : cell(columns.meaning);
      const words = wordsOf(meaning, cell(columns.action), columns.retry === undefined ? undefined : retryIn(cell(columns.retry)));
      if (columns.code !== undefined) {
        const code = cell(columns.code);
        if (!isCodeCell(code) || (columns.status !== undefined && named === undefined)) continue;
        const own = (named ?? (above.length === 1 ? [Number(above[0])] : [])).filter((status) => typeof status === "number");
        addCode(codes, code, own, words);
      } else for (const status of named ?? []) statuses.set(String(status), { ...words, ...statuses.get(String(status)) });
    }
  }
  return { codes, statuses };
}

interface Words {
  readonly meaning?: string;
  readonly action?: string;
  readonly retry?: RetryFile;
}

const wordsOf = (meaning: string, action: string, retry: RetryFile | undefined): Words => {
  const [said, done] = [plain(meaning), plain(action)];
  return { ...(said && { meaning: said }), ...(done && { action: done }), ...(retry && { retry }) };
};

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");

/** A code that stands in two rows has the statuses of both; the first one's words. */
function addCode(codes: Map<string, CodeFile>, written: string, own: readonly number[], words: Words): void {
  const code = /^-?\d{1,15}$/.test(written) ? Number(written) : written;
  const old = codes.get(written);
  const statuses = [...new Set([...(old?.statuses ?? (old?.status === undefined ? [] : [old.status])), ...own])];
  const [first] = statuses;
  codes.set(written, {
    code,
    ...(first === undefined ? {} : statuses.length === 1 ? { status: first } : { statuses }),
    ...words,
    ...(old?.meaning === undefined ? {} : { meaning: old.meaning }),
    ...(old?.action === undefined ? {} : { action: old.action }),
    ...(old?.retry === undefined ? {} : { retry: old.retry }),
  });
}

/** `{ "error": { "code": "…", "message": "…" } }` on the page shows where they stand. */
function envelopesIn(blocks: readonly string[]) {
  const shapes = blocks
    .slice(0, 50)
    .flatMap(jsonIn)
    .map((value): Shape => {
      const fields = fieldsOf(value, []);
      const roles = fields.flatMap((field) => {
        const role = roleOf({ path: field.path, types: field.types, values: [], examples: field.examples }, false);
        return role === undefined ? [] : [{ role, field }];
      });
      return { roles, examples: [], response: { schemas: [], problem: false, examples: [], headers: [], success: false } };
    });
  const code = shapes.flatMap(({ roles }) => roles.filter(({ role }) => role === "code"))[0];
  if (!code) return [];
  return envelopesOf(shapes, [[code.field.path.at(-1) ?? "code", "code"]]).filter(({ fields }) => fields.code !== undefined);
}

/** The objects whose braces stand at a line's start. */
function jsonIn(block: string): readonly unknown[] {
  const found: unknown[] = [];
  let open: string[] | undefined;
  for (const line of block.split(/\r\n|\r|\n/)) {
    if (found.length === MOST_SAMPLES) break;
    if (line.startsWith("{")) open = [];
    open?.push(line);
    if (!open || !line.startsWith("}")) continue;
    try {
      found.push(JSON.parse([...open.slice(0, -1), "}"].join("\n")));
    } catch {
      // A sample with comments or gaps shows nothing.
    }
    open = undefined;
  }
  return found;
}

const MOST_SAMPLES = 20;

function fieldsOf(value: unknown, path: readonly string[]): readonly Field[] {
  if (path.length > 4) return [];
  if (Array.isArray(value)) return fieldsOf(value[0], [...path, "0"]);
  const found = entriesOf(value)
    .slice(0, 100)
    .flatMap(([name, part]): readonly Field[] => {
      const here = [...path, name];
      const type = Array.isArray(part) ? "array" : Number.isInteger(part) ? "integer" : typeof part;
      const field: Field = {
        path: here,
        types: new Set([type]),
        values: new Map(),
        groups: [],
        open: false,
        examples: typeof part === "object" ? [] : [part],
      };
      return typeof part === "object" && WRAPPER.test(name) ? [field, ...fieldsOf(part, here)] : [field];
    });
  return [...new Map(found.map((field) => [keyOf(field.path), field])).values()];
}
