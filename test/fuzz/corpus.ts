/** The texts that random tests begin with: every fixture of the core. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf } from "../core/several/files";

const root = join(__dirname, "../core");

export interface Sample {
  readonly path: string;
  readonly text: string;
}

const samplesIn = (folder: string): readonly Sample[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ path: `src/${name}`, text: readFileSync(join(parentPath, name), "utf8") }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

export const samples: readonly Sample[] = samplesIn(join(root, "fixtures"));

/** Workspaces of several files that import each other. */
export const workspaces: readonly ReadonlyMap<string, string>[] = samplesIn(join(root, "several/fixtures")).map(({ text }) =>
  filesOf(text),
);
