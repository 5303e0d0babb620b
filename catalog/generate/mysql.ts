import type { Extractor } from "./extractor";
import { valuesOf } from "./literals";

/** The names of the server's errors as mysql2 has them from the server, and the codes of the client itself. */
export const mysql: Extractor = {
  id: "mysql",
  sources: {
    client: {
      package: "mysql2",
      files: [
        "lib/constants/errors.js",
        "lib/base/connection.js",
        "lib/commands/auth_switch.js",
        "lib/commands/client_handshake.js",
        "lib/commands/query.js",
        "lib/pool_cluster.js",
      ],
      licence: "MIT; identifiers only",
    },
  },
  recorded: { server: 1969, client: 9 },
  extract: (read) => [
    ...valuesOf(/^exports\.([A-Z]+_\w+) = \d+;/gm, read("lib/constants/errors.js")).map((code) => ({ code, source: "server" })),
    ...valuesOf(
      /\.code = '([A-Z]+_\w+)'/g,
      mysql.sources.client?.files
        .slice(1)
        .map((file) => read(file))
        .join("\n") ?? "",
    ).map((code) => ({
      code,
      source: "client",
    })),
  ],
};
