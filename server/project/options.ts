import type { Engine } from "./engine";
import type { Assets, Host } from "./host";

export interface ProjectOptions {
  readonly host: Host;
  readonly assets: Assets;
  /** Told of what should not happen: a bug met in one file, bundled data that is missing. */
  readonly log: (message: string) => void;
  readonly loadEngine?: () => Promise<Engine>;
  /** The text of a document that is open in the editor, which counts more than its file. */
  readonly openText?: (path: string) => string | undefined;
  /** A file of known findings in place of those that configurations name. */
  readonly baseline?: string;
  /** How many characters of imported files to keep. */
  readonly mostModules?: number;
  /** Known findings are shown like all others. */
  readonly showsKnown?: boolean;
}
