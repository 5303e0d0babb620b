import * as vscode from "vscode";
import { folder, open, rangeOf, replace, rules } from "./editor";
import { equal, includes } from "./expect";

const api = `export class ApiError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export async function request(path: string) {
  const res = await fetch("https://api.vantaprism.me" + path);
  const body = await res.json();
  if (!res.ok) throw new ApiError(body.error.code);
  return body;
}
`;

const use = (file: string): string => `import { ApiError, request } from "./${file}";

export async function load() {
  try {
    return await request("/v1/victims");
  } catch (error) {
    if (error instanceof ApiError && error.code === "FORBIDEN_SCOPE") return undefined;
    throw error;
  }
}
`;

const nameOf = ({ uri }: vscode.TextDocument): string => uri.path.slice(uri.path.lastIndexOf("/") + 1);

describe("files that import each other", () => {
  it("have findings by what is typed in the file that they import", async () => {
    const wrapper = await open(api);
    const document = await open(use(nameOf(wrapper).replace(".ts", "")));
    const [finding] = await rules(document, ["unknown-code"]);
    includes(finding?.message ?? "", "FORBIDEN_SCOPE", "message");
    equal(finding?.relatedInformation?.[0]?.location.uri.path, wrapper.uri.path, "the request is in the other file");
    await replace(wrapper, rangeOf(wrapper, "api.vantaprism.me"), "nobody.example");
    await rules(document, []);
    await replace(wrapper, rangeOf(wrapper, "nobody.example"), "api.vantaprism.me");
    await rules(document, ["unknown-code"]);
  });

  it("have findings by files that come and go on disk", async () => {
    const document = await open(use("late"));
    await rules(document, []);
    const late = vscode.Uri.joinPath(folder(), "src/late.ts");
    await vscode.workspace.fs.writeFile(late, new TextEncoder().encode(api));
    await rules(document, ["unknown-code"]);
    await vscode.workspace.fs.delete(late);
    await rules(document, []);
  });
});
