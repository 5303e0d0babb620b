import type { ClientCapabilities } from "vscode-languageserver-protocol/node";

/** What a modern editor says of itself. */
export const modern: ClientCapabilities = {
  general: { positionEncodings: ["utf-16"] },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"], changeAnnotationSupport: {} },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true, versionSupport: true },
    hover: { dynamicRegistration: true, contentFormat: ["markdown", "plaintext"] },
    synchronization: { dynamicRegistration: true },
    definition: { dynamicRegistration: true, linkSupport: true },
    references: { dynamicRegistration: true },
    rename: { dynamicRegistration: true, prepareSupport: true },
    completion: { dynamicRegistration: true, completionItem: { documentationFormat: ["markdown", "plaintext"] } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source"] } }, isPreferredSupport: true },
  },
};

/** Removes pulling from what an editor can do. */
export const pushOnly = (can: ClientCapabilities): ClientCapabilities => {
  const { diagnostic: _, ...textDocument } = can.textDocument ?? {};
  return { ...can, textDocument };
};
