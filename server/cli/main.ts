import { text } from "node:stream/consumers";
import { fromNative, nodeAssets, nodeHost } from "../project/node-host";
import type { Output } from "./io";
import { run } from "./run";

const output = (stream: NodeJS.WriteStream): Output => {
  // `faultline check | head` closes the pipe early; there is nobody left to tell.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return { write: (chunk) => void stream.write(chunk), isTerminal: stream.isTTY === true, columns: stream.columns ?? 100 };
};

void run(process.argv.slice(2), {
  cwd: fromNative(process.cwd()),
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  stdin: () => text(process.stdin),
  env: process.env,
  host: nodeHost,
  assets: nodeAssets(__dirname),
}).then((code) => {
  process.exitCode = code;
});
