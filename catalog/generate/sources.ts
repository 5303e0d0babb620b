import type { SourceFile } from "../model/file";
import type { Extractor, PackageFiles, Read } from "./extractor";
import { install, readInstalled } from "./installed";
import { readPinned } from "./pinned";

/** Reads what an extractor asks for, and says what it was in the words of a provider's `sources`. */
export function readSources(
  wanted: Extractor["sources"],
  dateOf: (sha256: string) => string,
): { readonly read: Read; readonly sources: Readonly<Record<string, SourceFile>> } {
  const parts = new Map(Object.entries(wanted).map(([key, source]) => [key, contentOf(source)]));
  const [first = ""] = parts.keys();
  return {
    read: (file, source = first) => parts.get(source)?.files.get(file)?.toString("latin1") ?? "",
    sources: Object.fromEntries(
      [...parts].map(([key, { name, version, sha256 }]) => [
        key,
        {
          kind: "npm",
          package: name,
          version,
          sha256,
          file: (wanted[key]?.files ?? []).join(", "),
          retrieved: dateOf(sha256),
          licence: wanted[key]?.licence ?? "",
        },
      ]),
    ),
  };
}

interface Content {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

function contentOf({ package: from, files }: PackageFiles): Content {
  if (typeof from !== "string") return { ...from, files: readPinned(from, files) };
  install();
  return readInstalled(from, files);
}
