import type { Colors } from "picocolors/types";
import { columnsOf } from "./printable";

const NAME = 12;

/** `  Meaning     The key has no …`, wrapped so that the value stands in one column. */
export function field(name: string, value: string, colors: Colors, columns: number): string {
  const [first = "", ...rest] = wrap(value, Math.max(30, Math.min(columns, 110) - NAME - 2));
  return [`  ${colors.dim(name.padEnd(NAME))}${first}`, ...rest.map((line) => " ".repeat(NAME + 2) + line)]
    .map((line) => `${line}\n`)
    .join("");
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
