import type { ClientCapabilities, InitializeParams, ServerCapabilities } from "vscode-languageserver";
import { type Abilities, fixAllKind } from "./convert";
import { CodeActionKind, PositionEncodingKind, TextDocumentSyncKind } from "./lsp";
import type { InitializationOptions } from "./protocol";

/** What the client can do, as far as the server asks. */
export interface Client extends Abilities {
  readonly pulls: boolean;
  readonly refreshes: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly watches: boolean;
  readonly folders: boolean;
  /** Can be asked for documents beside those of the languages that start the server. */
  readonly registersDocuments: boolean;
  readonly registersHover: boolean;
  readonly preparesRename: boolean;
  /** Shows how far a long request is. */
  readonly progress: boolean;
  readonly options: InitializationOptions;
}

export function readClient({ capabilities, initializationOptions }: InitializeParams): Client {
  const { workspace, textDocument } = capabilities;
  const { synchronization, completion, references, rename } = textDocument ?? {};
  const options = readOptions(initializationOptions);
  return {
    options,
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    registersDocuments: [synchronization, completion, references, rename].every((it) => it?.dynamicRegistration === true),
    registersHover: textDocument?.hover?.dynamicRegistration === true,
    relatedInformation: tells(capabilities, "relatedInformation"),
    codeDescription: tells(capabilities, "codeDescriptionSupport"),
    missingCodes: options.missingCodes === true,
    rulePages: options.rulePages === true,
    providerPages: options.providerPages === true,
    links: textDocument?.definition?.linkSupport === true,
    preparesRename: rename?.prepareSupport === true,
    progress: capabilities.window?.workDoneProgress === true,
    creates: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.resourceOperations?.includes("create") === true,
    annotatedEdits: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    markdown: textDocument?.hover?.contentFormat?.includes("markdown") ?? false,
  };
}

/** Pulled and pushed diagnostics each name what they can carry. */
const tells = ({ textDocument }: ClientCapabilities, what: "relatedInformation" | "codeDescriptionSupport"): boolean =>
  (textDocument?.diagnostic?.[what] ?? textDocument?.publishDiagnostics?.[what]) === true;

/** From outside, so of any shape. */
const readOptions = (options: unknown): InitializationOptions => (typeof options === "object" && options !== null ? options : {});

export const serverCapabilities = ({ pulls, folders, watches, preparesRename }: Client): ServerCapabilities => ({
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: !watches },
  hoverProvider: true,
  codeLensProvider: { resolveProvider: false },
  inlayHintProvider: { resolveProvider: false },
  completionProvider: { triggerCharacters: ['"', "'", "`"] },
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: preparesRename ? { prepareProvider: true } : true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
  ...(pulls ? { diagnosticProvider: { identifier: "faultline", interFileDependencies: true, workspaceDiagnostics: false } } : {}),
  ...(folders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
});
