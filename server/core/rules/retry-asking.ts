/** Outcomes after which a header tells how long to wait: as the provider says, else 429 and 503 where the code singles them out. */
import { retryFor } from "../../../catalog/model/lookup";
import type { Retry as Advice, Provider } from "../../../catalog/model/types";
import type { Row } from "../flow/rows";

/** An outcome whose response says how long to wait. */
export interface Asking {
  readonly row: Row;
  readonly header: string;
  readonly advice?: Advice;
}

export function askingIn(rows: readonly Row[], provider: Provider | undefined): readonly Asking[] {
  if (!provider) return [429, 503].flatMap((s) => (isNamed(rows, s) ? asks(rows, s) : []));
  return rows.flatMap((row): Asking[] => {
    if (row.status === undefined || (row.kind === "status" && !provider.statuses.has(row.status))) return [];
    const { retry } = retryFor(provider, { code: row.code, vocabulary: row.vocabulary, status: row.status });
    const waits = retry.policy === "after-header" || retry.policy === "after-header-else-backoff";
    return waits ? [{ row, header: retry.header ?? "Retry-After", advice: retry }] : [];
  });
}

const asks = (rows: readonly Row[], status: number): readonly Asking[] =>
  rows.filter((r) => r.status === status).map((row) => ({ row, header: "Retry-After" }));

/** The code singles the status out: its neighbours, which no API sends, are not repeated. */
function isNamed(rows: readonly Row[], status: number): boolean {
  const has = (s: number) => rows.some((r) => r.status === s);
  return has(status) && (status === 429 ? !has(430) && !has(427) : !has(506) && !has(509));
}
