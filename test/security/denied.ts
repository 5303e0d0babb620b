/** A process that may neither reach the network nor start another: each try throws, and is written down. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const SCRIPT = `
const fs = require("fs");
const { createRequire } = require("module");
const deny = (what) => function () {
  fs.appendFileSync(process.env.FAULTLINE_DENIED, what + "\\n");
  throw new Error(what + " is denied");
};
const all = (name, names) => {
  const module = require(name);
  for (const key of names ?? Object.keys(module))
    if (typeof module[key] === "function" && !/^[A-Z]/.test(key)) module[key] = deny(name + "." + key);
};
const net = require("net");
net.Socket.prototype.connect = deny("net.Socket.connect");
net.Server.prototype.listen = deny("net.Server.listen");
all("net", ["connect", "createConnection"]);
all("tls", ["connect", "createServer"]);
all("http", ["request", "get", "createServer"]);
all("https", ["request", "get", "createServer"]);
all("http2", ["connect", "createServer", "createSecureServer"]);
all("dgram", ["createSocket"]);
all("dns", ["lookup", "resolve", "resolve4", "resolve6", "resolveAny", "reverse"]);
for (const key of ["lookup", "resolve"]) require("dns").promises[key] = deny("dns.promises." + key);
all("child_process");
require("cluster").fork = deny("cluster.fork");
require("worker_threads").Worker = deny("worker_threads.Worker");
for (const name of ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"])
  Object.defineProperty(globalThis, name, { configurable: true, get: () => deny(name) });
`;

export interface Denied {
  readonly environment: Readonly<Record<string, string>>;
  /** What was tried. */
  tried(): readonly string[];
  remove(): void;
}

export function denied(): Denied {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "faultline-denied-"));
  const [script, log] = [path.join(folder, "deny.cjs"), path.join(folder, "tried")];
  fs.writeFileSync(script, SCRIPT);
  return {
    environment: { NODE_OPTIONS: `--require ${script}`, FAULTLINE_DENIED: log },
    tried: () => (fs.existsSync(log) ? fs.readFileSync(log, "utf8").trimEnd().split("\n") : []),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
