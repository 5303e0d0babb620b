/** What the configuration binds to a provider, nearest first. */
import type { Bind, Settings } from "../contract";

/** Of the bindings that fit the one that holds: `none` silences whatever the others say, else it is the nearest. */
export function bindFor<Kind extends Bind["kind"]>(
  { binds }: Pick<Settings, "binds">,
  kind: Kind,
  fits: (bind: Extract<Bind, { kind: Kind }>) => boolean = () => true,
): Bind | undefined {
  const all = binds.filter((bind): bind is Extract<Bind, { kind: Kind }> => bind.kind === kind).filter(fits);
  return all.find(({ provider }) => provider === "none") ?? all[0];
}

/** True for a file of which the configuration says that nothing in it is an API's error. */
export const silencesFile = (settings: Settings): boolean => bindFor(settings, "files")?.provider === "none";
