/** Trails through names: what they are declared or assigned as, the arguments of parameters, the `try` of a caught error. */
import type { Binding, Call, Expr, Local, New, Type } from "../facts";
import type { Linker } from "../link/link";
import { callersOf, declaredAs, MOST_CALLERS } from "../link/names";
import { typedValue } from "../link/typed";
import type { CallSite } from "../link/uses";
import { type Frame, UNKNOWN } from "../link/value";
import { follow, followOne, lose, nameOf, quoted, type Trail, tell } from "./trail";
import { followImport } from "./trail-imports";
import { written } from "./written";

/** `home` is the frame in which the name lives. */
export function followName(trail: Trail, { binding: id, span }: Local, home: Frame): Trail {
  const { linker } = trail;
  const binding = linker.bindingOf(id);
  if (!binding) return trail;
  if (binding.function !== undefined || binding.class !== undefined)
    return lose(trail, `'${binding.name}' is a ${binding.class === undefined ? "function" : "class"}, no outcome of a request`, span);
  const caught = linker.usesOf(id).catches.get(id);
  if (caught) {
    if (binding.kind !== "temp") tell(trail, `'${binding.name}' is what this 'try' lets out`, start(caught.stmt.span.start, "try"));
    trail.caught = { stmt: caught.stmt, frame: home };
    return trail;
  }
  if (binding.param !== undefined) return followParameter(trail, binding, home);
  if (binding.initial?.kind === "import") return followImport(trail, binding.initial, undefined, undefined, binding.name);
  const values = [...(binding.initial ? [binding.initial] : []), ...binding.writes];
  const [first] = values;
  if (!first) return lose(trail, `nothing in sight gives '${binding.name}' a value`, span);
  if (values.length === 1 && binding.kind !== "temp") tell(trail, `'${binding.name}' is ${quoted(linker, first)}`, first.span);
  else if (binding.kind !== "temp") tell(trail, `'${binding.name}' is assigned ${values.length} times`, binding.span);
  followOne(trail, values, home);
  return trail;
}

const start = (at: number, word: string) => ({ start: at, end: at + word.length });

function followParameter(trail: Trail, binding: Binding, home: Frame): Trail {
  const { linker } = trail;
  const func = linker.functionOf(binding.func);
  const index = binding.param ?? 0;
  if (func?.params[index]?.rest && !home.by)
    return lose(trail, `'${binding.name}' gathers the rest of the arguments, which is not followed`, binding.span);
  const { type } = binding;
  const typed = type && typedValue(linker, type).kind !== "unknown" && (home.args?.[index] ?? UNKNOWN).kind === "unknown";
  if (home.args && home.by && !typed) return given(trail, binding, home.by.call, home.by.frame);
  const handed = linker.usesOf(binding.func).handed.get(binding.func);
  if (handed?.call) return given(trail, binding, handed.call, linker.canonical(handed.func), handed.index);
  const name = func ? nameOf(linker, func) : "a function";
  const declared = declaredAs(linker, binding.func);
  const { sites: calls, all } = callersOf(linker, binding.func);
  const known = ({ call, func: caller }: CallSite) => isUnknown(linker, call.args[index], linker.canonical(caller)) === all;
  const site = calls.find(known) ?? (all ? calls[0] : undefined);
  const parameter = `${nameFor(binding)} is a parameter of ${name}`;
  if (typed && !(site && !isUnknown(linker, site.call.args[index], linker.canonical(site.func))))
    return followType(trail, nameFor(binding), type);
  if (handed?.options && !trail.doubts)
    return tell(trail, `${nameFor(binding)} is what ${quoted(linker, handed.options)} tells of its function`, handed.options.span);
  if (site && calls.length <= MOST_CALLERS) return given(trail, binding, site.call, linker.canonical(site.func), site.index);
  const said = isExported(linker, binding.func, declared)
    ? `${parameter}, which is exported: nothing in sight says what it is called with`
    : calls.length > MOST_CALLERS
      ? `${parameter}, which is called at more than ${MOST_CALLERS} places`
      : handed?.key !== undefined
        ? `${parameter}, which is handed on in an object: nothing in sight says who calls it`
        : !all && declared !== undefined
          ? `${parameter}, which is called by others than its name, or by nobody`
          : `${parameter}; nothing in sight calls it`;
  lose(trail, said, binding.span);
  return trail;
}

/** What is known by its declared type alone. */
export function followType(trail: Trail, what: string, type: Type): Trail {
  if (type.kind === "union") {
    const named = type.types.find(({ kind }) => kind === "name");
    return named ? followType(trail, what, named) : trail;
  }
  if (type.kind !== "name" || type.binding === undefined) return trail;
  tell(trail, `${what} is declared as '${type.path.join(".")}'`, type.span);
  return follow(trail, { kind: "local", binding: type.binding, span: type.span }, trail.linker.top(type.binding));
}

const nameFor = ({ name }: Binding): string => (name === "" ? "what is taken apart" : `'${name}'`);

const isUnknown = (linker: Linker, arg: Expr | undefined, frame: Frame): boolean =>
  arg !== undefined && linker.valueOf(arg, frame).kind === "unknown";

const isExported = (linker: Linker, func: number, declared: number | undefined): boolean =>
  linker.units
    .at(func)
    .facts.exports.some(
      ({ value }) => (value?.kind === "local" && value.binding === declared) || (value?.kind === "function" && value.id === func),
    );

/** The argument of a call, or what a call hands to the function that it is given: `promise.then(here)`. */
function given(trail: Trail, binding: Binding, call: Expr, caller: Frame, at?: number): Trail {
  const { linker } = trail;
  if (call.kind !== "call" && call.kind !== "new") return trail;
  const arg = at === undefined && !takes(linker, call, binding.func) ? call.args[binding.param ?? 0] : undefined;
  if (arg) {
    if (binding.name !== "") tell(trail, `'${binding.name}' is given as ${quoted(linker, arg)}`, arg.span);
    return follow(trail, arg, caller);
  }
  const { callee } = call;
  const method = callee.kind === "member" ? (callee.name ?? "") : "";
  if (callee.kind === "member" && HANDS_ON.test(method)) {
    tell(trail, `${nameFor(binding)} is what '${written(linker, callee)}' hands on`, callee.span);
    return follow(trail, callee.object, caller);
  }
  lose(trail, `nothing is known of what ${quoted(linker, call)} gives to ${nameFor(binding)}`, call.span);
  return trail;
}

/** The function stands among the arguments of the call that enters it. */
const takes = (linker: Linker, { args }: Call | New, func: number): boolean =>
  args.some((arg) =>
    arg.kind === "function" ? arg.id === func : arg.kind === "local" && linker.bindingOf(arg.binding)?.function === func,
  );

const HANDS_ON = /^(?:then|catch|map|forEach|filter|some|every|find|flatMap)$/;
