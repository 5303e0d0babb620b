import type { Extractor } from "./extractor";
import { valuesOf } from "./literals";

const common = [
  "AuthErrorCodes",
  "CacheErrorCodes",
  "ClientAuthErrorCodes",
  "ClientConfigurationErrorCodes",
  "InteractionRequiredAuthErrorCodes",
  "JoseHeaderErrorCodes",
].map((name) => `types/error/${name}.d.ts`);
const browser = ["BrowserAuthErrorCodes", "BrowserConfigurationAuthErrorCodes", "NativeAuthErrorCodes"].map(
  (name) => `types/error/${name}.d.ts`,
);

/** The codes of the Microsoft Authentication Library, in common and in browsers. */
export const msal: Extractor = {
  id: "msal",
  sources: {
    common: { package: "@azure/msal-common", files: common, licence: "MIT; identifiers only" },
    browser: { package: "@azure/msal-browser", files: browser, licence: "MIT; identifiers only" },
  },
  recorded: { common: 85, browser: 64 },
  extract: (read) => [
    ...codes(common.map((file) => read(file))).map((code) => ({ code, source: "common" })),
    ...codes(browser.map((file) => read(file, "browser"))).map((code) => ({ code, source: "browser", from: "browser" })),
  ],
};

const codes = (texts: readonly string[]): readonly string[] => valuesOf(/^export declare const \w+ = "(\w+)"/gm, texts.join("\n"));
