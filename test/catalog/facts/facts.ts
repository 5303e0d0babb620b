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
