import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { documentSelector } from "../../client/documents";
import { rules } from "../../server/core/analysis";

const root = path.resolve(import.meta.dirname, "../..");

interface Setting {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly markdownEnumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, Setting>>;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: unknown;
  readonly main: string;
  readonly browser: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
  };
}

const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as Manifest;
const settings = manifest.contributes.configuration.properties;

describe("manifest", () => {
  it("has a setting for every rule, with its severity", () => {
    const own = Object.entries(settings["faultline.rules"]?.properties ?? {});
    assert.deepEqual(
      own.map(([id, setting]) => [id, setting.default]).sort(),
      rules.map(({ id, severity }) => [id, severity]).sort(),
      'contributes.configuration.properties["faultline.rules"] lists the rules of the core',
    );
    for (const [, { enum: values }] of own) assert.deepEqual(values, ["error", "warning", "information", "hint", "off"]);
  });

  it("describes every setting and every value in Markdown", () => {
    const check = (name: string, setting: Setting): void => {
      assert.ok(setting.markdownDescription, `${name} has a description`);
      assert.equal(setting.markdownEnumDescriptions?.length, setting.enum?.length, `${name} describes each value`);
      for (const [inner, each] of Object.entries(setting.properties ?? {})) check(`${name}.${inner}`, each);
    };
    for (const [name, setting] of Object.entries(settings)) check(name, setting);
  });

  it("starts with the languages that the client looks at and with its own pages that the editor brings back, and with nothing else", () => {
    const languages = [...new Set(documentSelector.flatMap((filter) => ("language" in filter ? `onLanguage:${filter.language}` : [])))];
    assert.deepEqual([...manifest.activationEvents].sort(), [...languages, "onWebviewPanel:faultline.provider"].sort());
    assert.ok(documentSelector.every(({ scheme }) => scheme !== "git"));
  });

  it("works without trust and without a disk", () => {
    assert.deepEqual(manifest.capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  });

  it("names files that the build writes", () => {
    const named = [manifest.main, manifest.browser, ...manifest.contributes.jsonValidation.map(({ url }) => url)];
    assert.deepEqual(
      named.filter((file) => !fs.existsSync(path.join(root, file))),
      [],
    );
  });

  it("registers the commands that it names", () => {
    const sources = ["activate", "explorer-commands"]
      .map((name) => fs.readFileSync(path.join(root, `client/${name}.ts`), "utf8"))
      .join("\n");
    for (const { command } of manifest.contributes.commands) assert.ok(sources.includes(`"${command}"`), command);
  });

  it("has menus of commands and views that there are", () => {
    const { commands, menus, views, viewsWelcome } = manifest.contributes;
    const ids = Object.values(views).flatMap((all) => all.map(({ id }) => id));
    for (const [menu, entries] of Object.entries(menus)) {
      for (const { command, when } of entries) {
        assert.ok(
          commands.some((one) => one.command === command),
          `${menu}: ${command}`,
        );
        const view = /view == (\S+)/.exec(when ?? "")?.[1];
        assert.equal(menu.startsWith("view/"), view !== undefined && ids.includes(view), `${menu}: ${when}`);
      }
    }
    for (const { view, contents } of viewsWelcome) {
      assert.ok(ids.includes(view));
      for (const [, command] of contents.matchAll(/\(command:([\w.]+)\)/g))
        assert.ok(
          commands.some((one) => one.command === command),
          command,
        );
    }
  });
});
