import type { CodeAction, Diagnostic, WorkspaceEdit } from "vscode-languageserver";
import type { Analysis } from "../core/analysis";
import { type Span, within } from "../core/text";
import { type Proposal, proposals } from "../project/binding";
import { type Abilities, type Snapshot, shownAs, snapshot, toTextEdits } from "./convert";
import type { Core } from "./core";
import type { DataFiles } from "./data-files";
import { CodeActionKind } from "./lsp";
import { toPath, toUri } from "./uris";

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
    const edit = toEdit(proposal, data, can);
    return edit ? [{ title: proposal.title, kind: CodeActionKind.QuickFix, ...(diagnostics.length > 0 && { diagnostics }), edit }] : [];
  });
}

/** Nothing where the file is to be made and the editor cannot. */
function toEdit({ path, text, edit }: Proposal, data: DataFiles, { versionedEdits, creates }: Abilities): WorkspaceEdit | undefined {
  const open = data.at(path);
  const target = open ?? snapshot(toUri(path), 0, text ?? "");
  const edits = toTextEdits(target, [edit]);
  const { uri } = target;
  const change = { textDocument: { uri, version: open?.version ?? null }, edits };
  if (text === undefined) return creates ? { documentChanges: [{ kind: "create", uri }, change] } : undefined;
  return versionedEdits ? { documentChanges: [change] } : { changes: { [uri]: edits } };
}
