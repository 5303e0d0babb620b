/** What of the platform throws no error with a code. */

/** Modules of Node that compute: `path.join(a, b)` of `"node:path"` fails for nobody who gives it texts. */
export const isPure = (source: string): boolean => PURE.test(source);

const PURE =
  /^(?:node:)?(?:path(?:\/(?:posix|win32))?|url|util|querystring|events|string_decoder|buffer|perf_hooks|timers|async_hooks|punycode)$/;

/** Calls of the platform that throw no error with a code: `console.log`, `JSON.parse`, `Math.max`. */
export const isPlatform = (path: readonly string[]): boolean =>
  /^(?:console|JSON|Math|Object|Array|Number|String|Boolean|Date|Promise|Symbol|Reflect|Intl|performance|document|localStorage|sessionStorage)$/.test(
    path[0] ?? "",
  ) ||
  /^(?:parseInt|parseFloat|isNaN|isFinite|encodeURIComponent|decodeURIComponent|encodeURI|decodeURI|setTimeout|clearTimeout|setInterval|clearInterval|queueMicrotask|structuredClone|atob|btoa|alert|URL|URLSearchParams|Headers|Request|FormData|Blob|AbortController|Set|Map|WeakMap|super|Error|TypeError|RangeError|TextEncoder|TextDecoder|Uint8Array)$/.test(
    path.join("."),
  ) ||
  /^(?:AbortSignal\.\w+|Buffer\.\w+|crypto\.\w+|process\.(?:exit|cwd|hrtime|nextTick))$/.test(path.join("."));
