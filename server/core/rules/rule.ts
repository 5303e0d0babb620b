/** What a rule is, and what the one pass over a file gives to every rule. */

import type { CodeValue, Provider } from "../../../catalog/model/types";
import type { Edit, Environment, Finding, Fix, Severity, SourceFile } from "../contract";
import type { Comment } from "../facts";
import type { Flow } from "../flow/flow";
import type { Site } from "../flow/sites";
import type { Linker } from "../link/link";
import type { View } from "../link/value";
import type { Span } from "../text";

export interface Rule {
  /** kebab-case; stands here and is derived everywhere else. */
  readonly id: string;
  /** One line for lists: what it says. */
  readonly summary: string;
  /** For a firm attribution. */
  readonly severity: Severity | "off";
  readonly run: (pass: Pass) => void;
}

export interface Pass {
  readonly file: SourceFile;
  readonly environment: Environment;
  readonly linker: Linker;
  readonly flow: Flow;
  /** A provider by id if it is loaded; if not, it is asked for and the file is analysed again. */
  provider(id: string): Provider | undefined;
  /** Ids of the providers that have the code; where that is not loaded, none, and the file is analysed again. */
  withCode(code: CodeValue): readonly string[];
  report(report: Report): void;
  /** What the rule says of the place at an offset, here or in other parts of the file, does not hold. */
  clears(place: number): void;
  /** Comparisons that a finding stands at already: one finding each. */
  readonly taken: Set<Site>;
}

export type Related = Finding["related"][number];

export interface Report extends Omit<Finding, "rule" | "severity" | "fixes" | "related"> {
  /** Below the rule's own severity, where the attribution is not firm. */
  readonly severity?: Severity;
  readonly fixes?: readonly ReportedFix[];
  readonly related?: Finding["related"];
  /** The offset of what it is about: it holds only if no part of the file clears that, and of several reports the first is made. */
  readonly about?: number;
}

/** `together`: the title of making it wherever the file has it, with `{}` for their number: "Change all {} 'NOT_FOUN' in this file". */
export type ReportedFix = Fix & { readonly together?: string };

/** The requests that a value comes from, for related information: "The request to Acme". */
export function requestsOf(pass: Pass, view: View | undefined): readonly Related[] {
  const found = new Map<number, Related>();
  for (const { origin } of view?.subject.members ?? []) {
    const provider = origin.provider === undefined || origin.provider === "none" ? undefined : pass.provider(origin.provider);
    if (origin.span && provider) found.set(origin.span.start, { span: origin.span, message: `The request to ${provider.name}` });
  }
  return [...found.values()].slice(0, MOST_REQUESTS);
}

const MOST_REQUESTS = 3;

/** The comments in a place and in so many characters before it. */
export function commentsAt({ file, linker: { reads } }: Pass, { start, end }: Span, before: number): readonly Comment[] {
  for (let part = reads.at(Math.max(0, start - before)); part < reads.at(start); part++) reads.note(part);
  return file.facts.comments.filter(({ span }) => span.end >= start - before && span.start <= end);
}

export const textOf = (pass: Pass, span: Span): string => pass.file.text.slice(span.start, span.end);

export const fix = (title: string, edits: readonly Edit[], flags: { preferred?: boolean; safe?: boolean } = {}): Fix => ({
  title,
  edits,
  preferred: flags.preferred ?? false,
  safe: flags.safe ?? false,
});

/** How a person reads a value: `'card_declined'`, `404`. */
export const quoted = (value: string | number): string => (typeof value === "string" ? `'${shortened(value)}'` : String(value));

/** Text that goes into a message: past a hundred characters nobody reads on. */
const shortened = (text: string): string => (text.length <= 120 ? text : `${text.slice(0, 100).replace(/[\ud800-\udbff]$/, "")}…`);

/** `["A"]` is "A", `["A","B","C"]` is "A, B or C". */
export const either = (items: readonly (string | number)[]): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
