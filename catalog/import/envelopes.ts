import type { EnvelopeFile, FieldFile, FieldObject } from "../model/file";
import type { FieldRole } from "../model/types";
import type { ErrorResponse } from "./responses";
import { rankIn } from "./roles";
import type { Field } from "./schema";

/** The fields of one response's body, each with its role. */
export interface Shape {
  readonly roles: readonly { readonly role: FieldRole; readonly field: Field }[];
  /** Where its examples have codes. */
  readonly examples: readonly (readonly string[])[];
  readonly response: ErrorResponse;
}

type Fields = Readonly<Partial<Record<FieldRole, FieldFile>>>;

/** More shapes than these are not told apart. */
const MOST = 6;

/**
 * The shapes that error bodies have, the commonest first; shapes that do not contradict each other are one. `vocabularies` are the names
 * of fields with the vocabulary that stands there, the main one first.
 */
export function envelopesOf(
  shapes: readonly Shape[],
  vocabularies: readonly (readonly [name: string, id: string])[],
): readonly EnvelopeFile[] {
  const ids = new Map(vocabularies.map(([name, id]) => [name.toLowerCase(), id]));
  // The body of a call that succeeded counts only for a code that it has.
  const made = [...shapes]
    .sort((a, b) => Number(a.response.success) - Number(b.response.success))
    .map((shape) => ({ fields: fieldsOf(shape, ids), problem: shape.response.problem, success: shape.response.success }))
    .filter(({ fields, success }) => !success || fields.code !== undefined || fields.type !== undefined);
  const counted = new Map<string, { readonly fields: Fields; readonly problem: boolean; readonly success: boolean; count: number }>();
  for (const { fields, problem, success } of made) {
    if (fields.code === undefined && fields.message === undefined && fields.type === undefined) continue;
    const key = JSON.stringify(fields);
    const known = counted.get(key) ?? { fields, problem, success, count: 0 };
    known.count++;
    counted.set(key, known);
  }
  const kept: { fields: Fields; readonly problem: boolean }[] = [];
  for (const { fields, problem } of [...counted.values()].sort((a, b) => Number(a.success) - Number(b.success) || b.count - a.count)) {
    const alike = kept.find((other) => agree(other.fields, fields));
    if (alike) alike.fields = { ...fields, ...alike.fields };
    else if (kept.length < MOST) kept.push({ fields, problem });
  }
  return kept.map(({ fields, problem }, index) => ({
    ...(index === 0 && !problem ? {} : { id: idOf(index, problem, kept) }),
    fields: Object.fromEntries(ORDER.flatMap((role) => (fields[role] === undefined ? [] : [[role, fields[role]]]))),
  }));
}

const ORDER: readonly FieldRole[] = [
  ...(["code", "type", "status", "message", "requestId", "docsUrl"] as const),
  ...(["details", "param", "retryAfter", "discriminator"] as const),
];

const idOf = (index: number, problem: boolean, all: readonly { readonly problem: boolean }[]): string =>
  problem && all.findIndex((one) => one.problem) === index ? "problem" : `error-${index + 1}`;

/** Two shapes are of one body where each role that both have stands at one place. */
function agree(a: Fields, b: Fields): boolean {
  const common = ORDER.filter((role) => a[role] !== undefined && b[role] !== undefined);
  return common.length > 0 && common.every((role) => JSON.stringify(a[role]) === JSON.stringify(b[role]));
}

function fieldsOf({ roles, examples, response }: Shape, ids: ReadonlyMap<string, string>): Fields {
  const nameOf = (path: readonly string[]): string => (path.findLast((part) => part !== "0") ?? "").toLowerCase();
  const seen = [...roles.filter(({ role }) => role === "code").map(({ field }) => field.path), ...examples];
  const paths = [...new Map(seen.filter((path) => ids.has(nameOf(path))).map((path) => [path.join("."), path])).values()];
  const codes = paths.filter((path) => ids.get(nameOf(path)) === "code");
  const types = paths.filter((path) => ids.get(nameOf(path)) !== "code");
  const parent = (codes[0] ?? types[0] ?? []).slice(0, -1).join(".");
  const result: Partial<Record<FieldRole, FieldFile>> = {};
  const [main, ...moreCodes] = codes;
  if (main) result.code = moreCodes.length === 0 ? written(main) : codes.map((path) => ({ path: written(path) }));
  const [type, ...moreTypes] = types.map((path): FieldObject => ({ path: written(path), vocabulary: ids.get(nameOf(path)) ?? "" }));
  if (type) result.type = moreTypes.length === 0 ? type : [type, ...moreTypes];
  for (const role of ["status", "message", "docsUrl", "details", "param", "discriminator", "retryAfter", "requestId"] as const) {
    const fields = roles.filter((one) => one.role === role).map(({ field }) => field);
    const best = fields.sort((a, b) => distance(a, parent) - distance(b, parent) || rankIn(role, a.path) - rankIn(role, b.path))[0];
    if (best) result[role] = role === "discriminator" ? { path: written(best.path), failure: false } : typed(role, best);
  }
  const header = (pattern: RegExp): FieldObject[] =>
    response.headers
      .filter((name) => pattern.test(name))
      .slice(0, 1)
      .map((name) => ({ header: name }));
  const [id] = header(/^x?-?(?:request|correlation|trace)-?id$|^x-correlator$/i);
  if (id && result.requestId === undefined) result.requestId = id;
  const [after] = header(/^retry-after$/i);
  if (after && result.retryAfter === undefined) result.retryAfter = { ...after, optional: true };
  return result;
}

/** Fields beside the code come first. */
const distance = ({ path }: Field, parent: string): number => (path.slice(0, -1).join(".") === parent ? 0 : path.length);

const written = (path: readonly string[]): string | readonly string[] => (path.some((part) => part.includes(".")) ? path : path.join("."));

function typed(role: FieldRole, { path, types }: Field): FieldFile {
  const number = types.has("integer") || types.has("number");
  if (role === "status" && !number && types.has("string")) return { path: written(path), type: "string" };
  if (role === "message" && types.has("array")) return { path: written(path), type: "array" };
  return written(path);
}
