import assert from "node:assert";
import type { Locator } from "playwright-core";
import { openWorkbench, pointAway, shoot, shootFailure, type Theme, type Workbench } from "./window";

/** What can get somewhere and what a retry does, as a person sees it. */
for (const theme of ["dark", "light"] satisfies Theme[]) {
  describe(`outcomes, ${theme} theme`, () => {
    let bench: Workbench;
    before(async () => {
      const settings = { "faultline.inlayHints.status": true };
      bench = await openWorkbench({ theme, file: "src/vantaprism.ts", height: 1000, settings });
    });
    after(() => bench?.close());
    afterEach(async function () {
      await shootFailure(bench, this.currentTest);
    });

    it("the status stands behind each code", async () => {
      const { page } = bench;
      const hint = page.locator(".view-line", { hasText: '"KEY_LOCKED"' }).first();
      await hint.getByText("403").waitFor();
      await shoot(page, `14-hints-${theme}`);
    });

    it("a switch tells what comes to it", async () => {
      const text = await hovered(keyword("switch"), "Comes to this switch");
      assert.match(text, /VantaPrism[\s\S]*403[\s\S]*KEY_LOCKED[\s\S]*fix first/);
      await shoot(bench.page, `15-switch-${theme}`);
      await pointAway(bench.page);
    });

    it("a default tells what the cases leave", async () => {
      const text = await hovered(keyword("default"), "Is left here");
      assert.doesNotMatch(text, /KEY_LOCKED/);
      await shoot(bench.page, `16-default-${theme}`);
      await pointAway(bench.page);
    });

    it("a loop tells what it repeats, and where the API says otherwise", async () => {
      await bench.page.keyboard.press("Control+G");
      await bench.page.locator(".quick-input-widget:visible input").first().fill(":60");
      await bench.page.keyboard.press("Enter");
      const text = await hovered(keyword("for"), "This loop repeats");
      assert.match(text, /up to 3 tries[\s\S]*403[\s\S]*repeated[\s\S]*≠ fix first/);
      await shoot(bench.page, `17-retry-${theme}`);
      await pointAway(bench.page);
    });

    const keyword = (text: string): Locator =>
      bench.page.locator(".view-line > span > span", { hasText: new RegExp(`^\\s*${text}$`) }).first();

    async function hovered(place: Locator, title: string): Promise<string> {
      await place.hover({ force: true });
      const hover = bench.page.locator(".monaco-hover:visible", { hasText: title });
      await hover.waitFor({ timeout: 30_000 });
      return hover.innerText();
    }
  });
}
