import assert from "node:assert";
import { openWorkbench, shoot, shootFailure, type Theme, type Workbench } from "./window";

/** Whose an error is, step by step, as a person asks for it. */
for (const theme of ["dark", "light"] satisfies Theme[]) {
  describe(`why, ${theme} theme`, () => {
    let bench: Workbench;
    before(async () => {
      bench = await openWorkbench({ theme, file: "src/vantaprism.ts", height: 800 });
    });
    after(() => bench?.close());
    afterEach(async function () {
      await shootFailure(bench, this.currentTest);
    });

    it("the steps from the comparison to the API can be gone through", async () => {
      const { page } = bench;
      await page.locator(".view-line", { hasText: "KEY_LOCKED" }).first().getByText("KEY_LOCKED").first().click();
      await page.keyboard.press("F1");
      await page.keyboard.type("Faultline: Why This");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "Why This" }).first().click();
      const rows = page.locator(".quick-input-list .monaco-list-row");
      await rows.filter({ hasText: "VantaPrism" }).first().waitFor({ timeout: 30_000 });
      const texts = await rows.allInnerTexts();
      assert.ok(texts.length >= 3, texts.join("\n"));
      await shoot(page, `18-why-${theme}`);
      await page.keyboard.press("Escape");
    });
  });
}
