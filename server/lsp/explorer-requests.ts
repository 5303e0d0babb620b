import type { CancellationToken, Connection } from "vscode-languageserver";
import type { Documents } from "./documents";
import type { Explored } from "./explorer";
import { breathe, guarded, stopIfCancelled } from "./guard";
import {
  type CodeUsesParams,
  codeUsesRequest,
  type ProviderParams,
  providerRequest,
  providersRequest,
  type SearchCodesParams,
  searchCodesRequest,
  type WatchUsesParams,
  watchUsesNotification,
} from "./protocol";
import type { Session } from "./session";

/** Loaded with the first such request: the start need not wait for it. */
const explorer = () => import("./explorer");

/** Wires what lists, searches and counts codes. A newer question of the same kind takes an older one's place in the editor. */
export function answerExplorer(connection: Connection, documents: Documents, session: () => Session): void {
  const on = <Params, Result>(
    method: string,
    otherwise: Result,
    run: (explored: Explored, params: Params, token: CancellationToken) => Promise<Result>,
  ): unknown =>
    connection.onRequest(method, (params: Params, token: CancellationToken) =>
      guarded<Result>(connection.console, method, otherwise, async () => {
        await breathe();
        stopIfCancelled(token);
        const { usage } = session();
        return run({ core: await session().core(), usage, documents, home: session().pathOf(undefined) }, params, token);
      }),
    );

  connection.onNotification(watchUsesNotification, ({ on: watches, again }: WatchUsesParams) => {
    session().usage.watch(watches === true);
    if (again === true) session().usage.renew();
  });
  on(providersRequest, { counting: { done: 0, total: 0 }, providers: [] }, async (explored) => (await explorer()).listProviders(explored));
  on(providerRequest, null, async (explored, { key }: ProviderParams) => (await explorer()).describeProvider(explored, key));
  on(searchCodesRequest, { rows: [], total: 0 }, async (explored, params: SearchCodesParams, token) =>
    (await explorer()).findCodes(explored, params, token),
  );
  on(codeUsesRequest, [], async (explored, params: CodeUsesParams, token) => (await explorer()).placesOfUses(explored, params, token));
}
