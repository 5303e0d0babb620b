import * as vscode from "vscode";
import { type MissingCodes, showMissingCodesCommand, showRuleCommand } from "../server/lsp/protocol";
import { openConfiguration } from "./configuration";
import { showExplorer } from "./explorer";
import { registerExplorerCommands } from "./explorer-commands";
import { showMissingCodes } from "./lens";
import { ProviderPages } from "./page/panel";
import { registerProviderPages } from "./providerpages";
import { registerRulePages, showRule } from "./rulepages";
import { searchCodes } from "./search";
import { createSession, type Runtime, type Session } from "./session";
import { showStatus } from "./status";
import { createUses } from "./uses";
import { showWhy } from "./why";

/** Set while the extension is active; `deactivate` waits for the server's end. */
let active: Session | undefined;

/** Registers everything and starts the server without waiting for it: activation stays short however slow the machine is. */
export function activateWith(context: vscode.ExtensionContext, runtime: Runtime): void {
  const log = vscode.window.createOutputChannel("Faultline", { log: true });
  const session = createSession(context, runtime, log);
  active = session;
  const uses = createUses(session);
  const pages = new ProviderPages(session, uses);
  const command = (name: string, run: (...args: never[]) => unknown): vscode.Disposable => vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    log,
    session,
    showStatus(session),
    registerRulePages(context.extensionUri),
    registerProviderPages(context.extensionUri),
    uses,
    pages,
    showExplorer(session, uses, log),
    registerExplorerCommands(session, uses, pages),
    command("faultline.restartServer", () => session.restart()),
    command("faultline.showOutput", () => log.show()),
    command("faultline.searchCodes", () => searchCodes(session, uses, pages)),
    command("faultline.openConfiguration", () => openConfiguration()),
    command("faultline.why", () => showWhy(session)),
    command(showMissingCodesCommand, (given: MissingCodes) => showMissingCodes(given)),
    command(showRuleCommand, (rule: string) => showRule(rule)),
  );
  void vscode.commands.executeCommand("setContext", "faultline.active", true);
  // Loading the client library takes longer than all of the above, so it has a turn of its own: activation has ended by then.
  const starting = setTimeout(() => void session.start());
  context.subscriptions.push(new vscode.Disposable(() => clearTimeout(starting)));
}

export const deactivate = (): Promise<void> | undefined => active?.stop();
