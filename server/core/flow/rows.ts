/** Outcome rows: every way a call to one provider can end, and bit sets over them. */
import type { CodeValue, Provider } from "../../../catalog/model/types";
import type { Member } from "../link/value";

/**
 * `documented`: a code with a status (or without one, where the provider has none). `status`: that status with no documented code.
 * `network`: no response at all. A success is a 2xx status without a code.
 */
export interface Row {
  readonly kind: "documented" | "status" | "network";
  readonly status?: number;
  readonly code?: CodeValue;
  readonly vocabulary?: string;
}

export interface RowTable {
  readonly provider?: Provider;
  readonly rows: readonly Row[];
  /** What plain conditions leave of all rows, by what they ask. */
  readonly answers: Map<string, Answers>;
}

/** Bit i stands for row i of the table. Never changed once made. */
export type RowSet = Uint32Array;

const generic: RowTable = { rows: [...statusRows(), { kind: "network" }], answers: new Map() };
const tables = new WeakMap<Provider, RowTable>();

/** The rows of a provider; without one, those of HTTP. */
export function tableOf(provider: Provider | undefined): RowTable {
  if (!provider) return generic;
  const known = tables.get(provider);
  if (known) return known;
  const documented = provider.codes.flatMap((c): Row[] => {
    const row = { kind: "documented", code: c.code, vocabulary: c.vocabulary } as const;
    return c.statuses.length === 0 ? [row] : c.statuses.map((status) => ({ ...row, status }));
  });
  const table: RowTable = { provider, rows: [...documented, ...generic.rows], answers: new Map() };
  tables.set(provider, table);
  return table;
}

function statusRows(): Row[] {
  return Array.from({ length: 500 }, (_, i) => ({ kind: "status", status: i + 100 }));
}

export const isSuccess = (row: Row): boolean => row.kind === "status" && (row.status as number) >= 200 && (row.status as number) < 300;

interface Initial {
  readonly arrived: RowSet;
  readonly failed: RowSet;
  readonly network: RowSet;
  readonly all: RowSet;
}

const initial = new WeakMap<RowTable, Initial>();

/** What can be there before anything is checked: a response that arrived, or the failures that a client throws. */
export function initialRows(member: Member, table: RowTable): RowSet {
  let sets = initial.get(table);
  if (!sets) {
    const network = (row: Row) => row.kind === "network";
    sets = {
      arrived: filterRows(table, undefined, (row) => !network(row)),
      failed: filterRows(table, undefined, (row) => network(row) || !isSuccess(row)),
      network: filterRows(table, undefined, network),
      all: filterRows(table, undefined, () => true),
    };
    initial.set(table, sets);
  }
  if (member.thrown) return initialRows(member.thrown.from, table);
  if (member.origin.transport.givesErrors && member.side === "value") return sets.all;
  if (member.prefix.length > 0 || member.side === "value") return sets.arrived;
  return member.origin.transport.throwsOnStatus ? sets.failed : sets.network;
}

const MOST_ANSWERS = 2000;

/** What a condition may be, row by row: `yes` the rows in which it may be true, `no` those in which it may be false. */
export interface Answers {
  readonly yes: RowSet;
  readonly no: RowSet;
}

/** Asks a condition for every row; undefined is both. */
export function answersIn({ rows }: RowTable, ask: (row: Row) => boolean | undefined): Answers {
  const size = (rows.length + 31) >> 5;
  const [yes, no] = [new Uint32Array(size), new Uint32Array(size)];
  for (let i = 0; i < rows.length; i++) {
    const answer = ask(rows[i] as Row);
    if (answer !== false) yes[i >> 5] = (yes[i >> 5] as number) | (1 << (i & 31));
    if (answer !== true) no[i >> 5] = (no[i >> 5] as number) | (1 << (i & 31));
  }
  return { yes, no };
}

/** The same, worked out once for each key and table. */
export function answers(table: RowTable, key: string, ask: (row: Row) => boolean | undefined): Answers {
  const known = table.answers.get(key);
  if (known) return known;
  if (table.answers.size > MOST_ANSWERS) table.answers.clear();
  const made = answersIn(table, ask);
  table.answers.set(key, made);
  return made;
}

/** The rows of `set` (all, where it is absent) that the test keeps. */
export function filterRows(table: RowTable, set: RowSet | undefined, keep: (row: Row) => boolean): RowSet {
  const { rows } = table;
  const result = new Uint32Array((rows.length + 31) >> 5);
  for (let i = 0; i < rows.length; i++) {
    if ((set === undefined || hasRow(set, i)) && keep(rows[i] as Row)) result[i >> 5] = (result[i >> 5] as number) | (1 << (i & 31));
  }
  return result;
}

export const hasRow = (set: RowSet, index: number): boolean => (((set[index >> 5] as number) >> (index & 31)) & 1) === 1;
export const isEmpty = (set: RowSet): boolean => set.every((word) => word === 0);
export const union = (a: RowSet, b: RowSet): RowSet => a.map((word, i) => word | (b[i] as number));
export const intersection = (a: RowSet, b: RowSet): RowSet => a.map((word, i) => word & (b[i] as number));
export const difference = (a: RowSet, b: RowSet): RowSet => a.map((word, i) => word & ~(b[i] as number));
export const emptyLike = (set: RowSet): RowSet => new Uint32Array(set.length);
export const rowsIn = (table: RowTable, set: RowSet): readonly Row[] => table.rows.filter((_, i) => hasRow(set, i));
