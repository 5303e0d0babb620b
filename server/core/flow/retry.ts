/** A retry: what makes a request again after it failed, be it a loop, a function that calls itself, or a library. */
import type { Policy, Retrier } from "../../../catalog/model/retrier";
import type { Call, Expr, FuncId, Loop, New, Stmt, Try } from "../facts";
import type { Frame, Origin } from "../link/value";
import type { Span } from "../text";
import type { Row } from "./rows";

export interface Retry {
  readonly form: "loop" | "recursion" | "library";
  /** The function that it stands in, and the frame in which that was looked at. */
  readonly func: FuncId;
  readonly frame: Frame;
  /** The loop; the call by which a function calls itself; the call that a library repeats something for. */
  readonly span: Span;
  /** What a finding on the whole of it underlines: the loop's first line, the name called. */
  readonly head: Span;
  readonly loop?: Loop;
  readonly library?: Library;
  /** The request that is repeated, and the call in this function that makes it or leads to it. */
  readonly origin: Origin;
  readonly call: Call | New;
  /** The outcomes that lead to another try; none of them is a success. */
  readonly rows: readonly Row[];
  /** These, and those on which a condition decides that cannot be answered here: `if (!isRetryable(error)) throw error`, imported. */
  readonly possible: readonly Row[];
  /** What a success brings is used: returned, stored, or its body read. Where it is not, the retry waits until something answers. */
  readonly used: boolean;
  /** The innermost `try` with a `catch` inside the retry that the request stands in. */
  readonly within?: Try;
  /** The name that its response is given, and the statement that does it. */
  readonly response?: { readonly name: string; readonly stmt: Stmt };
}

/**
 * An SDK repeats its own calls as its provider saw fit: there is nothing to say of that, but it multiplies what is around. What the program
 * says of outcomes is its own.
 */
export const isOwn = ({ library, call, origin }: Retry): boolean =>
  library !== undefined &&
  library.use === call &&
  origin.transport.sdk === true &&
  ![...library.options.keys()].some(decides(library.retrier));

const decides =
  ({ options }: Retrier) =>
  (name: string): boolean => {
    const { list, then, function: asked } = options.get(name) ?? {};
    return list !== undefined || then?.statuses !== undefined || (asked !== undefined && "truth" in asked);
  };

/** A library of `catalog/retriers` at work. */
export interface Library {
  readonly retrier: Retrier;
  /** Of the installed package, or the range that is declared; absent where neither is known. */
  readonly version?: string;
  readonly policy: Policy;
  /** The call or construction that brings the library in. */
  readonly use: Call | New;
  /** The options that the program gives, by the library's names, the nearest level's first. */
  readonly options: ReadonlyMap<string, GivenOption>;
}

export interface GivenOption {
  readonly expr: Expr;
  readonly frame: Frame;
}
