/** Objects that hold what came of a function: of `useQuery({ queryFn })` the data, the error, and what calls the function again. */
import type { Binding, Call, New } from "../facts";
import { failureOf } from "./failures";
import type { Linker } from "./link";
import { subjectOf, useOf } from "./retriers";
import { type Frame, type Settled, type Subject, UNKNOWN, type Value, view } from "./value";

/** What a call of such a library gives, if the function that it is handed can be seen. */
export function settledBy(linker: Linker, call: Call | New, frame: Frame): Settled | undefined {
  const use = useOf(linker, call, frame);
  const [first] = use?.uses ?? [];
  const subject = use && first?.settled ? subjectOf(linker, use) : undefined;
  const func = subject && linker.valueOf(subject.expr, subject.frame);
  return func?.kind === "function" && first?.settled ? { kind: "settled", call, frame, func, names: first.settled } : undefined;
}

export function settledMember(linker: Linker, settled: Settled, name: string): Value {
  const { names, func, call, frame } = settled;
  if (names.error?.includes(name)) return view(errorOf(linker, settled));
  if (names.again?.includes(name)) return func;
  if (!names.value?.includes(name)) return UNKNOWN;
  const inner = linker.enter(func, call, frame, [UNKNOWN]);
  return inner ? linker.returned(func.id, inner) : UNKNOWN;
}

/** `useMutation({ mutationFn, onError: (error) => … })`: what the function throws arrives here. */
export function toldError(linker: Linker, binding: Binding): Subject | undefined {
  const { options, key, func } = linker.usesOf(binding.func).handed.get(binding.func) ?? {};
  if (!options || key === undefined || func === undefined || binding.param !== 0) return undefined;
  const settled = settledBy(linker, options, linker.canonical(func));
  return settled?.names.told?.includes(key) ? errorOf(linker, settled) : undefined;
}

const errorOf = (linker: Linker, { func, call, frame }: Settled): Subject => failureOf(linker, func, call, frame);
