/**
 * `dist/library.js`: the client's library in a file of its own, which the extension reads when it starts the server. In one file
 * with the rest the editor would have to read half a megabyte before anything is registered.
 */
export { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State, TransportKind } from "vscode-languageclient/node";
