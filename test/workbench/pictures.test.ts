import { type Area, openWorkbench, pointAway, quickFixLink, shoot, shootFailure, type Workbench, word } from "./window";

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
    await shoot(page, "readme-squiggle", await lines(10, 22));
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
    await shoot(page, "readme-fixes", await lines(10, 26));
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
