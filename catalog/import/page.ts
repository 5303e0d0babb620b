import MarkdownIt from "markdown-it";
import { tagReader } from "./tags";

/** A table of a page as text: `cells[0]` is its head, or its first row where it has none. */
export interface Table {
  readonly cells: readonly (readonly string[])[];
  /** Whether the first row is a head. */
  readonly head: boolean;
  /** The heading above it. */
  readonly heading: string;
}

export interface Page {
  readonly title?: string;
  readonly tables: readonly Table[];
  /** What stands in blocks of code. */
  readonly blocks: readonly string[];
}

/** Cells beyond these are of no table that anybody wrote. */
const MOST_CELLS = 200_000;
const MOST_COLUMNS = 50;

/** The tables of an HTML page, those inside of tables too. Nothing of it is loaded or run. */
export function readHtml(text: string): Page {
  const sink = newSink();
  const reader = tagReader(sink.handler);
  reader.write(text);
  reader.end();
  return sink.page();
}

/** The tables of a Markdown page (GitHub's form of tables), and of the HTML in it. */
export function readMarkdown(text: string): Page {
  const markdown = new MarkdownIt({ html: true });
  // Text stays as it is written: of cells only words count.
  markdown.core.ruler.disable(["inline", "linkify", "replacements", "smartquotes", "text_join"]);
  const sink = newSink();
  const { handler } = sink;
  const reader = tagReader(handler);
  for (const { type, content } of markdown.parse(text, {})) {
    const [, name, side] = /^(table|thead|tr|th|td|heading)_(open|close)$/.exec(type) ?? [];
    if (name !== undefined) {
      const tag = name === "heading" ? "h2" : name;
      if (side === "open") handler.onopentag(tag, {});
      else handler.onclosetag(tag);
    } else if (type === "html_block") reader.write(content);
    else if (type === "inline") handler.ontext(withoutMarks(content));
    else if (type === "fence" || type === "code_block") sink.block(content);
  }
  reader.end();
  return sink.page();
}

/** `` **`gone`** `` is `gone`, `[gone](/x)` too, and `a<br>b` is `a b`. */
const withoutMarks = (text: string): string =>
  text
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/<[/a-zA-Z][^<>]*>/g, " ")
    .replace(/[`*]+|\\(?=[_|*])/g, "")
    .replace(/&(lt|gt|amp|quot|nbsp);/g, (_, name: string) => ({ lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " " })[name] ?? "");

interface Row {
  readonly cells: string[];
  readonly head: boolean;
}

interface Draft {
  readonly rows: Row[];
  readonly heading: string;
  /** By column: text of a cell that reaches down, and for how many rows. */
  readonly down: Map<number, { readonly text: string; rows: number }>;
  row?: { cells: string[]; heads: number };
  cell?: { text: string; readonly down: number; readonly across: number; readonly head: boolean };
}

const SILENT = new Set(["script", "style", "template", "svg", "noscript"]);

/** Takes the events of a parser and keeps tables, headings and blocks of code. */
function newSink() {
  const tables: Draft[] = [];
  const open: Draft[] = [];
  const blocks: string[] = [];
  let count = 0;
  let silent = 0;
  let heading: string | undefined;
  let lastHeading = "";
  let title: string | undefined;
  let block: string | undefined;

  const endCell = (table: Draft): void => {
    const { cell, row } = table;
    if (!cell || !row) return;
    const text = cell.text.replace(/\s+/g, " ").trim();
    count += fromAbove(table, row.cells);
    for (let i = 0; i < cell.across && row.cells.length < MOST_COLUMNS && count < MOST_CELLS; i++, count++) {
      if (cell.down > 1) table.down.set(row.cells.length, { text, rows: cell.down - 1 });
      row.cells.push(text);
    }
    if (cell.head) row.heads++;
    delete table.cell;
  };
  const endRow = (table: Draft): void => {
    endCell(table);
    const { row } = table;
    if (row) count += fromAbove(table, row.cells);
    if (row && row.cells.length > 0 && count < MOST_CELLS) table.rows.push({ cells: row.cells, head: row.heads === row.cells.length });
    delete table.row;
  };
  const handler = {
    onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
      if (SILENT.has(name)) silent++;
      const table = open.at(-1);
      if (name === "table" && open.length < 50) open.push({ rows: [], heading: lastHeading, down: new Map() });
      else if (name === "tr" && table) {
        endRow(table);
        table.row = { cells: [], heads: 0 };
      } else if ((name === "td" || name === "th") && table) {
        endCell(table);
        table.row ??= { cells: [], heads: 0 };
        table.cell = {
          text: "",
          down: span(attributes.rowspan, 1000),
          across: span(attributes.colspan, MOST_COLUMNS),
          head: name === "th",
        };
      } else if (/^h[1-6]$|^title$/.test(name)) heading = "";
      else if (name === "pre") block = "";
      else if (name === "br" || name === "p" || name === "li" || name === "div") handler.ontext(" ");
    },
    onclosetag(name: string): void {
      if (SILENT.has(name)) silent = Math.max(0, silent - 1);
      const table = open.at(-1);
      if (name === "table" && table) {
        endRow(table);
        open.pop();
        tables.push(table);
      } else if (name === "tr" && table) endRow(table);
      else if ((name === "td" || name === "th") && table) endCell(table);
      else if (/^h[1-6]$|^title$/.test(name) && heading !== undefined) {
        lastHeading = heading.replace(/\s+/g, " ").trim();
        title ??= lastHeading;
        heading = undefined;
      } else if (name === "pre" && block !== undefined) {
        blocks.push(block);
        block = undefined;
      }
    },
    ontext(text: string): void {
      if (silent > 0) return;
      const cell = open.at(-1)?.cell;
      if (cell && cell.text.length < 10_000) cell.text += text;
      if (heading !== undefined && heading.length < 500) heading += text;
      if (block !== undefined && block.length < 100_000) block += text;
    },
  };
  return {
    handler,
    block: (text: string): void => void blocks.push(text),
    page: (): Page => {
      for (const table of open.toReversed()) handler.onclosetag(table ? "table" : "");
      return {
        ...(title ? { title } : {}),
        tables: tables
          .filter(({ rows }) => rows.length > 0)
          .map(({ rows, heading }) => ({ cells: rows.map(({ cells }) => cells), head: rows[0]?.head === true, heading })),
        blocks,
      };
    },
  };
}

/** Cells that reach down from the rows above stand where this row goes on; gives how many. */
function fromAbove({ down }: Draft, cells: string[]): number {
  const before = cells.length;
  for (let above = down.get(cells.length); above; above = down.get(cells.length)) {
    if (above.rows === 1) down.delete(cells.length);
    else above.rows--;
    cells.push(above.text);
  }
  return cells.length - before;
}

const span = (written: string | undefined, most: number): number => {
  const number = Number(written ?? 1);
  return Number.isInteger(number) && number > 0 ? Math.min(number, most) : 1;
};
