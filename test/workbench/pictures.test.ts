import assert from "node:assert";
import type { Locator } from "playwright-core";
import {
  type Area,
  eventually,
  openWorkbench,
  pointAway,
  quickFixLink,
  rendered,
  runCommand,
  shoot,
  shootFailure,
  type Workbench,
  word,
} from "./window";

/** The README's pictures: the text alone, large and sharp. `npm run test:workbench -- --screenshots` puts them into docs/images/. */
describe("the README's pictures", () => {
  let bench: Workbench;
  before(async () => {
    const settings = {
      "breadcrumbs.enabled": false,
      "editor.fontSize": 14,
      "editor.glyphMargin": false,
      "editor.overviewRulerBorder": false,
      "editor.overviewRulerLanes": 0,
      "editor.hideCursorInOverviewRuler": true,
      "editor.hover.above": false,
      "editor.lightbulb.enabled": "off",
      "editor.renderLineHighlight": "none",
      "editor.scrollbar.horizontal": "hidden",
      "editor.scrollbar.vertical": "hidden",
      "workbench.activityBar.location": "hidden",
      "workbench.editor.showTabs": "none",
      "workbench.statusBar.visible": false,
    };
    bench = await openWorkbench({ theme: "dark", file: "src/vantaprism.ts", width: 900, height: 760, scale: 1.5, settings });
    await bench.page.keyboard.press("Control+B");
    await bench.page.locator(".part.sidebar").waitFor({ state: "hidden" });
  });
  after(() => bench?.close());
  afterEach(async function () {
    await shootFailure(bench, this.currentTest);
  });

  it("a finding", async () => {
    const { page } = bench;
    await (await quickFixLink(page, word(page, '"RATE_LIMIT_EXCEDED"'))).waitFor();
    await shoot(page, "readme-squiggle", await lines(10, 23));
  });

  it("what a code means", async () => {
    const { page } = bench;
    await pointAway(page);
    await word(page, '"KEY_LOCKED"').hover({ force: true });
    await page.locator(".monaco-hover:visible", { hasText: "Documentation" }).waitFor();
    await shoot(page, "readme-hover", await lines(10, 25));
  });

  it("the fixes", async () => {
    const { page } = bench;
    await pointAway(page);
    // From the hover the list has the fixes alone, without the refactorings of the TypeScript extension.
    await (await quickFixLink(page, word(page, '"RATE_LIMIT_EXCEDED"'))).click();
    await page.locator(".action-widget:visible").getByText("Change to 'RATE_LIMIT_EXCEEDED'").waitFor();
    await shoot(page, "readme-fixes", await lines(15, 31));
  });

  /** The area of the window that shows these lines, as wide as the window. */
  async function lines(from: number, to: number): Promise<Area> {
    const place = async (line: number) => {
      const box = await bench.page.locator(".line-numbers", { hasText: new RegExp(`^${line}$`) }).boundingBox();
      if (!box) throw new Error(`line ${line} is not in view`);
      return box;
    };
    const first = await place(from);
    const last = await place(to);
    return { x: first.x, y: first.y, width: 900 - first.x, height: last.y + last.height - first.y };
  }
});

describe("the README's pictures of what is around the text", () => {
  let bench: Workbench;
  before(async () => {
    const settings = {
      "breadcrumbs.enabled": false,
      "window.commandCenter": false,
      "workbench.activityBar.location": "hidden",
      "workbench.layoutControl.enabled": false,
      "workbench.statusBar.visible": false,
    };
    bench = await openWorkbench({ theme: "dark", file: "src/vantaprism.ts", width: 1150, height: 570, scale: 1.15, settings });
  });
  after(() => bench?.close());
  afterEach(async function () {
    await shootFailure(bench, this.currentTest);
  });

  it("the explorer, and the page of a provider", async () => {
    const { page } = bench;
    const rows = page.locator(".pane", { hasText: "Error Codes" }).locator(".monaco-list-row");
    const named = (name: string): Locator => rows.filter({ hasText: new RegExp(`^\\s*${name}`) }).first();
    await runCommand(page, "Explorer: Focus on Error Codes View");
    await page.locator(".pane-header", { hasText: "demo" }).first().click();
    await widen(page.locator(".part.sidebar"), 70);
    await eventually(async () => assert.match(await named("VantaPrism").innerText(), /\d+ usages/), 45_000);
    await named("VantaPrism").click();
    for (const status of ["401", "403"]) await named(status).click();
    await named("KEY_LOCKED").click();
    await rendered(page).locator("tr.here", { hasText: "KEY_LOCKED" }).waitFor({ timeout: 30_000 });
    await pointAway(page);
    await shoot(page, "readme-explorer");
  });

  it("the search", async () => {
    const { page } = bench;
    await runCommand(page, "View: Close All Editors");
    await runCommand(page, "Faultline: Search Error Codes");
    await page.locator(".quick-input-widget:visible input").first().fill("rate limit");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "usage" }).first().waitFor();
    const box = await page.locator(".quick-input-widget:visible").boundingBox();
    const last = await page.locator(".quick-input-list .monaco-list-row").nth(4).boundingBox();
    if (!box || !last) throw new Error("the search is not in view");
    await shoot(page, "readme-search", { ...box, height: last.y + last.height - box.y });
  });

  /** Pulls the right edge of a part of the window by so many pixels. */
  async function widen(part: Locator, by: number): Promise<void> {
    const box = await part.boundingBox();
    if (!box) throw new Error("this part is not in view");
    const edge = { x: box.x + box.width, y: box.y + box.height / 2 };
    await bench.page.mouse.move(edge.x, edge.y);
    await bench.page.mouse.down();
    await bench.page.mouse.move(edge.x + by, edge.y, { steps: 5 });
    await bench.page.mouse.up();
  }
});
