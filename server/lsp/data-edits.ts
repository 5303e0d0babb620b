import type { TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import type { Write } from "../project/binding";
import { type Abilities, snapshot, toTextEdits } from "./convert";
import type { DataFiles } from "./data-files";
import { toUri } from "./uris";

/** Edits of configurations and catalogs as one. Nothing where a file is to be made and the editor cannot. */
export function toDataEdit(writes: readonly Write[], data: DataFiles, { versionedEdits, creates }: Abilities): WorkspaceEdit | undefined {
  const made = writes.filter(({ text }) => text === undefined);
  if (made.length > 0 && !creates) return undefined;
  const changes = writes.map(({ path, text, edit }): TextDocumentEdit => {
    const open = data.at(path);
    const target = open ?? snapshot(toUri(path), 0, text ?? "");
    return { textDocument: { uri: target.uri, version: open?.version ?? null }, edits: toTextEdits(target, [edit]) };
  });
  if (!versionedEdits) return { changes: Object.fromEntries(changes.map(({ textDocument, edits }) => [textDocument.uri, edits as never])) };
  return { documentChanges: [...made.map(({ path }) => ({ kind: "create" as const, uri: toUri(path) })), ...changes] };
}
