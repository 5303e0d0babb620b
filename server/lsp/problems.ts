import type { Connection, Diagnostic } from "vscode-languageserver";
import { hasSchema, type Problem } from "../project/configuration";
import type { Host } from "../project/host";
import { snapshot, toRange } from "./convert";
import { DiagnosticSeverity } from "./lsp";
import { toUri } from "./uris";

/**
 * Shows what is wrong in configuration and catalog files. The editor does not open them as documents of ours, so it never pulls
 * their diagnostics: they are always pushed. Gives their number.
 */
export function problemPublisher(
  connection: Connection,
  host: Host,
  hasSchemas: boolean,
): (problems: readonly Problem[]) => Promise<number> {
  let shown: ReadonlySet<string> = new Set();
  return async (problems) => {
    const now = new Set(problems.map(({ path }) => path));
    for (const path of shown) if (!now.has(path)) await connection.sendDiagnostics({ uri: toUri(path), diagnostics: [] });
    for (const path of now) {
      const said = problems.filter((problem) => problem.path === path && !(problem.schema && hasSchemas && hasSchema(path)));
      await connection.sendDiagnostics({ uri: toUri(path), diagnostics: await toDiagnostics(host, path, said) });
    }
    shown = now;
    return problems.length;
  };
}

async function toDiagnostics(host: Host, path: string, problems: readonly Problem[]): Promise<Diagnostic[]> {
  const document = snapshot(toUri(path), 0, (await host.read(path)) ?? "");
  return problems.map(({ span, severity, message }) => ({
    range: toRange(document, span),
    severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: "faultline",
    message,
  }));
}
