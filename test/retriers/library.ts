import type { OptionValue } from "../../catalog/model/retrier";

export type Options = Readonly<Record<string, OptionValue>>;

/** How one library is put to work on an address: with the given options, and with waits as short as it can. */
export interface Library {
  readonly id: string;
  /** The package that is installed, whose version counts. */
  readonly package: string;
  /** Requests the address; whether it fails in the end is no matter. */
  readonly run: (url: string, options: Options, method: string) => Promise<unknown>;
  readonly configurations: readonly Options[];
  /** False where the library or the test chooses the method. */
  readonly methods?: false;
  /** Options that the default needs to do anything at all. */
  readonly base?: Options;
}

/** A request that fails as most clients do: by throwing. */
export async function throwing(url: string, method: string): Promise<void> {
  const response = await fetch(url, { method });
  if (!response.ok) throw new Error(`status ${response.status}`);
}
