/** What remains at a comparison: for each call whose outcome can be there, the field that is read and the rows that can be. */
import type { CodeEntry, Provider, Vocabulary } from "../../../catalog/model/types";
import { type Field, fieldOf } from "../link/field";
import type { Member, Subject, View } from "../link/value";
import { behindResponse, type Narrower } from "./narrow";
import { isEmpty, type Row, type RowSet, rowsIn } from "./rows";
import type { Site } from "./sites";
import type { Cell } from "./state";

export interface Reading {
  readonly member: Member;
  readonly index: number;
  readonly field: Field;
  readonly rows: RowSet;
}

export interface Readings {
  readonly all: readonly Reading[];
  /** Errors of which nothing is known can be there too. */
  readonly foreign: Subject["foreign"];
  /** The configuration says that this is no API's error. */
  readonly silenced: boolean;
}

/** The readings of a site; those whose rows are used up are left out, unless nothing reaches the place anyway. */
export function readingsOf(narrower: Narrower, site: Site): Readings {
  if (!site.view) return { all: [], foreign: "async", silenced: false };
  const readings = viewReadings(narrower, site.view, site.before);
  if (readings.foreign === "none") return readings;
  const whose = whoseOnly(narrower, site);
  if (whose === "apis") return { ...readings, all: readings.all.filter(({ field }) => !isOfPlatform(field)) };
  const platforms = whose === "platforms" ? readings.all.filter(({ field }) => isOfPlatform(field)) : [];
  return platforms.length > 0 ? { ...readings, all: platforms } : readings;
}

/**
 * `e.code === "P2002"` beside a read of a file: the platform has no such code and an API has, so it asks of the others. `e.name ===
 * "AbortError"` beside a call of an API asks of the platform.
 */
function whoseOnly({ linker }: Narrower, { candidates }: Site): "apis" | "platforms" | undefined {
  const { catalog } = linker.environment;
  let apis = 0;
  let platforms = 0;
  for (const { value } of candidates) {
    const ids = typeof value === "string" || typeof value === "number" ? catalog.byCode(value) : [];
    if (ids === "unloaded") return undefined;
    const ofPlatform = ids.filter((id) => catalog.transports.includes(id)).length;
    platforms += ofPlatform;
    apis += ids.length - ofPlatform;
  }
  if (apis > 0 && platforms > 0) return undefined;
  return apis > 0 ? "apis" : platforms > 0 ? "platforms" : undefined;
}

const isOfPlatform = (field: Field): boolean => field.field === "code" && field.vocabulary.transport === true;

export function viewReadings(narrower: Narrower, view: View, cell: Cell | undefined): Readings {
  const { subject, path } = view;
  const known = cell ?? narrower.cellOf(undefined, subject);
  const { catalog } = narrower.linker.environment;
  const all = subject.members.map((member, index): Reading => {
    return { member, index, field: fieldOf(member, path, catalog, narrower.need), rows: known.sets[index] as RowSet };
  });
  const held = all.filter((r) => !isEmpty(r.rows));
  // Where a field certainly is not there, nothing is read.
  const there = held.filter((r) => r.field.field !== "none");
  const open = there.length > 0 ? there : held;
  const foreign = known.foreign === "sync" && behindResponse(view) ? "none" : known.foreign;
  return { all: open.length > 0 ? open : all, foreign, silenced: subject.members.some((m) => m.origin.provider === "none") };
}

export interface CodePlace {
  readonly provider: Provider;
  readonly vocabulary: Vocabulary;
  readonly path: readonly string[];
  /** All that can be there is this provider's code. */
  readonly firm: boolean;
}

/** The provider's code field that a place is. Firm when all that remain agree and nothing foreign can be there. */
export function codePlace(readings: Readings): CodePlace | undefined {
  if (readings.silenced) return undefined;
  const all = readings.all.filter((r) => r.field.field === "code");
  // Beside an API's errors those of the platform are others of which little is to say.
  const apis = all.filter((r) => r.field.field === "code" && !r.field.vocabulary.transport);
  const codes = apis.length > 0 ? apis : all;
  const [first] = codes;
  if (first?.field.field !== "code") return undefined;
  const { provider, vocabulary, path } = first.field;
  const agree = codes.every((r) => r.field.field === "code" && r.field.provider === provider && r.field.vocabulary === vocabulary);
  if (!agree) return undefined;
  return { provider, vocabulary, path, firm: codes.length === readings.all.length && readings.foreign === "none" };
}

/** The rows that can still be, over all readings. */
export const remainingRows = (narrower: Narrower, subject: Subject, readings: Readings): readonly Row[] =>
  readings.all.flatMap((r) => rowsIn(narrower.tableOf(subject, r.index), r.rows));

/** The statuses that can still be, in order; undefined where any can (more than `most`). */
export function possibleStatuses(narrower: Narrower, subject: Subject, readings: Readings, most = 8): readonly number[] | undefined {
  const statuses = new Set<number>();
  for (const row of remainingRows(narrower, subject, readings)) {
    if (row.status !== undefined) statuses.add(row.status);
    if (statuses.size > most) return undefined;
  }
  return [...statuses].sort((a, b) => a - b);
}

/** The documented codes that can still be. */
export function possibleCodes(narrower: Narrower, subject: Subject, readings: Readings): readonly CodeEntry[] {
  const rows = remainingRows(narrower, subject, readings).filter((r) => r.kind === "documented");
  const provider = readings.all.map((r) => narrower.tableOf(subject, r.index).provider).find((p) => p !== undefined);
  const values = new Set(rows.map((r) => `${r.vocabulary} ${typeof r.code} ${r.code}`));
  return provider?.codes.filter((c) => values.has(`${c.vocabulary} ${typeof c.code} ${c.code}`)) ?? [];
}
