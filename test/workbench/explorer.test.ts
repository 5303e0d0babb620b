import assert from "node:assert";
import * as fs from "node:fs";
import * as path from "node:path";
import { eventually, openWorkbench, rendered, runCommand, shoot, shootFailure, type Theme, type Workbench } from "./window";

/** The explorer of error codes, the search, and the page of a provider, as a person goes from one to the next. */
for (const theme of ["dark", "light"] satisfies Theme[]) {
  describe(`the explorer of codes, ${theme} theme`, () => {
    let bench: Workbench;
    before(async () => {
      bench = await openWorkbench({ theme, file: "src/vantaprism.ts", width: 1280, height: 860 });
    });
    after(() => bench?.close());
    afterEach(async function () {
      await shootFailure(bench, this.currentTest);
    });
    const rows = () => bench.page.locator(".pane", { hasText: "Error Codes" }).locator(".monaco-list-row");
    const named = (name: string) => rows().filter({ hasText: new RegExp(`^\\s*${name}`) });

    it("the tree has the providers of the workspace, down to the codes and how often they are named", async () => {
      const { page } = bench;
      await runCommand(page, "Explorer: Focus on Error Codes View");
      // The folder gives its room to the view.
      await page.locator(".explorer-folders-view .pane-header, .pane-header", { hasText: "demo" }).first().click();
      await named("VantaPrism").first().waitFor({ timeout: 30_000 });
      await eventually(async () => assert.match(await named("VantaPrism").first().innerText(), /\d+ usages/), 30_000);
      await named("VantaPrism").first().click();
      const status = named("403").first();
      await status.click();
      await named("KEY_LOCKED").first().waitFor();
      assert.match(await named("KEY_LOCKED").first().innerText(), /\d+ usage/);
      await named("KEY_LOCKED").first().hover();
      await shoot(page, `20-explorer-${theme}`);
    });

    it("a code opens on the page of its provider", async () => {
      const { page } = bench;
      await named("KEY_LOCKED").first().click();
      const here = rendered(page).locator("tr.here", { hasText: "KEY_LOCKED" });
      await here.waitFor({ timeout: 30_000 });
      await eventually(async () => assert.match(await here.innerText(), /\d+ usage/));
      await page.mouse.move(2, 2);
      await shoot(page, `21-page-code-${theme}`);
    });

    it("the page filters as one types, and says how many are left", async () => {
      const { page } = bench;
      const frame = rendered(page);
      await frame.locator("#filter").fill("never");
      await eventually(async () => assert.match(await frame.locator("#shown").innerText(), /^\d+ of \d+ codes$/));
      await shoot(page, `22-page-filter-${theme}`);
      await frame.locator("#filter").press("Escape");
      await eventually(async () => assert.match(await frame.locator("#shown").innerText(), /^\d+ codes$/));
      await frame.locator("#only").check();
      await eventually(async () => assert.match(await frame.locator("#shown").innerText(), /^\d+ of \d+ codes$/));
      await frame.locator("#only").uncheck();
      await frame.locator("h1").scrollIntoViewIfNeeded();
      await shoot(page, `23-page-${theme}`);
    });

    it("usages open from the page", async () => {
      const { page } = bench;
      const button = rendered(page).locator("tr.here button.uses");
      await button.click();
      await page.locator(".tab.active", { hasText: "vantaprism.ts" }).waitFor();
      await shoot(page, `24-usages-${theme}`);
      await page.keyboard.press("Escape");
    });

    it("the search finds codes by words of their meaning, and opens the page", async () => {
      const { page } = bench;
      await runCommand(page, "Faultline: Search Error Codes");
      const list = page.locator(".quick-input-list .monaco-list-row");
      await list.filter({ hasText: "Named in this workspace" }).first().waitFor({ timeout: 30_000 });
      await shoot(page, `25-search-${theme}`);
      const input = page.locator(".quick-input-widget:visible input").first();
      await input.fill("card decl");
      await list.filter({ hasText: "card_declined" }).first().waitFor();
      await shoot(page, `26-search-typed-${theme}`);
      await page.keyboard.press("Enter");
      await rendered(page).locator("tr.here", { hasText: "card_declined" }).waitFor({ timeout: 30_000 });
      await shoot(page, `27-page-stripe-${theme}`);
    });

    it("nothing in a hostile catalog is markup", async () => {
      const { page, folder } = bench;
      const evil = '</style></script><img src=x onerror="document.body.dataset.hit=1"><script>document.body.dataset.hit=1</script>';
      const catalog = {
        id: "evil",
        name: evil,
        docs: "https://docs.evil.test/a",
        hosts: ["api.evil.test"],
        codes: [
          { code: `"><b>${evil}`, status: 400, meaning: `${evil} [a](command:workbench.action.quit)`, action: "' onclick='alert(1)" },
        ],
      };
      fs.writeFileSync(path.join(folder, "evil.faultline.json"), JSON.stringify(catalog));
      const configuration = path.join(folder, "faultline.json");
      const before = fs.existsSync(configuration) ? JSON.parse(fs.readFileSync(configuration, "utf8")) : {};
      fs.writeFileSync(configuration, JSON.stringify({ ...before, catalogs: [...(before.catalogs ?? []), "evil.faultline.json"] }));
      await runCommand(page, "Explorer: Focus on Error Codes View");
      const row = rows().filter({ hasText: "</style>" }).first();
      await row.waitFor({ timeout: 30_000 });
      await runCommand(page, "Faultline: Open Provider Page");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "</style>" }).first().click();
      const frame = rendered(page);
      await frame.locator("h1", { hasText: "</style>" }).waitFor({ timeout: 30_000 });
      assert.equal(await frame.locator("img, b, header script, main script, footer script, [onclick], [onerror]").count(), 0);
      assert.equal(await frame.locator("body").getAttribute("data-hit"), null);
      assert.match(await frame.locator("th code").first().innerText(), /<b>/);
      await shoot(page, `28-hostile-${theme}`);
    });
  });
}
