/** `{ span: { start: 12, end: 20 }, line: 3, message: "Unknown property 'polcy'; did you mean 'policy'?" }`. Lines count from 1. */
export interface Problem {
  /** UTF-16 offsets of what is wrong. */
  readonly span: { readonly start: number; readonly end: number };
  readonly line: number;
  /** What is wrong and what to do, without a full stop at the end. */
  readonly message: string;
}

/** The line (from 1) of an offset, for a text whose problems are few: it counts line ends up to there. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset && i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) line++;
  }
  return line;
}

export function problemAt(text: string, start: number, end: number, message: string): Problem {
  return { span: { start, end }, line: lineOf(text, start), message: readable(message) };
}

/** What a message quotes can be as long as the file that it is about; past some hundred characters nobody reads on. */
export const readable = (message: string): string =>
  message.length <= LONGEST ? message : `${message.slice(0, LONGEST / 2)} … ${message.slice(-LONGEST / 2)}`;

const LONGEST = 600;

/** More than these of one file help nobody, and a file may be made to have millions. */
export const mostProblems = 100;
