import * as vscode from "vscode";
import { type WhyParams, type WhyStep, whyRequest } from "../server/lsp/protocol";
import { openConfiguration } from "./configuration";
import type { Session } from "./session";

interface StepItem extends vscode.QuickPickItem {
  readonly step: WhyStep;
}

const copy: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("copy"), tooltip: "Copy All Steps" };

/** Why something is said at the cursor, or nothing: a list of steps. Going through it shows each place; choosing one stays there. */
export async function showWhy(session: Session): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return void vscode.window.showInformationMessage("Open a file and put the cursor where you wonder.");
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const params: WhyParams = { textDocument: { uri: document.uri.toString() }, position: { line, character } };
  let steps: readonly WhyStep[] | null;
  try {
    steps = await session.request<readonly WhyStep[] | null>(whyRequest, params);
  } catch (error) {
    return void vscode.window.showErrorMessage(`The reasons could not be found: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (steps === null) return void vscode.window.showInformationMessage("Faultline does not look at this file.");
  pick(steps, editor);
}

function pick(steps: readonly WhyStep[], editor: vscode.TextEditor): void {
  const picker = vscode.window.createQuickPick<StepItem>();
  picker.title = "Why This? / Why Nothing Here?";
  picker.placeholder = "Go through the steps to see their places; Enter stays there, Escape goes back";
  picker.matchOnDetail = true;
  picker.items = steps.map(stepItem);
  picker.buttons = [copy];
  // The editor may show another document by the time somebody goes back.
  const { document, selection } = editor;
  let moved = false;
  let stays = false;
  picker.onDidChangeActive(([item]) => {
    // The first item is active before anybody has gone anywhere.
    if (!item || (!moved && item === picker.items[0])) return;
    moved = true;
    void reveal(item.step, true);
  });
  picker.onDidTriggerButton(() => vscode.env.clipboard.writeText(asText(steps)));
  picker.onDidAccept(() => {
    const [item] = picker.activeItems;
    stays = item !== undefined;
    picker.hide();
    if (item?.step.role === "remedy") void openConfiguration();
    else if (item) void reveal(item.step, false);
  });
  picker.onDidHide(() => {
    picker.dispose();
    if (moved && !stays) void show(document.uri, selection, false);
  });
  picker.show();
}

const icons = { lost: "$(debug-disconnect) ", remedy: "$(lightbulb) " } as const;

function stepItem(step: WhyStep, index: number): StepItem {
  const { text, location, role } = step;
  const label = `${role === undefined ? "" : icons[role]}${index + 1}. ${text}`;
  return { label, ...(location ? { detail: placeOf(location) } : {}), step };
}

/** `src/api.ts:3:21` */
function placeOf({ uri, range: { start } }: NonNullable<WhyStep["location"]>): string {
  return `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true))}:${start.line + 1}:${start.character + 1}`;
}

const asText = (steps: readonly WhyStep[]): string =>
  steps.map(({ text, location }, i) => `${i + 1}. ${text}${location ? ` (${placeOf(location)})` : ""}\n`).join("");

async function reveal({ location }: WhyStep, preserveFocus: boolean): Promise<void> {
  if (location === undefined) return;
  const { start, end } = location.range;
  await show(vscode.Uri.parse(location.uri, true), new vscode.Range(start.line, start.character, end.line, end.character), preserveFocus);
}

const show = (uri: vscode.Uri, selection: vscode.Range, preserveFocus: boolean): Thenable<vscode.TextEditor> =>
  vscode.window.showTextDocument(uri, { selection, preserveFocus, preview: true });
