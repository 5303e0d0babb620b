import assert from "node:assert";
import * as fs from "node:fs";
import * as path from "node:path";
import { eventually, goTo, pointAway, quickFixes, rendered, runCommand, shoot, type Theme, type Workbench, word } from "./window";

const manifest = JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, "../../package.json"), "utf8"));
const FILE = "erynoa.ts";

/** What else the editor shows of Faultline: lists, status, settings, pages. */
export function around(theme: Theme, open: () => Workbench): void {
  it("the problems panel lists the findings of open files", async () => {
    const { page } = open();
    await goTo(page, FILE);
    await runCommand(page, "Problems: Focus on Problems View");
    const panel = page.locator(".markers-panel");
    for (const rule of ["unknown-code", "impossible-branch"]) {
      await panel.locator(".monaco-list-row", { hasText: "faultline" }).filter({ hasText: rule }).first().waitFor();
    }
    await shoot(page, `6-problems-${theme}`);
    await page.keyboard.press("Control+J");
    await panel.waitFor({ state: "hidden" });
  });

  it("the language status counts them and names the providers", async () => {
    const { page } = open();
    await page
      .locator(".view-lines")
      .first()
      .click({ position: { x: 300, y: 5 } });
    await page.locator("#status\\.languageStatus").hover();
    const item = page.locator(".hover-language-status .element", { hasText: "Faultline" });
    await item.waitFor();
    await eventually(async () => assert.match(await item.innerText(), /2 warnings[\s\S]*Faultline, \d+ providers/));
    await shoot(page, `7-status-${theme}`);
    await pointAway(page);
  });

  it("completion offers the codes of the API inside the string", async () => {
    const { page } = open();
    const literal = word(page, '"resource_already_exists"');
    await literal.dblclick({ force: true });
    await page.keyboard.press("Delete");
    await page.keyboard.press("Control+Space");
    const list = page.locator(".suggest-widget:visible");
    await list.locator(".monaco-list-row", { hasText: "insufficient_scope" }).waitFor();
    const labels = await list.locator(".monaco-list-row .label-name").allInnerTexts();
    assert.ok(labels.length > 5 && labels.every((label) => /^[a-z_]+$/.test(label)), labels.join());
    await shoot(page, `8-completion-${theme}`);
    await list.locator(".monaco-list-row", { hasText: "resource_already_exists" }).click();
    await literal.waitFor();
  });

  it("a status tells its meaning on hover", async () => {
    const { page } = open();
    await goTo(page, "reputio.ts");
    await word(page, "429").hover({ force: true });
    const hover = page.locator(".monaco-hover:visible", { hasText: "Retry-After" });
    await hover.waitFor({ timeout: 30_000 });
    assert.match(await hover.innerText(), /429[\s\S]*Reputio/);
    await shoot(page, `9-status-hover-${theme}`);
    await pointAway(page);
  });

  it("error codes can be searched", async () => {
    const { page } = open();
    await runCommand(page, "Faultline: Search Error Codes");
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "QUOTA_EXHAUSTED" }).first();
    const input = page.locator(".quick-input-widget input").first();
    await input.fill("QUOTA_EX");
    await row.waitFor();
    await shoot(page, `10-search-${theme}`);
    await page.keyboard.press("Escape");
  });

  it("a rule's page opens from the finding", async () => {
    const { page } = open();
    await goTo(page, FILE);
    await word(page, '"VALIDATION_ERROR"').click({ force: true });
    await (await quickFixes(page)).locator(".monaco-list-row", { hasText: "Show the page of the rule 'unknown-code'" }).click();
    await page.locator(".tab.active", { hasText: "unknown-code" }).waitFor();
    await rendered(page).locator("h1", { hasText: "unknown-code" }).waitFor();
    await shoot(page, `11-rule-page-${theme}`);
  });

  it("the settings have their page", async () => {
    const { page } = open();
    await runCommand(page, "Preferences: Open Settings (UI)");
    const editor = page.locator(".settings-editor");
    await editor.waitFor();
    await page.keyboard.type("@ext:faultline.faultline");
    for (const key of Object.keys(manifest.contributes.configuration.properties)) {
      await editor.locator(`[data-key="${key}"], .setting-item-contents[data-key="${key}"]`).first().waitFor({ timeout: 20_000 });
    }
    await shoot(page, `12-settings-${theme}`);
  });

  it("the extension's page shows the README", async () => {
    const { page } = open();
    await runCommand(page, "Extensions: Show Installed Extensions");
    await page.locator(".extension-list-item", { hasText: manifest.displayName }).first().click();
    await page.locator(".extension-editor .name", { hasText: manifest.displayName }).waitFor();
    const heading = fs.readFileSync(path.resolve(import.meta.dirname, "../../README.md"), "utf8").match(/^# (.+)$/m)?.[1] ?? "no heading";
    await page.locator(".tab.active", { hasText: "Extension:" }).waitFor();
    await rendered(page).locator("h1", { hasText: heading }).waitFor();
    await shoot(page, `13-extension-${theme}`);
  });
}
