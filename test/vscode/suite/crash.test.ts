import { execFileSync } from "node:child_process";
import { open, rangeOf, replace, rules, throwing } from "./editor";
import { equal, eventually } from "./expect";

/** The language servers that this extension host has started. */
const servers = (): readonly number[] =>
  execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) => (found && Number(found[2]) === process.pid && found[3]?.includes("dist/server.js") ? [Number(found[1])] : []));

describe("a server that is killed while somebody types", function () {
  if (process.platform === "win32") return;
  this.timeout(90_000);

  it("is started again, with documents and their unsaved text", async () => {
    const document = await open(throwing('body.error.code === "KEY_LOKED"'));
    await rules(document, ["unknown-code"]);
    for (const [before, after] of [
      ["KEY_LOKED", "KEY_REVOKD"],
      ["KEY_REVOKD", "KEY_LOKED"],
    ] as const) {
      const [pid, ...others] = servers();
      equal([typeof pid, others], ["number", []], "one server");
      process.kill(pid as number, "SIGKILL");
      await replace(document, rangeOf(document, before), after);
      await eventually(() => {
        const [next] = servers();
        equal(next !== undefined && next !== pid, true, "another server");
      }, 20_000);
      await replace(document, rangeOf(document, after), "KEY_LOCKED");
      await rules(document, []);
      await replace(document, rangeOf(document, "KEY_LOCKED"), after);
      const [finding] = await rules(document, ["unknown-code"]);
      equal(finding?.message.includes(after), true, "what is typed now");
    }
  });
});
