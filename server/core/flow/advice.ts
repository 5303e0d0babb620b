/** Which outcomes a repeat cannot change: as the provider says, else as RFC 9110 has it. */
import { retryFor } from "../../../catalog/model/lookup";
import type { Provider } from "../../../catalog/model/types";
import type { Row } from "./rows";

export interface Hopeless {
  readonly row: Row;
  /** The provider's own word; otherwise the protocol's. */
  readonly documented: boolean;
}

/** 4xx does not come right by itself but for 408, 409, 425 and 429; 5xx may, but for 501 and 505 (RFC 9110, sections 15.5 and 15.6). */
export const isHopelessStatus = (status: number): boolean =>
  (status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status)) || status === 501 || status === 505;

/** The rows that a repeat cannot change. Undocumented statuses of a provider count only where it speaks of them. */
export function hopelessIn(rows: readonly Row[], provider: Provider | undefined): readonly Hopeless[] {
  return rows.flatMap((row): Hopeless[] => {
    const { status } = row;
    if (row.kind === "network" || (row.kind === "status" && (status === undefined || (provider && !provider.statuses.has(status)))))
      return [];
    const hopeless = status !== undefined && isHopelessStatus(status);
    if (!provider) return hopeless ? [{ row, documented: false }] : [];
    const { policy } = retryFor(provider, { code: row.code, vocabulary: row.vocabulary, status }).retry;
    if (policy === "never" || policy === "fix-first" || policy === "wait-reset") return [{ row, documented: true }];
    return policy === "unspecified" && hopeless ? [{ row, documented: false }] : [];
  });
}

/** The statuses worth a repeat: the provider's, and those that gateways send for anyone. */
export function hopefulStatuses(provider: Provider | undefined): readonly number[] {
  const general = [408, 425, 429, 500, 502, 503, 504];
  if (!provider) return general;
  const statuses = new Set([...provider.statuses.keys(), ...provider.codes.flatMap((c) => c.statuses)]);
  const own = [...statuses].filter((status) => {
    const codes = provider.codes.filter((c) => c.statuses.includes(status));
    const rows: Row[] =
      codes.length > 0
        ? codes.map((c) => ({ kind: "documented", status, code: c.code, vocabulary: c.vocabulary }))
        : [{ kind: "status", status }];
    return status >= 400 && hopelessIn(rows, provider).length < rows.length;
  });
  const gateways = [408, 429, 502, 503, 504].filter((s) => !statuses.has(s));
  return [...new Set([...own, ...gateways])].sort((a, b) => a - b);
}
