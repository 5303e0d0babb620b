/** How a text is written, for what a fix adds to it. */
export interface Style {
  /** What ends a statement: `;`, or nothing where none ends with it. */
  readonly end: "" | ";";
  readonly eol: "\n" | "\r\n";
  /** One step of indentation. */
  readonly unit: "\t" | "  ";
}

/** `styleOf("if (a) {\n\tb()\n}\n")` is `{ end: "", eol: "\n", unit: "\t" }`. */
export const styleOf = (text: string): Style => ({
  end: /;[ \t]*\r?(?:\n|$)/.test(text) ? ";" : "",
  eol: /\r?\n/.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n",
  unit: /\n([ \t]+)\S/.exec(text)?.[1]?.startsWith("\t") ? "\t" : "  ",
});
