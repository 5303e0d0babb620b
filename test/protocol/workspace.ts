import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { uriOf } from "./editor";

/** A folder on disk for one test. */
export interface Workspace {
  readonly folder: string;
  uri(file: string): string;
  write(file: string, text: string): void;
  remove(): void;
}

export function workspace(files: Readonly<Record<string, string>> = {}): Workspace {
  // The temporary directory may itself be a link, and catalogs must lie inside after links are followed.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "faultline-protocol-")));
  const write = (file: string, text: string): void => {
    const full = path.join(folder, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    folder,
    uri: (file) => uriOf(path.join(folder, file)),
    write,
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** One call of VantaPrism and one wrong code. */
export const vantaprism = `const res = await fetch("https://api.vantaprism.me/v1/x");
const body = await res.json();
if (body.error.code === "FORBIDEN_SCOPE") console.log("ask for the scope");
`;

/** A call of an API that only the workspace knows. */
export const acme = (code: string): string => `const res = await fetch("https://api.acme.test/v1/users");
const body = await res.json();
if (body.error.code === "${code}") console.log("gone");
`;

export const acmeCatalog = (codes: readonly string[]): string =>
  JSON.stringify({
    id: "acme",
    name: "Acme",
    hosts: ["api.acme.test"],
    envelopes: [{ id: "error", fields: { code: "error.code" } }],
    codes: codes.map((code) => ({ code, status: 404, meaning: "There is no such thing." })),
  });
