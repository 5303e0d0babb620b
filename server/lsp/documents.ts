import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Snapshot, snapshot } from "./convert";
import { edit, type Gap } from "./gap";
import { toPath } from "./uris";

/** The open documents as the editor has them, kept by incremental changes, but for blanks at the end of a line (`Gap`). */
export class Documents {
  private readonly open = new Map<string, TextDocument>();
  private readonly snapshots = new Map<string, Snapshot>();
  private readonly gaps = new Map<string, Gap>();

  get uris(): readonly string[] {
    return [...this.open.keys()];
  }

  /** The current version; none for what is not open. */
  get(uri: string): Snapshot | undefined {
    const known = this.snapshots.get(uri);
    const document = this.open.get(uri);
    if (known !== undefined || document === undefined) return known;
    const made = snapshot(uri, document.version, document.getText(), this.gaps.get(uri));
    this.snapshots.set(uri, made);
    return made;
  }

  /** The document of a path, by whatever spelling of its URI the editor knows it. */
  at(path: string): Snapshot | undefined {
    for (const uri of this.open.keys()) if (toPath(uri) === path) return this.get(uri);
    return undefined;
  }

  languageOf(uri: string): string | undefined {
    return this.open.get(uri)?.languageId;
  }

  opened({ textDocument: { uri, languageId, version, text } }: DidOpenTextDocumentParams): void {
    if (typeof uri !== "string" || typeof text !== "string") throw new Error("A document has a URI and a text");
    this.open.set(uri, TextDocument.create(uri, languageId, version, text));
    this.forget(uri);
  }

  /** With the `ends` of the parts of the text as it is, what lies behind the part that is edited stays where it is. */
  changed({ textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams, ends?: readonly number[]): void {
    const document = this.open.get(uri);
    if (document === undefined) throw new Error(`${uri} changed but is not open`);
    let gap = this.gaps.get(uri);
    for (const [at, change] of contentChanges.entries()) gap = edit(document, gap, change, at === 0 ? ends : undefined);
    this.open.set(uri, TextDocument.update(document, [], version));
    this.forget(uri);
    if (gap) this.gaps.set(uri, gap);
  }

  closed(uri: string): void {
    this.open.delete(uri);
    this.forget(uri);
  }

  private forget(uri: string): void {
    this.snapshots.delete(uri);
    this.gaps.delete(uri);
  }
}
