/** `dist/server.js`: by the channel of the editor that forked it, with `--stdio` by standard input and output. */
import { startChannel, startStdio } from "./node";

if (process.argv.includes("--stdio")) startStdio();
else if (process.send) startChannel();
else {
  process.stderr.write("This is Faultline's language server. Start it with --stdio, or fork it from an editor.\n");
  process.exitCode = 2;
}
