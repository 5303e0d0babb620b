import { codesOf, retryFor } from "../../../catalog/model/lookup";
import type { CodeEntry, Provider } from "../../../catalog/model/types";
import type { Analysis, Completion } from "../analysis";
import type { Literal } from "../facts";
import { codePlace, possibleCodes, readingsOf } from "../flow/readings";
import type { Site } from "../flow/sites";
import { literalAt } from "./at";
import { codeCard, retryWord } from "./markdown";

/** The codes that can stand in the string at the offset: those that can be there first, then the provider's others. */
export function complete(analysis: Analysis, offset: number): readonly Completion[] {
  for (const { site, candidate } of literalAt(analysis, offset)) {
    const { literal } = candidate;
    if (
      !literal ||
      typeof literal.value !== "string" ||
      offset <= literal.span.start ||
      (offset >= literal.span.end && !literal.unterminated)
    )
      continue;
    const items = itemsFor(analysis, site, literal);
    if (items.length > 0) return items;
  }
  return [];
}

function itemsFor(analysis: Analysis, site: Site, literal: Literal): readonly Completion[] {
  const { narrower } = analysis.flow;
  const readings = readingsOf(narrower, site);
  const place = codePlace(readings);
  const subject = site.view?.subject;
  if (place && subject) {
    const here = new Set(possibleCodes(narrower, subject, readings));
    const asked = new Set(site.asked.filter((a) => a.subject === subject.id).flatMap((a) => a.site?.candidates.map((c) => c.value) ?? []));
    const rank = (e: CodeEntry) => (here.has(e) && !asked.has(e.code) ? 0 : 1);
    return items(place.provider, codesOf(place.provider, place.vocabulary.id), literal, rank);
  }
  if (readings.silenced || site.property !== "code") return [];
  return providersInSight(analysis).flatMap((provider, i) => items(provider, provider.codes, literal, () => 2 + i));
}

/** Where nothing attributes the error: the providers that the file calls, then the system's own codes. */
function providersInSight(analysis: Analysis): readonly Provider[] {
  const ids = new Set<string>();
  for (const site of analysis.flow.sites)
    for (const m of site.view?.subject.members ?? []) if (m.origin.provider !== undefined) ids.add(m.origin.provider);
  for (const id of analysis.environment.catalog.transports) ids.add(id);
  return [...ids].flatMap((id) => {
    const provider = analysis.environment.catalog.provider(id);
    return provider === undefined || provider === "unloaded" ? [] : [provider];
  });
}

function items(
  provider: Provider,
  codes: readonly CodeEntry[],
  literal: Literal,
  rank: (entry: CodeEntry) => number,
): readonly Completion[] {
  return codes.flatMap((entry): Completion[] => {
    if (typeof entry.code !== "string") return [];
    const { retry } = retryFor(provider, { code: entry.code, vocabulary: entry.vocabulary, status: entry.statuses[0] });
    const detail = [provider.name, ...(entry.statuses.length > 0 ? [entry.statuses.join(", ")] : []), retryWord(retry)].join(" · ");
    return [
      {
        label: entry.code,
        span: literal.valueSpan,
        newText: entry.code,
        detail,
        documentation: codeCard(provider, entry),
        sortText: `${rank(entry)}${entry.code}`,
      },
    ];
  });
}
