/**
 * The text of a file in UTF-8, or in UTF-16 with its mark, without the mark. What is neither gives the reason, to be read after "it":
 * a description in another encoding would give codes that are not the API's.
 */
export function decode(bytes: Uint8Array): { readonly text: string } | { readonly unfit: string } {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? { unfit: NOT_TEXT } : { text };
  } catch {
    return { unfit: NOT_TEXT };
  }
}

const NOT_TEXT = "is not text in UTF-8 (or UTF-16 with a byte order mark); save it as UTF-8";
