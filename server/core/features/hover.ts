import { HTTP } from "../../../catalog/model/catalog";
import { codeEntry } from "../../../catalog/model/lookup";
import type { CodeValue, Provider } from "../../../catalog/model/types";
import type { Analysis, Hover } from "../analysis";
import { codePlace, readingsOf } from "../flow/readings";
import type { Site } from "../flow/sites";
import { silencesFile } from "../link/binds";
import { literalAt } from "./at";
import { branchHover, valueHover } from "./branches";
import { codeCard, severalCard, statusCard } from "./markdown";
import { retryHover } from "./retries";

/** What a code or status under the cursor means, what can be at a branch or a value, what a retry does. Nothing is said where nothing is known. */
export function hover(analysis: Analysis, offset: number): Hover | undefined {
  if (silencesFile(analysis.environment.settings)) return undefined;
  for (const { site, candidate, span } of literalAt(analysis, offset)) {
    const { value } = candidate;
    if (typeof value !== "string" && typeof value !== "number") continue;
    const markdown =
      typeof value === "number" && asksStatus(analysis, site) ? ofStatus(analysis, site, value) : ofCode(analysis, site, value);
    if (markdown !== undefined) return { span, markdown };
  }
  return retryHover(analysis, offset) ?? branchHover(analysis, offset) ?? valueHover(analysis, offset);
}

function ofCode(analysis: Analysis, site: Site, value: CodeValue): string | undefined {
  const readings = readingsOf(analysis.flow.narrower, site);
  if (readings.silenced) return undefined;
  const place = codePlace(readings);
  const own = place ? codeEntry(place.provider, value, place.vocabulary.id) : undefined;
  if (place && own) return codeCard(place.provider, own);
  if (place?.firm) return undefined;
  return ofAny(analysis, value);
}

/** Without attribution: the one provider's card, or a line for each. */
function ofAny(analysis: Analysis, value: CodeValue): string | undefined {
  const ids = analysis.environment.catalog.byCode(value);
  if (ids === "unloaded") return undefined;
  const known = ids.flatMap((id) => {
    const provider = loaded(analysis, id);
    const entry = provider ? codeEntry(provider, value) : undefined;
    return provider && entry ? [[provider, entry] as const] : [];
  });
  const [only] = known;
  if (!only) return undefined;
  return known.length === 1 ? codeCard(...only) : severalCard(value, known);
}

const STATUS_NAMES = new Set(["status", "statusCode", "httpStatus"]);

function asksStatus(analysis: Analysis, site: Site): boolean {
  const readings = readingsOf(analysis.flow.narrower, site);
  if (readings.all.length > 0)
    return readings.all.some((r) => r.field.field === "status" || (r.field.field === "documented" && r.field.entry.role === "status"));
  return STATUS_NAMES.has(site.property ?? "");
}

function ofStatus(analysis: Analysis, site: Site, status: number): string | undefined {
  const ids = new Set(readingsOf(analysis.flow.narrower, site).all.map((r) => r.member.origin.provider));
  const [id] = ids.size === 1 ? ids : [];
  const own = id === undefined ? undefined : loaded(analysis, id);
  const http = loaded(analysis, HTTP);
  return (own ? statusCard(own, status) : undefined) ?? (http ? statusCard(http, status) : undefined);
}

function loaded(analysis: Analysis, id: string): Provider | undefined {
  const provider = analysis.environment.catalog.provider(id);
  return provider === "unloaded" ? undefined : provider;
}
