import type { Engine } from "../project/engine";
import type { Assets, Host } from "../project/host";

/** Everything that a command needs of the process around it. */
export interface Io {
  /** Absolute, with `/`. */
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: Host;
  readonly assets: Assets;
  /** In place of the core, for tests of what is around it. */
  readonly loadEngine?: () => Promise<Engine>;
}

export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Characters in a line. */
  readonly columns: number;
}

/** What the shell gets: nothing found, something found, or the command could not be carried out as given. */
export const EXIT = { clean: 0, findings: 1, usage: 2 } as const;

/** A mistake of the person at the command line, said in one sentence. Ends the command with `EXIT.usage`. */
export class UsageError extends Error {}
