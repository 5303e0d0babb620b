/** What `instanceof` and the guards of clients say of an error. */
import type { Compare } from "../facts";
import { ancestry } from "../link/errors";
import { dotted } from "../link/requests";
import { sdk, transports } from "../link/transports";
import type { Frame, Member, Value } from "../link/value";
import { type Case, is, type Known, NOTHING } from "./known";

/** `e instanceof HTTPError`: a client's class holds that client's errors; the status errors of one are not another's. */
export function instance(expr: Compare, frame: Frame, at: Case): Known {
  const value = at.linker.valueOf(expr.left, frame);
  const asked = at.linker.valueOf(expr.right, frame);
  if (asked.kind === "class") return ofOwnClass(value, asked.id, at);
  const name = dotted(at.linker, expr.right)?.split(".").at(-1) ?? "";
  return classed(value, name, "classes", at);
}

/** A class of the file: what a client throws is none of it, and what the project throws is what it was made as. */
function ofOwnClass(value: Value, id: number, at: Case): Known {
  if (value.kind !== "view" || value.subject.id !== at.subject.id || value.path.length > 0) return NOTHING;
  const member = at.subject.members[at.member];
  if (member?.side !== "error" || member.prefix.length > 0) return NOTHING;
  // An interceptor or a hook can make any error of what such a client throws.
  const hooked = member.origin.transport.throwsOnStatus || member.origin.transport.id === "bound";
  return hooked && !member.thrown ? NOTHING : is(ancestry(at.linker, member.thrown?.class).includes(id));
}

export function classed(value: Value, name: string, list: "classes" | "guards", at: Case): Known {
  if (value.kind !== "view" || value.subject.id !== at.subject.id || value.path.length > 0) return NOTHING;
  const member = at.subject.members[at.member];
  if (member?.side !== "error" || member.prefix.length > 0) return NOTHING;
  if (list === "classes" && name === "Error") return is(true);
  if (member.thrown) return member.thrown.closed && transports.some((t) => t[list].includes(name)) ? is(false) : NOTHING;
  const { transport } = member.origin;
  if (transport === sdk) return ofSdkClass(member, name, at);
  if (!transport[list].includes(name)) return transports.some((t) => t[list].includes(name)) ? is(false) : NOTHING;
  return name === "HTTPError" || name === "isHTTPError" ? is(at.row.kind !== "network") : is(true);
}

/** A class that the catalog has: by its statuses, or as the one that all of the SDK's errors are of. Its codes need not be all. */
function ofSdkClass({ origin }: Member, name: string, { linker, row }: Case): Known {
  const provider = origin.provider === undefined ? undefined : linker.environment.catalog.provider(origin.provider);
  const classes = provider && provider !== "unloaded" ? provider.errorClasses : [];
  const last = (written: string) => written.split(".").at(-1);
  const entry = classes.find((c) => last(c.name) === name);
  if (!entry) return transports.some((t) => t.classes.includes(name)) ? is(false) : NOTHING;
  if (entry.codes.some((code) => code === row.code)) return is(true);
  if (entry.statuses.length > 0 && row.status !== undefined) return is(entry.statuses.includes(row.status));
  const roots = classes.filter((c) => c.extends === undefined);
  return roots.length === 1 && roots[0] === entry ? is(true) : NOTHING;
}
