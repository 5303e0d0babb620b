import http from "node:http";
import type { AddressInfo } from "node:net";

/** A server on 127.0.0.1 that gives one status for ever, and counts who asked how often. */
export interface StatusServer {
  /** The address that answers with the status; status 0 ends the connection without a response. Each has its own count. */
  readonly url: (status: number, retryAfter?: number) => string;
  readonly count: (url: string) => number;
  readonly close: () => Promise<void>;
}

/** Past this many requests it gives in: what has no end would otherwise not end. */
export const PATIENCE = 15;

export async function statusServer(): Promise<StatusServer> {
  const counts = new Map<string, number>();
  const server = http.createServer((request, response) => {
    // Paths that a client puts behind the address count with it.
    const [, id = "", status = "", after = ""] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    request.resume();
    if (count > PATIENCE) response.writeHead(200, { "content-type": "application/json", connection: "close" }).end("{}");
    else if (status === "0") request.socket.destroy();
    else {
      const headers = { "content-type": "text/plain", connection: "close", ...(after === "-" ? {} : { "retry-after": after }) };
      response.writeHead(Number(status), headers).end("no");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  let next = 0;
  return {
    url: (status, retryAfter) => `http://127.0.0.1:${port}/${++next}/${status}/${retryAfter ?? "-"}`,
    count: (url) => counts.get(new URL(url).pathname.split("/")[1] ?? "") ?? 0,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
