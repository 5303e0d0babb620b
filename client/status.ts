import * as vscode from "vscode";
import type { Silence } from "../server/lsp/protocol";
import { documentSelector } from "./documents";
import type { Session } from "./session";

/** The entry in the editor's language status: what Faultline does, and what it found in the file that is open in front. */
export function showStatus(session: Session): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("faultline.status", documentSelector);
  item.name = "Faultline";
  const update = (): void => {
    const view = describe(session, vscode.window.activeTextEditor?.document.uri);
    item.text = view.text;
    item.detail = view.detail;
    item.busy = view.busy;
    item.severity = view.severity;
    item.command = view.command;
    item.accessibilityInformation = { label: `Faultline: ${view.text}, ${view.detail}` };
  };
  update();
  return vscode.Disposable.from(
    item,
    session.onDidChangeState(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) update();
    }),
  );
}

interface View {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly severity: vscode.LanguageStatusSeverity;
  readonly command: vscode.Command;
}

const showOutput: vscode.Command = { command: "faultline.showOutput", title: "Show Output" };
const restart: vscode.Command = { command: "faultline.restartServer", title: "Restart" };
const searchCodes: vscode.Command = { command: "faultline.searchCodes", title: "Search Error Codes" };
const openConfiguration: vscode.Command = { command: "faultline.openConfiguration", title: "Open Configuration" };

function describe({ state }: Session, active: vscode.Uri | undefined): View {
  const { Information, Warning, Error: Failure } = vscode.LanguageStatusSeverity;
  if (state.kind === "down")
    return { text: "Off", detail: "The language server is not running", busy: false, severity: Failure, command: restart };
  if (state.kind === "starting" || state.status === undefined || state.status.state === "loading") {
    return { text: "Starting", detail: "Faultline", busy: true, severity: Information, command: showOutput };
  }
  const { silent, problems, providers } = state.status;
  const silence = silent.find(({ uri }) => uri === active?.toString())?.reason;
  if (silence === "failed") {
    return { text: silences.failed, detail: "The output says why", busy: false, severity: Warning, command: showOutput };
  }
  const text = active === undefined ? "Ready" : silence === undefined ? counts(active) : silences[silence];
  if (problems > 0) {
    const detail = `${plural(problems, "problem")} in configuration or catalogs`;
    return { text, detail, busy: false, severity: Warning, command: openConfiguration };
  }
  return { text, detail: `Faultline, ${plural(providers, "provider")}`, busy: false, severity: Information, command: searchCodes };
}

const silences: Readonly<Record<Silence, string>> = {
  off: "Off by settings",
  ignored: "Ignored by faultline.json or as a dependency",
  unreadable: "Not checked: unreadable",
  "too long": "Not checked: too long",
  binary: "Not checked: binary",
  minified: "Not checked: minified",
  failed: "This file could not be analysed",
};

/** `"2 warnings, 1 hint"` of the file in front, `"No findings"` where it has none. */
function counts(uri: vscode.Uri): string {
  const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "faultline");
  const names = ["error", "warning", "information", "hint"] as const;
  const parts = names.flatMap((name, severity) => {
    const count = found.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [name === "information" ? `${count} information` : plural(count, name)];
  });
  return parts.length === 0 ? "No findings" : parts.join(", ");
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
