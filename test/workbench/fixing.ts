import assert from "node:assert";
import * as fs from "node:fs";
import * as path from "node:path";
import { eventually, pointAway, quickFixes, quickFixLink, shoot, type Theme, type Workbench, word } from "./window";

export const FILE = "src/vantaprism.ts";
const WRONG = '"RATE_LIMIT_EXCEDED"';

/** From the first look at a wrong code to the saved file. */
export function fixing(theme: Theme, open: () => Workbench): void {
  it("is underlined, and so are the other mistakes", async () => {
    const { page } = open();
    await eventually(async () => assert.ok((await page.locator(".squiggly-warning").count()) >= 2));
    assert.equal(await page.locator(".squiggly-error").count(), 0, "the demo has no errors of TypeScript");
    await shoot(page, `1-squiggle-${theme}`);
  });

  it("is explained on hover, with the way to the rule's page and to the fix", async () => {
    const { page } = open();
    await word(page, WRONG).hover({ force: true });
    const hover = page.locator(".monaco-hover:visible", { hasText: "VantaPrism has no error code 'RATE_LIMIT_EXCEDED'" });
    await hover.waitFor({ timeout: 30_000 });
    await hover.getByText("unknown-code").waitFor();
    await (await quickFixLink(page, word(page, WRONG))).waitFor();
    await shoot(page, `2-finding-${theme}`);
  });

  it("has neighbours whose meaning the hover tells", async () => {
    const { page } = open();
    await pointAway(page);
    await word(page, '"KEY_LOCKED"').hover({ force: true });
    const hover = page.locator(".monaco-hover:visible", { hasText: "KEY_LOCKED" });
    await hover.waitFor({ timeout: 30_000 });
    const text = await hover.innerText();
    for (const part of ["403", "VantaPrism", "What to do", "Retry", "error.request_id", "Documentation"])
      assert.ok(text.includes(part), text);
    assert.match(
      (await hover.getByRole("link", { name: "Documentation" }).getAttribute("data-href")) ?? "",
      /^https:\/\/docs\.vantaprism\.me/,
    );
    await shoot(page, `3-hover-${theme}`);
  });

  it("is changed by the quick fix, and saved", async () => {
    const { page } = open();
    await pointAway(page);
    await word(page, WRONG).click({ force: true });
    const fix = (await quickFixes(page)).locator(".monaco-list-row", { hasText: "Change to 'RATE_LIMIT_EXCEEDED'" });
    await fix.waitFor();
    await shoot(page, `4-fixes-${theme}`);
    await fix.click();
    await word(page, WRONG).waitFor({ state: "detached" });
    await page.keyboard.press("Control+S");
    const saved = () => fs.readFileSync(path.join(open().folder, FILE), "utf8");
    await eventually(() => assert.match(saved(), /case "RATE_LIMIT_EXCEEDED":/));
    assert.ok(!saved().includes(WRONG));
    await shoot(page, `5-fixed-${theme}`);
  });
}
