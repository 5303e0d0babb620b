import type { Connection } from "vscode-languageserver";
import type { Assets, Entry, Host, Stat } from "../project/host";
import { type FileParams, listRequest, type ReadAssetParams, readAssetRequest, readFileRequest, statRequest } from "./protocol";
import { isFilePath, toUri } from "./uris";

/**
 * Files as the editor has them: each question is a request to the client, for what the server's own machine cannot reach.
 * What the client cannot answer is absent, as the host's contract says. Links are the editor's own affair: a path is its real path.
 */
export function clientHost(connection: Connection): Host {
  const ask = async <Result>(method: string, path: string, otherwise: Result): Promise<Result> => {
    const params: FileParams = { uri: toUri(path) };
    return (await connection.sendRequest<Result | null>(method, params).catch(() => null)) ?? otherwise;
  };
  return {
    read: (path) => ask<string | undefined>(readFileRequest, path, undefined),
    stat: (path) => ask<Stat | undefined>(statRequest, path, undefined),
    realpath: async (path) => path,
    list: (directory) => ask<readonly Entry[]>(listRequest, directory, []),
  };
}

/** Data of the extension that a worker cannot read by itself. */
export const clientAssets = (connection: Connection): Assets => ({
  async read(name) {
    const params: ReadAssetParams = { name };
    return (await connection.sendRequest<string | null>(readAssetRequest, params).catch(() => null)) ?? undefined;
  },
});

/** The machine's own files by `local`, all others by `remote`. */
export function splitHost(local: Host, remote: Host): Host {
  const of = (path: string): Host => (isFilePath(path) ? local : remote);
  return {
    read: (path) => of(path).read(path),
    stat: (path) => of(path).stat(path),
    realpath: (path) => of(path).realpath(path),
    list: (directory) => of(directory).list(directory),
    atOnce: (path) => of(path).atOnce?.(path) ?? false,
  };
}

/** Where neither the machine nor the editor has files. */
export const noFiles: Host = {
  read: async () => undefined,
  stat: async () => undefined,
  realpath: async (path) => path,
  list: async () => [],
};
