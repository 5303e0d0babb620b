import assert from "node:assert/strict";
import { codeEntry, type Outcome, retryFor, statusEntry } from "../../../catalog/model/lookup";
import type { CodeEntry, CodeValue, Provider, Retry, StatusEntry } from "../../../catalog/model/types";
import { bundled } from "../bundled";

/** `{ says: "Too many requests are 429", page: "https://…", found: ({ code }) => code("rate_limit")?.statuses, is: [429] }` */
export interface Fact {
  /** What the page says, in our own words. */
  readonly says: string;
  /** Where a person read it: the public documentation, never the package that the generator reads. */
  readonly page: string;
  readonly found: (known: Known) => unknown;
  readonly is: unknown;
}

/** The short look-ups that facts are told with. */
export interface Known {
  readonly provider: Provider;
  readonly code: (code: CodeValue, vocabulary?: string) => CodeEntry | undefined;
  readonly status: (status: number) => StatusEntry | undefined;
  readonly policy: (of: Outcome) => Retry["policy"];
}

/** `["says", page, "rate_limit", [429], "after-header"]`: a code, the statuses it comes with, and what a repeat is worth then. */
export type CodeFact = readonly [
  says: string,
  page: string,
  code: CodeValue,
  statuses: readonly number[],
  policy: Retry["policy"],
  vocabulary?: string,
];

export function ofCodes(list: readonly CodeFact[]): readonly Fact[] {
  return list.map(([says, page, value, statuses, expected, vocabulary]) => ({
    says,
    page,
    found: ({ code, policy }) => [code(value, vocabulary)?.statuses, policy({ code: value, vocabulary, status: statuses[0] })],
    is: [statuses, expected],
  }));
}

/** `["says", page, 429, "after-header"]`: what a repeat after a status is worth. */
export type StatusFact = readonly [says: string, page: string, status: number, policy: Retry["policy"]];

export function ofStatuses(list: readonly StatusFact[]): readonly Fact[] {
  return list.map(([says, page, status, expected]) => ({
    says,
    page,
    found: (known) => [known.status(status) !== undefined, known.policy({ status })],
    is: [true, expected],
  }));
}

/** Where the code of an error is in its body: `["error.code"]`. */
export const codePaths = ({ provider }: Known, on = "body", vocabulary?: string): readonly string[] =>
  provider.paths.filter((path) => path.on === on && (vocabulary ?? path.vocabulary) === path.vocabulary).map((path) => path.path.join("."));

/** The header that an envelope names for a role: `"Retry-After"`. */
export const headerOf = ({ provider }: Known, role: string): string | undefined =>
  provider.envelopes.flatMap(({ fields }) => fields).find((field) => field.role === role && field.in === "header")?.path[0];

/** Ten facts or more that a person took from the public documentation of a provider. */
export function facts(id: string, list: readonly Fact[]): void {
  const provider = bundled(id);
  const known: Known = {
    provider,
    code: (code, vocabulary) => codeEntry(provider, code, vocabulary),
    status: (status) => statusEntry(provider, status),
    policy: (of) => retryFor(provider, of).retry.policy,
  };
  describe(`facts of ${id}`, () => {
    for (const { says, page, found, is } of list) it(says, () => assert.deepEqual(found(known), is, page));
    it("are ten or more, each with its page", () => {
      assert.ok(list.length >= 10);
      for (const { page } of list) assert.match(page, /^https:\/\//);
    });
  });
}
