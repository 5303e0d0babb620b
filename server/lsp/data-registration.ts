import type { BulkUnregistration, Connection, DocumentSelector } from "vscode-languageserver";
import { CONFIGURATION_NAME } from "../project/configuration";
import {
  BulkRegistration,
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  HoverRequest,
  ReferencesRequest,
  RenameRequest,
  TextDocumentSyncKind,
} from "./lsp";

/**
 * Asks the editor for the documents of `faultline.json` and of the catalogs, which are not among the languages that start it. The
 * function it gives takes the catalogs that are named now, as globs.
 */
export function dataRegistration(connection: Connection, hovers: boolean): (catalogs: readonly string[]) => Promise<void> {
  let configured = false;
  let asked = "";
  let named: BulkUnregistration | undefined;
  let last: Promise<void> = Promise.resolve();
  const register = async (catalogs: readonly string[]): Promise<void> => {
    if (!configured) await connection.client.register(documents([{ pattern: `**/${CONFIGURATION_NAME}` }]));
    configured = true;
    const globs = [...new Set(catalogs)].sort();
    if (globs.join("\n") === asked) return;
    asked = globs.join("\n");
    named?.dispose();
    named = undefined;
    const selector = globs.map((pattern) => ({ pattern }));
    if (globs.length === 0) return;
    const all = withCodes(documents(selector), selector);
    if (hovers) all.add(HoverRequest.type, { documentSelector: selector });
    named = await connection.client.register(all);
  };
  return (catalogs) => {
    last = last.catch(() => {}).then(() => register(catalogs));
    return last;
  };
}

function documents(documentSelector: DocumentSelector): BulkRegistration {
  const all = BulkRegistration.create();
  all.add(DidOpenTextDocumentNotification.type, { documentSelector });
  all.add(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental });
  all.add(DidCloseTextDocumentNotification.type, { documentSelector });
  all.add(CompletionRequest.type, { documentSelector, triggerCharacters: ['"'] });
  return all;
}

/** The codes of a catalog have references and new names. */
function withCodes(all: BulkRegistration, documentSelector: DocumentSelector): BulkRegistration {
  all.add(ReferencesRequest.type, { documentSelector });
  all.add(RenameRequest.type, { documentSelector, prepareProvider: true });
  return all;
}
