import * as vscode from "vscode";

const fileName = "faultline.json";
const template = '{\n  "rules": {}\n}\n';

/** Opens the faultline.json that holds for the file in front: the nearest above it. Where there is none, offers to create it. */
export async function openConfiguration(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document.uri;
  const folder = (document && vscode.workspace.getWorkspaceFolder(document)) ?? (await chooseFolder());
  if (folder === undefined) return;
  const existing = await nearest(folder.uri, document);
  const uri = existing ?? (await create(folder));
  if (uri !== undefined) await vscode.window.showTextDocument(uri);
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick({ placeHolder: `The folder whose ${fileName} to open` });
  if (folders.length === 0) void vscode.window.showInformationMessage(`${fileName} belongs to a folder: open one first.`);
  return folders[0];
}

/** From the document's own directory up to the folder. */
async function nearest(folder: vscode.Uri, document: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const inside = document?.scheme === folder.scheme && document.path.startsWith(`${folder.path}/`);
  let directory = inside ? vscode.Uri.joinPath(document, "..") : folder;
  for (;;) {
    const candidate = vscode.Uri.joinPath(directory, fileName);
    if (await exists(candidate)) return candidate;
    if (directory.path.length <= folder.path.length) return undefined;
    directory = vscode.Uri.joinPath(directory, "..");
  }
}

const exists = (uri: vscode.Uri): Thenable<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

async function create(folder: vscode.WorkspaceFolder): Promise<vscode.Uri | undefined> {
  const yes = "Create";
  const answer = await vscode.window.showInformationMessage(`'${folder.name}' has no ${fileName} yet.`, yes);
  if (answer !== yes) return undefined;
  const uri = vscode.Uri.joinPath(folder.uri, fileName);
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(template));
    return uri;
  } catch (error) {
    void vscode.window.showErrorMessage(`${fileName} could not be created: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
