import assert from "node:assert";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { openBrowser } from "../../scripts/vscode/browser.mjs";
import { eventually } from "./window";

const root = path.resolve(import.meta.dirname, "../..");

describe("npm run open, without a desktop VS Code", () => {
  let child: ChildProcess;
  let url: URL;
  before(async () => {
    child = spawn(process.execPath, ["scripts/open.mjs", "--browser"], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    url = await eventually(() => new URL(/http:\S+/.exec(output)?.[0] ?? ""), 45_000);
  });
  after(() => child.kill("SIGKILL"));

  it("serves on 127.0.0.1 to who has the token, and to nobody else", async () => {
    assert.equal(url.hostname, "127.0.0.1");
    assert.ok((url.searchParams.get("tkn") ?? "").length >= 32);
    // The token moves into a cookie, and the address without it follows.
    const entry = await fetch(url, { redirect: "manual" });
    assert.equal(entry.status, 302);
    const cookie = entry.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
    assert.equal((await fetch(url.origin, { headers: { cookie } })).status, 200);
    assert.equal((await fetch(url.origin)).status, 403);
    assert.equal((await fetch(`${url.origin}/?tkn=${"0".repeat(48)}`)).status, 403);
  });

  it("shows the demo with its findings, in a folder that nobody has trusted yet", async () => {
    const browser = await openBrowser();
    try {
      const page: Page = await browser.newPage();
      await page.goto(url.href);
      await page.locator(".squiggly-warning").first().waitFor({ timeout: 45_000 });
      await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    } finally {
      await browser.close();
    }
  });

  it("ends with Ctrl+C", async () => {
    const ended = once(child, "exit");
    child.kill("SIGINT");
    await ended;
    await eventually(() => assert.rejects(fetch(url.origin)));
  });
});
