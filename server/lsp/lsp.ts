/**
 * What of the protocol's library exists at run time, imported here alone: a bundle copies the library's thousand names once for
 * each file that imports it, and that shows at the start. Types come from `vscode-languageserver` itself.
 */
export {
  BulkRegistration,
  CodeActionKind,
  CompletionItemKind,
  CompletionRequest,
  DiagnosticSeverity,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticReportKind,
  ErrorCodes,
  FileChangeType,
  HoverRequest,
  LSPErrorCodes,
  MarkupKind,
  PositionEncodingKind,
  RAL,
  ReferencesRequest,
  RenameRequest,
  ResponseError,
  TextDocumentSyncKind,
} from "vscode-languageserver";
