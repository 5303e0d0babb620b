/** The built server in each of its forms, as two ends of a wire. */
import { type ChildProcess, fork, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  IPCMessageReader,
  IPCMessageWriter,
  type Message,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

export const dist = path.resolve(import.meta.dirname, "../../dist");

export interface Transport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** None for a worker. */
  readonly process?: ChildProcess;
  kill(): void;
}

type Environment = Readonly<Record<string, string>>;

export function byStdio(environment: Environment = {}): Transport {
  const child = spawn(process.execPath, [built("server.js"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  return {
    reader: new StreamMessageReader(child.stdout),
    writer: new StreamMessageWriter(child.stdin),
    process: child,
    kill: () => kill(child),
  };
}

/** As the extension starts it. */
export function byChannel(environment: Environment = {}): Transport {
  const child = fork(built("server.js"), ["--node-ipc", `--clientProcessId=${process.pid}`], { env: { ...process.env, ...environment } });
  return { reader: new IPCMessageReader(child), writer: new IPCMessageWriter(child), process: child, kill: () => kill(child) };
}

/** The worker's script with nothing around it but what every worker has: a touch of Node would be a ReferenceError. */
export function byWorker(): Transport {
  const { port1, port2 } = new MessageChannel();
  const scope = { postMessage: (message: unknown) => port2.postMessage(message), addEventListener: () => {}, close: () => port2.close() };
  const inWorker = {
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    TextDecoder,
    TextEncoder,
    URL,
    crypto,
    performance,
    structuredClone,
  };
  const context = vm.createContext({ ...inWorker, ...scope });
  vm.runInContext("globalThis.self = globalThis;", context);
  vm.runInContext(fs.readFileSync(built("server.browser.js"), "utf8"), context, { filename: "server.browser.js" });
  port2.onmessage = ({ data }) => (context.onmessage as (event: { readonly data: unknown }) => void)({ data });
  return { reader: new PortReader(port1), writer: new PortWriter(port1), kill: () => port1.close() };
}

/** What a browser's client has for a worker; that part of the library does not load in Node. */
class PortReader extends AbstractMessageReader {
  constructor(private readonly port: MessagePort) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    this.port.onmessage = ({ data }) => callback(data as Message);
    return { dispose: () => this.port.close() };
  }
}

class PortWriter extends AbstractMessageWriter {
  constructor(private readonly port: MessagePort) {
    super();
  }

  async write(message: Message): Promise<void> {
    this.port.postMessage(message);
  }

  end(): void {
    this.port.close();
  }
}

function built(name: string): string {
  const file = path.join(dist, name);
  if (!fs.existsSync(file)) throw new Error(`dist/${name} is not there: run \`npm run build\` first`);
  return file;
}

function kill(child: ChildProcess): void {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
}
