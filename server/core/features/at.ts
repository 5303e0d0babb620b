import type { Analysis } from "../analysis";
import type { Candidate, Site } from "../flow/sites";
import { contains, type Span } from "../text";

export interface LiteralAt {
  readonly site: Site;
  readonly candidate: Candidate;
  readonly span: Span;
}

/** The comparisons that a literal or constant at the offset takes part in: where it is used, and where it is written. */
export function literalAt(analysis: Analysis, offset: number): readonly LiteralAt[] {
  const found: LiteralAt[] = [];
  for (const site of analysis.flow.sites) {
    for (const candidate of site.candidates) {
      const spans = [candidate.span, ...(candidate.literal ? [candidate.literal.span] : [])];
      const span = spans.find((s) => contains(s, offset));
      if (span) found.push({ site, candidate, span });
    }
  }
  return found;
}
