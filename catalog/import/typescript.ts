import type { CodeFile } from "../model/file";
import { isPlainCode } from "./evidence";
import { ImportError, type Imported } from "./imported";
import { plain } from "./value";

/** Values that a type of a source stands for, with what stands beside each. */
export interface Values {
  readonly values: readonly { readonly value: string | number; readonly comment?: string; readonly status?: number }[];
  readonly open: boolean;
}

/** The codes that a union, enum or constant object lists. */
export function fromValues({ values, open }: Values, type: string, fileName: string): Imported {
  const numbers = values.filter(({ value }) => typeof value === "number").length;
  const kept = values.filter(({ value }) => isPlainCode(value) && (typeof value === "number") === numbers * 2 > values.length);
  if (kept.length === 0) throw new ImportError(`'${type}' has no values that could be error codes`);
  const codes = kept.map(({ value, comment, status }): CodeFile => {
    const meaning = plain(comment);
    return { code: value, ...(status !== undefined && { status }), ...(meaning !== undefined && { meaning }) };
  });
  const evidence = open ? `The type ${type} lists them and allows others.` : `The type ${type} lists them.`;
  return {
    file: {
      sources: { type: { kind: "hand", title: type, file: fileName } },
      vocabularies: {
        code: { type: numbers * 2 > values.length ? "integer" : "string", completeness: open ? "open" : "listed", evidence },
      },
      codes,
    },
    notes: [
      'No host is known: add "baseUrls", or say under "bind" of faultline.json which calls are meant',
      'A type does not say where the code stands: add "envelopes"',
    ],
  };
}
