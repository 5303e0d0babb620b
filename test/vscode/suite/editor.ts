import * as vscode from "vscode";
import { equal, eventually, ok } from "./expect";

/** The packaged extension as the editor knows it. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension("faultline.faultline");
  ok(found, "the packaged extension is installed");
  return found;
}

export function folder(): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0];
  ok(first, "a folder is open");
  return first.uri;
}

let files = 0;

/** Source that calls an API of the catalog and has `condition` where the error is looked at: `throwing('body.error.code === "X"')`. */
export const throwing = (condition: string): string => `export async function ask() {
  const response = await fetch("https://api.vantaprism.me/v1/victims");
  const body = await response.json();
  if (${condition}) throw new Error("failed");
  return body;
}
`;

/** A new file of the workspace, open in an editor. */
export async function open(text: string, extensionName = "ts"): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder(), `src/case-${++files}.${extensionName}`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

let places = 0;

/** A new folder with these files, and what opens one of them in an editor. A test that writes its configuration disturbs no other. */
export async function place(files: Readonly<Record<string, string>>): Promise<Place> {
  const name = `own-${++places}`;
  const uri = (file: string): vscode.Uri => vscode.Uri.joinPath(folder(), name, file);
  for (const [file, text] of Object.entries(files)) await vscode.workspace.fs.writeFile(uri(file), new TextEncoder().encode(text));
  const open = async (file: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(uri(file));
    await vscode.window.showTextDocument(document);
    return document;
  };
  return { name, uri, open };
}

export interface Place {
  /** The folder within the workspace's. */
  readonly name: string;
  uri(file: string): vscode.Uri;
  open(file: string): Promise<vscode.TextDocument>;
}

/** Faultline's own diagnostics of a document, in the order of the text. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  const own = vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "faultline");
  return own.sort((a, b) => a.range.start.compareTo(b.range.start));
}

export const ruleOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === "object" ? code.value : code);

/** Waits until the document has exactly these findings: `await rules(document, ["unknown-code"])`. */
export async function rules(document: vscode.TextDocument, expected: readonly string[]): Promise<vscode.Diagnostic[]> {
  return eventually(() => {
    const found = findings(document.uri);
    equal(found.map(ruleOf), expected, `rules reported in ${document.uri.path}`);
    return found;
  });
}

/** Where `text` stands in the document, for the `nth` time (from 0). */
export function rangeOf(document: vscode.TextDocument, text: string, nth = 0): vscode.Range {
  let at = -1;
  for (let i = 0; i <= nth; i++) at = document.getText().indexOf(text, at + 1);
  ok(at >= 0, `${JSON.stringify(text)} is in the document`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}

export async function replace(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  ok(await vscode.workspace.applyEdit(edit), "the edit is applied");
}

/** What is on disk, whatever the editor shows. */
export async function saved(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
