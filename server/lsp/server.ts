/** Wires the protocol to the session. Every handler is guarded: what one file or request breaks ends with that file or request. */
import type {
  CodeAction,
  CodeActionParams,
  CodeLens,
  CodeLensParams,
  CompletionItem,
  Connection,
  Hover,
  InlayHint,
  InlayHintParams,
  TextDocumentPositionParams,
} from "vscode-languageserver";
import { type Answer, loadWanted } from "./answer";
import { serverCapabilities } from "./capabilities";
import { answerCodes } from "./code-requests";
import { missingCodes } from "./codes";
import {
  fixAllKind,
  toCodeLens,
  toCompletionItem,
  toFixAll,
  toHover,
  toInlayHint,
  toOffset,
  toQuickFixes,
  toRuleAction,
  toSpan,
  toWhyStep,
} from "./convert";
import { isData } from "./data-files";
import { Documents } from "./documents";
import { answerExplorer } from "./explorer-requests";
import { breathe, guarded, stopIfCancelled } from "./guard";
import { CodeActionKind, ErrorCodes, FileChangeType, ResponseError } from "./lsp";
import { type WhyParams, type WhyStep, whyRequest } from "./protocol";
import { type Runtime, Session } from "./session";
import { toPath } from "./uris";

export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new Documents();
  let current: Session | undefined;

  const session = (): Session => {
    if (current === undefined) throw new ResponseError(ErrorCodes.ServerNotInitialized, "The server is not initialized");
    return current;
  };
  const on = (subject: string, run: () => void | Promise<void>): Promise<void> => guarded(connection.console, subject, undefined, run);

  connection.onInitialize((params) => {
    current = new Session(connection, documents, runtime, params);
    return { capabilities: serverCapabilities(current.client), serverInfo: { name: "faultline" } };
  });
  connection.onInitialized(() =>
    on("The start", () => {
      if (session().client.folders) {
        connection.workspace.onDidChangeWorkspaceFolders((event) =>
          on("The change of folders", () => session().foldersChanged(uris(event.added), uris(event.removed))),
        );
      }
      return session().start();
    }),
  );

  connection.onDidOpenTextDocument((params) =>
    on(`Opening ${params.textDocument?.uri}`, () => {
      if (isData(params.textDocument.uri, params.textDocument.languageId)) return session().data.opened(params);
      documents.opened(params);
      session().opened(params.textDocument.uri);
    }),
  );
  connection.onDidChangeTextDocument((params) =>
    on(`The change of ${params.textDocument?.uri}`, () => {
      if (session().data.get(params.textDocument.uri)) return session().data.edited(params);
      documents.changed(params, session().analyses.partsOf(params.textDocument.uri));
      session().changed(params.textDocument.uri);
    }),
  );
  connection.onDidCloseTextDocument((params) =>
    on(`Closing ${params.textDocument?.uri}`, () => {
      if (session().data.get(params.textDocument.uri)) return session().data.closed(params.textDocument.uri);
      documents.closed(params.textDocument.uri);
      session().closed(params.textDocument.uri);
    }),
  );
  connection.onDidSaveTextDocument(() => on("The look at saved files", () => session().saved()));
  connection.onDidChangeConfiguration((params) =>
    on("The change of settings", () => session().settingsChanged((params.settings as { faultline?: unknown } | null)?.faultline)),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    on("The change of files", () => {
      const came = changes.some(({ type, uri }) => type !== FileChangeType.Changed && !uri.includes("/node_modules/"));
      return session().filesChanged(uris(changes).map(toPath), came);
    }),
  );

  /** Answers a request about a place in a document from its analysis; without one, or when it fails, with `otherwise`. */
  const answer: Answer = async (name, params, token, otherwise, run) =>
    guarded(connection.console, `${name} in ${params.textDocument?.uri}`, otherwise, async () => {
      await breathe();
      stopIfCancelled(token);
      const analysed = await session().analyses.of(params.textDocument.uri);
      stopIfCancelled(token);
      if (analysed === undefined || "silence" in analysed) return otherwise;
      return run(analysed.analysis, analysed.document, await session().core());
    });

  connection.onHover((params: TextDocumentPositionParams, token) => {
    const data = session().data.get(params.textDocument.uri);
    if (data) return guarded<Hover | null>(connection.console, `Hover in ${data.uri}`, null, () => session().hoverData(data, params));
    return answer<TextDocumentPositionParams, Hover | null>("Hover", params, token, null, async (analysis, document, core) => {
      const offset = toOffset(document, params.position);
      await loadWanted(core, analysis, offset, document.uri);
      const found = core.features.hover(analysis, offset);
      return found === undefined ? null : toHover(document, found, session().client);
    });
  });

  connection.onCompletion((params: TextDocumentPositionParams, token) => {
    const data = session().data.get(params.textDocument.uri);
    if (data)
      return guarded<CompletionItem[]>(connection.console, `Completion in ${data.uri}`, [], () => session().completeData(data, params));
    return answer<TextDocumentPositionParams, CompletionItem[]>("Completion", params, token, [], async (analysis, document, core) => {
      const offset = toOffset(document, params.position);
      await loadWanted(core, analysis, offset, document.uri);
      return core.features.complete(analysis, offset).map((completion) => toCompletionItem(document, completion, session().client));
    });
  });

  connection.onCodeLens((params, token) =>
    answer<CodeLensParams, CodeLens[]>("Lenses", params, token, [], (analysis, document, core) => {
      if (!session().showsLenses(core, document.uri)) return [];
      const { lenses, retryText, retryWord } = core.features;
      const { client } = session();
      return lenses(analysis).map((lens) => toCodeLens(document, lens, missingCodes(lens, retryText, retryWord), client));
    }),
  );

  connection.languages.inlayHint.on((params, token) =>
    answer<InlayHintParams, InlayHint[]>("Hints", params, token, [], (analysis, document, core) => {
      if (!session().showsHints(core, document.uri)) return [];
      const place = toSpan(document, params.range);
      return core.features.hints(analysis, place).map((hint) => toInlayHint(document, hint, session().client));
    }),
  );

  connection.onCodeAction((params, token) =>
    answer<CodeActionParams, CodeAction[]>("Code actions", params, token, [], async (analysis, document, core) => {
      const { features } = core;
      const { range, context } = params;
      const { client } = session();
      const wanted = (kind: string): boolean =>
        context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
      const place = toSpan(document, range);
      const here = analysis.findings.filter(({ span }) => span.start <= place.end && place.start <= span.end);
      const fixes = wanted(CodeActionKind.QuickFix)
        ? here.flatMap((finding) => toQuickFixes(document, finding, context.diagnostics, client))
        : [];
      const pages = wanted(CodeActionKind.QuickFix) && client.rulePages ? [...new Set(here.map(({ rule }) => rule))].map(toRuleAction) : [];
      const all = wanted(fixAllKind) ? features.fixAll(analysis) : [];
      const { data } = session();
      const written = wanted(CodeActionKind.QuickFix)
        ? await Promise.all([import("./add-code-actions"), import("./bind-actions")]).then(
            async ([{ addCodeActions }, { bindActions }]) => [
              ...(await addCodeActions(core, data, analysis, document, place, context.diagnostics, client)),
              ...(await bindActions(core, data, analysis, document, place, context.diagnostics, client)),
            ],
          )
        : [];
      return [...fixes, ...written, ...(all.length > 0 ? [toFixAll(document, all, client)] : []), ...pages];
    }),
  );

  connection.onRequest(whyRequest, (params: WhyParams, token) =>
    answer<WhyParams, readonly WhyStep[] | null>("The reasons", params, token, null, async (analysis, document, core) => {
      const start = toOffset(document, params.position);
      await core.project.loadCodes();
      return core.features.why(analysis, { start, end: start }).map((step) => toWhyStep(document, step));
    }),
  );

  answerCodes(connection, documents, session, answer);

  answerExplorer(connection, documents, session);

  connection.listen();
}

const uris = (items: readonly { readonly uri: string }[]): readonly string[] => items.map(({ uri }) => uri);
