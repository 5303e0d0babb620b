import type { CancellationToken } from "vscode-languageserver";
import type { Analysis } from "../core/analysis";
import type { Snapshot } from "./convert";
import type { Core } from "./core";
import { toPath } from "./uris";

/** Answers a request about a place in a source from its analysis; without one, or when it fails, with `otherwise`. */
export type Answer = <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
  name: string,
  params: Params,
  token: CancellationToken,
  otherwise: Result,
  run: (analysis: Analysis, document: Snapshot, core: Core) => Result | Promise<Result>,
) => Promise<Result>;

/** An analysis loads what its rules need; a word on the code at one place may need more. */
export async function loadWanted({ project, features }: Core, analysis: Analysis, offset: number, uri: string): Promise<void> {
  if (features.wants(analysis, offset).codes) await project.loadCodes();
  await Promise.all(features.wants(analysis, offset).providers.map((id) => project.provider(id, toPath(uri))));
}
