import type { Extractor, Found } from "./extractor";
import { literalsOf } from "./literals";

const resources = [
  "beta/beta",
  "beta/environments/environments",
  "beta/environments/work",
  "beta/organization/claude-code/managed-settings/managed-settings",
  "beta/organization/claude-tag/claude-tag",
  "beta/organization/plugins/plugins",
  "beta/organization/rbac-groups/rbac-groups",
  "beta/organization/spend-limits/spend-limits",
  "beta/organization/users",
  "files",
  "messages/messages",
  "organization/api-keys",
  "organization/external-keys",
  "organization/invites",
  "organization/organization",
  "organization/rbac-groups/rbac-groups",
  "organization/users",
  "organization/workspaces/workspaces",
  "shared",
  "skills/skills",
  "user-profiles/user-profiles",
].map((name) => `resources/${name}.d.ts`);

/** The types of errors, and the codes of the SDK's classes with the status of the class above each. */
export const anthropic: Extractor = {
  id: "anthropic",
  sources: {
    package: { package: "@anthropic-ai/sdk", files: [...resources, "core/error.js"], licence: "MIT; identifiers only" },
  },
  recorded: { type: 12, code: 99 },
  extract: (read) => {
    const statuses = statusesOfClasses(read("core/error.js"));
    return [
      ...literalsOf("ErrorType", read("resources/shared.d.ts")).map((code): Found => ({ code, vocabulary: "type", source: "type" })),
      ...resources.flatMap((file) => classCodes(read(file), statuses)),
    ];
  },
};

/** `class FileExpiredError extends NotFoundError { readonly errorCode: 'file_expired';` has the status of NotFoundError. */
export function classCodes(text: string, statuses: ReadonlyMap<string, number>): readonly Found[] {
  return [...text.matchAll(/\bclass \w+ extends (?:Errors)?(\w+) \{\s+readonly errorCode: '(\w+)';/g)].map(([, above = "", code = ""]) => {
    const status = statuses.get(above);
    return { code, vocabulary: "code", source: "code", ...(status === undefined ? {} : { statuses: [status] }) };
  });
}

/** `[404, NotFoundError],` in the table of the SDK. */
const statusesOfClasses = (text: string): ReadonlyMap<string, number> =>
  new Map([...text.matchAll(/\[(\d{3}), (\w+)\]/g)].map((match) => [match[2] ?? "", Number(match[1])]));
