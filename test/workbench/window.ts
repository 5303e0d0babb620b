import * as fs from "node:fs";
import * as path from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { openBrowser } from "../../scripts/vscode/browser.mjs";
import { vsix } from "../../scripts/vscode/bundle.mjs";
import { remoteUri, workbenchUrl } from "../../scripts/vscode/host.mjs";
import { startServer } from "../../scripts/vscode/server.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const shots = path.join(root, "test/workbench/shots");

/** A person before the editor: the demo is open, the packaged extension installed. */
export interface Workbench {
  readonly page: Page;
  /** The demo's copy on disk. */
  readonly folder: string;
  close(): Promise<void>;
}

export type Theme = "dark" | "light";
const THEMES = { dark: "Default Dark Modern", light: "Default Light Modern" };

export interface Look {
  readonly theme: Theme;
  readonly file: string;
  readonly width?: number;
  readonly height?: number;
  /** Pixels of the screen for one of the page. */
  readonly scale?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** `await openWorkbench({ theme: "dark", file: "src/vantaprism.ts" })` resolves when the file's text shows and is analysed. */
export async function openWorkbench({ theme, file, width = 1200, height = 760, scale = 1, settings = {} }: Look): Promise<Workbench> {
  const look = { "workbench.colorTheme": THEMES[theme], "editor.minimap.enabled": false, "editor.fontSize": 13, ...settings };
  const server = await startServer({ vsix: [vsix], settings: look });
  const browser = await openBrowser({ width, height, scale });
  // Inside the project, so that the demo's types resolve as they do in examples/.
  fs.mkdirSync(path.join(root, "out"), { recursive: true });
  const parent = fs.mkdtempSync(path.join(root, "out/workbench-"));
  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
    fs.rmSync(parent, { recursive: true, force: true });
  };
  try {
    const folder = path.join(parent, "demo");
    fs.cpSync(path.join(root, "examples"), folder, { recursive: true });
    const page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    const open = ["openFile", remoteUri(server, path.join(folder, file))] as const;
    await page.goto(workbenchUrl(server, { folder, payload: [["skipWelcome", "true"], open] }));
    await page.locator(".monaco-editor .view-line").first().waitFor({ timeout: 45_000 });
    await page.locator(".squiggly-warning").first().waitFor({ timeout: 30_000 });
    // The editor's own server for TypeScript has the longer start, and its answers would come in the middle of a step.
    await page.locator(".statusbar-item", { hasText: "Initializing" }).waitFor({ state: "hidden", timeout: 45_000 });
    return { page, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A word in the editor's text, at its `nth` place (from 0) among those in view: `word(page, '"KEY_LOCKED"')`. */
export const word = (page: Page, text: string, nth = 0): Locator => page.locator(".view-line > span > span", { hasText: text }).nth(nth);

/** Runs a command by its title, as from the command palette. */
export const runCommand = (page: Page, title: string): Promise<void> => pick(page, "F1", `>${title}`, title);

/** Opens a file of the folder by its name. */
export async function goTo(page: Page, name: string): Promise<void> {
  await pick(page, "Control+P", name, name);
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

/** The list of quick fixes where the cursor is. The key is pressed again where a late answer has closed the list at once. */
export async function quickFixes(page: Page): Promise<Locator> {
  const list = page.locator(".action-widget:visible");
  await eventually(async () => {
    await page.keyboard.press("Control+.");
    await list.locator(".monaco-list-row").first().waitFor({ timeout: 3000 });
  }, 30_000);
  return list;
}

/** Points at a finding, and gives the link to the fixes in its hover. A lens that comes late moves the lines away: then once more. */
export async function quickFixLink(page: Page, finding: Locator): Promise<Locator> {
  const hover = page.locator(".monaco-editor .monaco-hover:visible");
  const link = hover.locator("a.action", { hasText: /^Quick Fix/ });
  for (let left = 4; ; left--) {
    await finding.hover({ force: true });
    const shown = await link.waitFor({ timeout: left > 0 ? 4000 : 30_000 }).then(
      () => true,
      (error) => left === 0 && Promise.reject(error),
    );
    if (shown) break;
    await page.mouse.move(2, 2);
  }
  await hover.getByText("Loading...").waitFor({ state: "hidden" });
  return link;
}

/** What a Markdown page shows: its text is in a frame of a frame. */
export const rendered = (page: Page): FrameLocator => page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");

async function pick(page: Page, key: string, query: string, row: string): Promise<void> {
  await page.keyboard.press(key);
  const input = page.locator(".quick-input-widget:visible input").first();
  await input.waitFor();
  await input.fill(query);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: row }).first().click();
}

/** Where the pointer is over no text: a hover that is open goes away. */
export async function pointAway(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
  await page
    .locator(".monaco-hover.workbench-hover-container:visible, .monaco-editor .monaco-hover:visible")
    .first()
    .waitFor({ state: "hidden" });
}

/** For `afterEach`: what the window showed when a test failed. */
export async function shootFailure(bench: Workbench | undefined, test: Mocha.Test | undefined): Promise<void> {
  if (bench && test?.state === "failed") await shoot(bench.page, `failed-${test.fullTitle().replaceAll(/\W+/g, "-")}`);
}

/** Asks until `probe` no longer throws. */
export async function eventually<T>(probe: () => T | Promise<T>, deadlineMs = 15_000): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Saves what the window shows, or an area of it, as `shots/NAME.png`. */
export async function shoot(page: Page, name: string, clip?: Area): Promise<void> {
  await page.screenshot({ path: path.join(shots, `${name}.png`), ...(clip ? { clip } : {}), animations: "disabled", caret: "hide" });
}
