import type { CancellationToken, Connection, TextDocumentPositionParams } from "vscode-languageserver";
import { type Answer, loadWanted } from "./answer";
import type { Named, Open } from "./code-places";
import { toOffset } from "./convert";
import type { Core } from "./core";
import type { Documents } from "./documents";
import { guarded } from "./guard";
import type { Session } from "./session";

/** The codes at a place, and whether a text stands there that can be another: a constant's name belongs to the language. */
interface Here {
  readonly open: Open;
  readonly named: readonly Named[];
  readonly text: boolean;
}

/** Loaded with the first such request, as the core is: the start need not wait for it. */
const places = () => import("./code-places");
const renaming = () => import("./code-rename");

/** Wires definition, references and new names of codes. */
export function answerCodes(connection: Connection, documents: Documents, session: () => Session, answer: Answer): void {
  const on = <Params extends TextDocumentPositionParams, Result>(
    name: string,
    run: (here: Here, params: Params, token: CancellationToken) => Promise<Result>,
  ) => {
    return async (params: Params, token: CancellationToken): Promise<Result | null> => {
      const { data, client } = session();
      const open = (core: Core): Open => ({ connection, core, documents, data, progress: client.progress });
      const catalog = data.get(params.textDocument.uri);
      if (!catalog)
        return answer<Params, Result | null>(name, params, token, null, async (analysis, document, core) => {
          const offset = toOffset(document, params.position);
          await loadWanted(core, analysis, offset, document.uri);
          const text = core.features.literalNamed(analysis, offset) !== undefined;
          return run({ open: open(core), named: (await places()).namedInSource(core, analysis, document, offset), text }, params, token);
        });
      return guarded<Result | null>(connection.console, `${name} in ${catalog.uri}`, null, async () => {
        const given = open(await session().core());
        return run(
          { open: given, named: await (await places()).namedInCatalog(given, catalog, params.position), text: true },
          params,
          token,
        );
      });
    };
  };
  /** A code without attribution has neither references nor another name: nobody knows whose it is. */
  const attributed = ({ named, text }: Here, asText = false): Named | undefined =>
    asText && !text ? undefined : named.find((it) => it.attributed);

  connection.onDefinition(
    on("Definition", async ({ open, named }) => {
      const { providerPages, links } = session().client;
      return (await places()).definitions(open, named, { pages: providerPages, links });
    }),
  );
  connection.onReferences(
    on("References", async (here, { context }, token) => {
      const named = attributed(here);
      return named ? (await places()).references(here.open, named, context.includeDeclaration, token) : null;
    }),
  );
  connection.onPrepareRename(
    on("The look at a new name", async (here) => {
      const named = attributed(here, true);
      return named ? (await renaming()).prepareRename(here.open, named) : null;
    }),
  );
  connection.onRenameRequest(
    on("The new name", async (here, { newName }, token) => {
      const named = attributed(here, true);
      return named ? (await renaming()).rename(here.open, named, newName, session().client, token) : null;
    }),
  );
}
