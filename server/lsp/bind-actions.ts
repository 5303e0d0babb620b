import type { CodeAction, Diagnostic } from "vscode-languageserver";
import type { Analysis } from "../core/analysis";
import { type Span, within } from "../core/text";
import { proposals } from "../project/binding";
import { type Abilities, type Snapshot, shownAs } from "./convert";
import type { Core } from "./core";
import { toDataEdit } from "./data-edits";
import type { DataFiles } from "./data-files";
import { CodeActionKind } from "./lsp";
import { toPath } from "./uris";

/** What `faultline.json` could say of a place: whose calls these are, or that they are no API's. */
export async function bindActions(
  { project, features }: Core,
  data: DataFiles,
  analysis: Analysis,
  document: Snapshot,
  place: Span,
  shown: readonly Diagnostic[],
  can: Abilities,
): Promise<CodeAction[]> {
  const path = toPath(document.uri);
  if (features.lostAt(analysis, place)) await project.loadCodes();
  const lost = features.lostAt(analysis, place);
  const here = analysis.findings.filter(({ span }) => span.start <= place.end && place.start <= span.end);
  const diagnostics = here.map((finding) => shownAs(document, finding, shown, can));
  const compares = here.some(({ span }) => analysis.flow.sites.some((site) => within(span, site.span)));
  const found = await proposals(project, path, lost, compares);
  return found.flatMap((proposal) => {
    const edit = toDataEdit(proposal.writes, data, can);
    return edit ? [{ title: proposal.title, kind: CodeActionKind.QuickFix, ...(diagnostics.length > 0 && { diagnostics }), edit }] : [];
  });
}
