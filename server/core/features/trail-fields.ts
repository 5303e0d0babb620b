/** Trails through fields: what `this.client` or `error.code` of an object of the project's own was given. */
import type { ClassId, Expr, FuncId, Member, Type } from "../facts";
import { ancestry } from "../link/errors";
import type { Linker } from "../link/link";
import { fieldKey } from "../link/uses";
import type { Frame, Instance, Place } from "../link/value";

/** `this.base` of `class Api { constructor(private base: string) {} }` made by `new Api(url)` is `url`. */
export function fieldPlaces(linker: Linker, { object, name = "" }: Member, frame: Frame): readonly Place[] {
  if (object.kind !== "this") {
    const instance = linker.valueOf(object, frame);
    return instance.kind === "instance" ? givenPlaces(linker, instance, name) : [];
  }
  for (let at: Frame | undefined = frame; at; at = at.outer) {
    const owner = linker.functionOf(at.func)?.owner;
    if (owner !== undefined) return at.self ? givenPlaces(linker, at.self, name) : ofClass(linker, owner, name);
  }
  return [];
}

/** What a field of the object was given when it was made, or had put on it afterwards. */
export function givenPlaces(linker: Linker, { id, made, frame, put }: Instance, name: string): readonly Place[] {
  const places = put.get(name);
  if (places) return places;
  if (id === undefined) return name === "message" && made?.args[0] ? [{ expr: made.args[0], frame }] : [];
  const own = linker.classOf(id)?.members.find((m) => m.kind === "constructor")?.func;
  const [above] = own === undefined ? ancestry(linker, id).slice(1) : [];
  const maker = own ?? linker.classOf(above ?? id)?.members.find((m) => m.kind === "constructor")?.func;
  return ofClass(linker, id, name).map((place) => argumentFor(linker, place, maker, made?.args ?? [], frame) ?? place);
}

/** The declared type of a field that nothing gives a value. */
export function fieldType(linker: Linker, { object, name }: Member, frame: Frame): Type | undefined {
  const value = object.kind === "this" ? undefined : linker.valueOf(object, frame);
  let owner = value?.kind === "instance" ? value.id : undefined;
  for (let at: Frame | undefined = frame; at && object.kind === "this" && owner === undefined; at = at.outer)
    owner = linker.functionOf(at.func)?.owner;
  const declared = ancestry(linker, owner).flatMap((id) => linker.classOf(id)?.members ?? []);
  return declared.find((m) => m.name === name && m.kind === "property" && !m.static)?.type;
}

function ofClass(linker: Linker, owner: ClassId, name: string): readonly Place[] {
  return ancestry(linker, owner).flatMap((id) => {
    const member = linker.classOf(id)?.members.find((m) => m.name === name && m.kind === "property" && !m.static);
    const initial = member?.value ? [{ expr: member.value, frame: linker.canonical(member.func ?? linker.top(id).func) }] : [];
    const writes = linker.usesOf(id).fieldWrites.get(fieldKey(id, name)) ?? [];
    return [...initial, ...writes.map(({ value, func }) => ({ expr: value, frame: linker.canonical(func) }))];
  });
}

/** The argument, where the field is given a parameter of the constructor that was called. */
function argumentFor(linker: Linker, { expr }: Place, maker: FuncId | undefined, args: readonly Expr[], frame: Frame): Place | undefined {
  const binding = expr.kind === "local" ? linker.bindingOf(expr.binding) : undefined;
  const arg = binding?.param === undefined || binding.func !== maker ? undefined : args[binding.param];
  return arg && { expr: arg, frame };
}
