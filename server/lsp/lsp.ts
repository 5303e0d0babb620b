/**
 * What of the protocol's library exists at run time, imported here alone: a bundle copies the library's thousand names once for
 * each file that imports it, and that shows at the start. Types come from `vscode-languageserver` itself.
 */
export {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  ErrorCodes,
  LSPErrorCodes,
  MarkupKind,
  PositionEncodingKind,
  RAL,
  ResponseError,
  TextDocumentSyncKind,
} from "vscode-languageserver";
