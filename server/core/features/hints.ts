import { codeEntry } from "../../../catalog/model/lookup";
import type { CodeValue } from "../../../catalog/model/types";
import type { Analysis, Hint } from "../analysis";
import { codePlace, readingsOf } from "../flow/readings";
import type { Form } from "../flow/sites";
import { silencesFile } from "../link/binds";
import type { Span } from "../text";
import { codeCard } from "./markdown";

/** The statuses behind the codes in a part of a file, where it is certain whose they are: `"FORBIDDEN_SCOPE"` has 403. */
export function hints(analysis: Analysis, { start, end }: Span): readonly Hint[] {
  if (silencesFile(analysis.environment.settings)) return [];
  const found = new Map<number, Hint>();
  for (const site of analysis.flow.sites) {
    if (!FORMS.has(site.form)) continue;
    const shown = site.candidates.filter(({ span, literal }) => literal?.span === span && span.end >= start && span.end <= end);
    const place = shown.length > 0 ? codePlace(readingsOf(analysis.flow.narrower, site)) : undefined;
    if (!place?.firm) continue;
    for (const { value, span } of shown) {
      const entry = codeEntry(place.provider, value as CodeValue, place.vocabulary.id);
      if (!entry || entry.statuses.length === 0) continue;
      found.set(span.end, { offset: span.end, label: entry.statuses.join(", "), markdown: codeCard(place.provider, entry) });
    }
  }
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

const FORMS: ReadonlySet<Form> = new Set<Form>(["equality", "case", "list"]);
