// @ts-check
/** Headless Chromium as the window of the VS Code server. */
import * as fs from "node:fs";
import * as path from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
const MAC = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** Chromium from `CHROMIUM`, else the first one on PATH. */
export function chromiumPath() {
  const given = process.env.CHROMIUM;
  if (given) return given;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...MAC].find((file) => fs.existsSync(file));
}

/** A browser that reaches 127.0.0.1 and nothing else. @param {{ width?: number, height?: number, scale?: number, bypassCSP?: boolean }} [options] */
export async function openBrowser({ width = 1280, height = 800, scale = 1, bypassCSP = false } = {}) {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error("Chromium is missing: node scripts/vscode/install.mjs");
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const newPage = async () => {
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, bypassCSP });
    await context.route(leavesTheMachine, (route) => route.abort());
    return context.newPage();
  };
  return { newPage, close: () => browser.close() };
}

/** @param {URL} url */
const leavesTheMachine = (url) => /^(https?|wss?):$/.test(url.protocol) && url.hostname !== "127.0.0.1";
