import type { CodeAction, Diagnostic } from "vscode-languageserver";
import type { Analysis } from "../core/analysis";
import type { Span } from "../core/text";
import { additionOf } from "../project/additions";
import { type Abilities, type Snapshot, shownAs } from "./convert";
import type { Core } from "./core";
import { toDataEdit } from "./data-edits";
import type { DataFiles } from "./data-files";
import { CodeActionKind } from "./lsp";
import { toPath } from "./uris";

/** Says in a catalog that a provider has the code which it is found not to have. Never preferred: most such codes are slips. */
export async function addCodeActions(
  { project, features }: Core,
  data: DataFiles,
  analysis: Analysis,
  document: Snapshot,
  place: Span,
  shown: readonly Diagnostic[],
  can: Abilities,
): Promise<CodeAction[]> {
  const found = new Map<string, CodeAction>();
  for (const finding of analysis.findings) {
    if (finding.span.start > place.end || place.start > finding.span.end) continue;
    const wanted = features.uncatalogued(analysis, finding);
    const proposal = wanted && (await additionOf(project, toPath(document.uri), wanted));
    const edit = proposal && toDataEdit(proposal.writes, data, can);
    if (!edit) continue;
    const { title } = proposal;
    found.set(title, { title, kind: CodeActionKind.QuickFix, diagnostics: [shownAs(document, finding, shown, can)], edit });
  }
  return [...found.values()];
}
