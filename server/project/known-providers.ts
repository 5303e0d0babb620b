import type { Project } from "./project";

/** A provider as far as it is known without loading a bundled one. */
export interface KnownProvider {
  /** What the project tells it from others by: its id, or the file that describes it. */
  readonly identity: string;
  readonly id: string;
  readonly name: string;
  readonly docs?: string;
  readonly bundled: boolean;
  /** The workspace's own files on it, nearest first. */
  readonly files: readonly string[];
  /** Where its catalog holds. Absent for one that is bundled alone: it is the same everywhere. */
  readonly path?: string;
  readonly codes: number;
  readonly statuses: number;
}

/** Every provider of the workspace by name: those of the index, and those that any configuration known so far describes or adds to. */
export async function knownProviders(project: Project): Promise<readonly KnownProvider[]> {
  const { providers: bundled } = await project.index();
  const found = new Map<string, KnownProvider>();
  for (const { id, name, docs, codes, statuses } of bundled)
    found.set(id, { identity: id, id, name, ...(docs === undefined ? {} : { docs }), bundled: true, files: [], codes, statuses });
  const seen = new Set<string>();
  for (const { path, providers } of await project.described()) {
    for (const [id, files] of providers) {
      const identity = (await project.identity(id, path)) ?? id;
      // A bundled one stands by its id in several folders: what is nearest to the workspace's own root counts.
      if (seen.has(identity)) continue;
      seen.add(identity);
      const provider = await project.provider(id, path);
      if (!provider) continue;
      const { name, docs, codes, statuses } = provider;
      const counts = { codes: codes.length, statuses: statuses.size };
      const known = found.get(identity);
      found.set(identity, {
        ...{ identity, id, name, bundled: known !== undefined, files, path, ...counts },
        ...(docs === undefined ? {} : { docs }),
      });
    }
  }
  return [...found.values()].sort((a, b) => order(a.name.toLowerCase(), b.name.toLowerCase()) || order(a.identity, b.identity));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
