/** What is to know of a file as a whole: its language, and what may be written where. */
import type { Edit, SourceFile } from "./contract";
import { type Span, within } from "./text";

/** `"src/App.vue"` is no script but holds some. */
export const holdsScripts = (path: string): boolean => /\.(?:vue|svelte|astro|html?)$/i.test(path);

/** Whether types can be written: by the name of a script, by the language of the scripts in another file. */
export const isTyped = ({ path, embedded }: SourceFile): boolean =>
  embedded ? embedded.language.startsWith("ts") : /\.[cm]?tsx?$/.test(path);

/** Whether elements can stand in the code. */
export const hasElements = ({ path, embedded }: SourceFile): boolean =>
  embedded ? embedded.language.endsWith("x") : /\.[jt]sx$/.test(path);

/** The code around a place: the script that holds it, or the whole file. Nothing in markup. */
export function scriptAround({ text, embedded }: SourceFile, offset: number): Span | undefined {
  if (!embedded) return { start: 0, end: text.length };
  return embedded.scripts.find(({ start, end }) => start <= offset && offset <= end);
}

/** Whether a comment of the markup, `<!-- -->`, can stand at an offset. */
export const inMarkup = ({ embedded }: SourceFile, offset: number): boolean =>
  embedded?.markup.some(({ start, end }) => start <= offset && offset <= end) ?? false;

/** An edit outside of all scripts must not write what ends a value of an attribute or begins a tag. */
export const fits = ({ embedded }: SourceFile, { span, newText }: Edit): boolean =>
  !embedded || embedded.scripts.some((script) => within(span, script)) || /^[\w .:/-]*$/.test(newText);
