import { codeEntry } from "../../../catalog/model/lookup";
import { mainVocabulary } from "../../../catalog/model/shorthand";
import type { Analysis } from "../analysis";
import type { Finding, Uncatalogued } from "../contract";
import { codePlace, possibleStatuses, readingsOf } from "../flow/readings";
import type { Form } from "../flow/sites";

/**
 * What a catalog would have to say so that a finding goes: of `Acme has no error code 'LATE'`, that Acme has it, and with which status if
 * the flow knows it. Nothing for findings about parts of codes, and where the provider is only a guess.
 */
export function uncatalogued(analysis: Analysis, { rule, span, code }: Finding): Uncatalogued | undefined {
  if (rule !== "unknown-code" || code === undefined || code === "") return undefined;
  const { narrower, sites } = analysis.flow;
  for (const site of sites) {
    if (!WHOLE.has(site.form) || !site.candidates.some((c) => c.span.start === span.start && c.value === code)) continue;
    const readings = readingsOf(narrower, site);
    const place = codePlace(readings);
    if (!place || codeEntry(place.provider, code, place.vocabulary.id)) continue;
    const { provider, vocabulary } = place;
    const statuses = site.view ? possibleStatuses(narrower, site.view.subject, readings, 1) : undefined;
    const [status] = statuses ?? [];
    return {
      provider: provider.id,
      name: provider.name,
      code,
      ...(vocabulary.id === mainVocabulary(provider.vocabularies) ? {} : { vocabulary: vocabulary.id }),
      ...(status !== undefined && status >= 400 ? { status } : {}),
    };
  }
  return undefined;
}

/** Forms that compare with a code as a whole. */
const WHOLE: ReadonlySet<Form> = new Set<Form>(["equality", "case", "list", "key"]);
