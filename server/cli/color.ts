import pc from "picocolors";
import type { Colors } from "picocolors/types";
import type { Io, Output } from "./io";

/** `--color` and `--no-color` decide, then the environment (no-color.org, `FORCE_COLOR`), then whether there is a terminal. */
export function colorsFor(option: boolean | undefined, { isTerminal }: Output, { env }: Io): Colors {
  return pc.createColors(option ?? fromEnvironment(env) ?? isTerminal);
}

function fromEnvironment({ NO_COLOR, FORCE_COLOR, TERM }: Io["env"]): boolean | undefined {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return TERM === "dumb" ? false : undefined;
}
