// @ts-check
/** Draws docs/icon.png from docs/icon.svg: `node scripts/icon.mjs`. Needs a Chromium, as `node scripts/vscode/install.mjs` brings it. */
import fs from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { chromiumPath } from "./vscode/browser.mjs";

const docs = path.resolve(import.meta.dirname, "../docs");
const executablePath = chromiumPath();
if (executablePath === undefined) throw new Error("No Chromium: run node scripts/vscode/install.mjs");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<body style="margin:0">${fs.readFileSync(path.join(docs, "icon.svg"), "utf8")}</body>`);
await page.screenshot({ path: path.join(docs, "icon.png"), omitBackground: true });
await browser.close();
