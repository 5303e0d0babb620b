/** Calls that are given a signal: aborted, they end with the platform's own error, whoever wrote them. */
import type { Call, Expr, New, Type } from "../facts";
import { frameOf, type Linker } from "./link";
import { globalClassMember } from "./sdk";
import { aborted } from "./transports";
import type { Frame, Member } from "./value";

/** The error of `load(id, { signal })`, `run(task, controller.signal)` or `send(body, AbortSignal.timeout(5000))` where it is aborted. */
export function abortOf(linker: Linker, call: Call | New, frame: Frame): Member | undefined {
  const given = call.args.map((arg) => signalIn(linker, arg, frame)).find((signal) => signal !== undefined);
  const member = given && globalClassMember(linker, PLATFORM_ERROR, `signal ${call.span.start}@${frame.key}`, given.span);
  if (!member) return undefined;
  const evidence = [{ text: "the call is given a signal: aborted, it ends with the platform's own error", span: given.span }];
  return { ...member, origin: { ...member.origin, transport: aborted, evidence } };
}

/** What an aborted signal has as its reason, unless somebody gives another. */
const PLATFORM_ERROR = "DOMException";

function signalIn(linker: Linker, arg: Expr, frame: Frame): Expr | undefined {
  if (isSignal(linker, arg, frame)) return arg;
  const options = linker.valueOf(arg, frame);
  if (options.kind !== "object") return undefined;
  return options.expr.entries.find(({ key, value, spread }) => !spread && key !== undefined && isSignal(linker, value, options.frame))
    ?.value;
}

/** By its declared type or what makes it; where neither says, by its name. */
function isSignal(linker: Linker, expr: Expr, frame: Frame): boolean {
  switch (expr.kind) {
    case "await":
    case "cast":
      return isSignal(linker, expr.value, frame);
    case "choice":
      return isSignal(linker, expr.left, frame) || isSignal(linker, expr.right, frame);
    case "call":
    case "new": {
      const callee = linker.valueOf(expr.callee, frame);
      return callee.kind === "global" && /^Abort(?:Signal\.(?:timeout|any|abort)|Controller)$/.test(callee.path.join("."));
    }
    case "member":
      return isNamed(expr.name) && isOpen(linker, expr, frame);
    case "local": {
      const { name, type, initial, func = 0, writes = [] } = linker.bindingOf(expr.binding) ?? {};
      if (type) return isSignalType(type) ?? isNamed(name);
      if (isNamed(name)) return isOpen(linker, expr, frame);
      return initial?.kind === "call" && writes.length === 0 && isSignal(linker, initial, frameOf(linker, func, frame));
    }
    default:
      return false;
  }
}

const isNamed = (name = ""): boolean =>
  /^signal$|^abort(?:er|[Ss]ignal|Controller)(?:Ref)?$|[a-z](?:Signal|AbortController)(?:Ref)?$/.test(name);

/** `"SIGTERM"` is a signal too, to a process. */
function isOpen(linker: Linker, expr: Expr, frame: Frame): boolean {
  const { kind } = linker.valueOf(expr, frame);
  return kind === "unknown" || kind === "global" || kind === "never";
}

/** `AbortSignal | undefined` is one, `NodeJS.Signals` none; undefined where nobody can say. */
function isSignalType(type: Type): boolean | undefined {
  if (type.kind === "union") return type.types.map(isSignalType).find((each) => each === true);
  if (type.kind === "name") return /^Abort(?:Signal|Controller)$/.test(type.path.at(-1) ?? "") || type.args.some(isSignalType) || false;
  return type.kind === "other" ? undefined : false;
}
