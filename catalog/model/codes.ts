import type { CodeValue, Provider } from "./types";

/**
 * Which provider has which code: `dist/catalog/codes.json`, `{ "version": 1, "providers": { "acme": ["not_found", 40001] } }`. It grows
 * with every code, so it is read when a code is first asked for, and not at the start.
 */
export interface CodesFile {
  readonly version: 1;
  /** Codes of any vocabulary by the provider's id, in the order of the index. */
  readonly providers: Readonly<Record<string, readonly CodeValue[]>>;
}

export const buildCodes = (providers: readonly Provider[]): CodesFile => ({
  version: 1,
  providers: Object.fromEntries(providers.map(({ id, codes }) => [id, [...new Set(codes.map(({ code }) => code))]])),
});

/** `{ acme: ["not_found"], beta: ["not_found"] }` gives `not_found` → acme, beta. */
export function codeTable(lists: Iterable<readonly [string, readonly CodeValue[]]>): ReadonlyMap<CodeValue, readonly string[]> {
  const table = new Map<CodeValue, string[]>();
  for (const [id, codes] of lists) {
    for (const code of codes) {
      const ids = table.get(code);
      if (ids) ids.push(id);
      else table.set(code, [id]);
    }
  }
  return table;
}
