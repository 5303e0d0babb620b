import type { CodeDetail, ProviderDetail, ProviderRow, RetryView, StatusGroup } from "../../server/lsp/protocol";

/** Providers as the server describes them, each test giving what it is about. */
export const retry = (policy: string): RetryView => ({ policy, word: policy, text: `In a sentence: ${policy}` });

export const row = (given: Partial<ProviderRow>): ProviderRow => ({
  ...{ key: "acme", id: "acme", name: "Acme", bundled: true, files: [], codes: 1, statuses: 1, uses: 0, usedIn: 0 },
  ...given,
});

export const code = (given: Partial<CodeDetail>): CodeDetail => ({
  ...{ code: "CODE", vocabulary: "code", main: true, meaning: "", action: "", retry: retry("unspecified"), uses: 0 },
  ...given,
});

export const group = (given: Partial<StatusGroup>): StatusGroup => ({
  ...{ title: "", meaning: "", action: "", retry: retry("unspecified"), uses: 0, codes: [], families: [] },
  ...given,
});

export const detail = (given: Partial<ProviderDetail>): ProviderDetail => ({
  ...row({}),
  ...{ hosts: [], imports: [], completeness: "open", codeAt: [], requestIdAt: [], sources: [], issues: [], groups: [] },
  ...given,
});
