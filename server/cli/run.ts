import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { EXIT, type Io, UsageError } from "./io";
import { version } from "./manifest";
import { printable } from "./printable";

/** Runs one command line (without the program's own name) and gives the exit code. What a command needs is loaded with it. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.clean;
  const program = build(io, (result) => {
    code = result;
  });
  try {
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.usage;
    }
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : fail(io, sentence(error));
    if (error instanceof UsageError) return fail(io, error.message);
    return fail(
      io,
      `Something went wrong that should not have: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

function build(io: Io, done: (code: number) => void): Command {
  const program = new Command("faultline")
    .description("Knows the errors that APIs return, and finds code that gets them wrong")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: io.stdout.write, writeErr: io.stderr.write, outputError: () => undefined })
    .configureHelp({ helpWidth: io.stdout.columns });
  const command = (usage: string, description: string): Command =>
    program.command(usage).description(description).allowExcessArguments(false);
  const colors = (of: Command): Command =>
    of.option("--color", "use colours even where there is no terminal").option("--no-color", "use no colours");
  const format = (choices: readonly string[]): Option => new Option("--format <format>", "how to print").choices(choices).default("text");

  colors(command("check [paths...]", "check files and folders; exit code 1 for errors, or more warnings than allowed"))
    .addOption(format(["text", "json", "sarif", "github"]))
    .option("--fix", "apply the fixes that are safe")
    .option("--max-warnings <number>", "how many warnings are fine", wholeNumber, 0)
    .option("--baseline <file>", "leave out the findings that this file knows")
    .option("--update", "write what is found now into the baseline")
    .option("--stdin", "check the text from standard input")
    .option("--stdin-filename <file>", "the file that the text from standard input belongs to")
    .option("--quiet", "print findings alone: no progress, no summary")
    .action(async (paths, options) => done(await (await import("./commands/check")).check(paths, options, io)));

  colors(command("explain <code|rule>", "say what an error code or status means and whether to retry, or what a rule is about"))
    .addOption(format(["text", "json"]))
    .action(async (term, options) => done(await (await import("./commands/explain")).explain(term, options, io)));

  command("why <place>", "say which API a place belongs to and how that is known; the place is FILE:LINE or FILE:LINE:COLUMN").action(
    async (place) => done(await (await import("./commands/why")).why(place, io)),
  );

  colors(command("providers", "list the APIs whose errors are known here"))
    .addOption(format(["text", "json"]))
    .action(async (options) => done(await (await import("./commands/providers")).providers(options, io)));

  colors(command("import", "make a catalog of an API's OpenAPI description, error page or type, or bring one up to date"))
    .addArgument(
      new Argument("<form>", "what it is: an OpenAPI description, a page with tables, or a source").choices([
        "openapi",
        "table",
        "typescript",
      ]),
    )
    .argument("<file>", "the description (JSON or YAML), the page (Markdown or HTML) or the source")
    .argument("[type]", "the union, enum or constant object of a source")
    .option("--id <id>", "the id of the catalog; by default the name of the file that is written")
    .option("--extends <id>", "add to a bundled provider instead")
    .option("--out <file>", "write it there; a catalog that is there keeps what you changed in it")
    .option("--dry-run", "say what would be written, and write nothing")
    .action(async (form, file, type, options) =>
      done(await (await import("./commands/import")).importCatalog(form, file, type, options, io)),
    );

  colors(command("catalog", "look through catalogs of your own: mistakes, contradictions, codes that nothing leads to"))
    .addArgument(new Argument("<action>", "what to do").choices(["check"]))
    .argument("<files...>", "the catalogs")
    .addOption(format(["text", "json", "github"]))
    .action(async (_action, files, options) => done(await (await import("./commands/catalog")).checkCatalogs(files, options, io)));

  command("types <provider>", "print the error codes of an API as TypeScript: a union, its guard, statuses and retry policies")
    .option("--out <file>", "write them there")
    .action(async (provider, options) => done(await (await import("./commands/types")).types(provider, options, io)));

  command("init", "write a faultline.json to start from").action(async () => done(await (await import("./commands/init")).init(io)));

  command("lsp", "start the language server, for editors")
    .option("--stdio", "talk over standard input and output (the only way there is)")
    .action(async () => (await import("../lsp/node")).startStdio());

  return program;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Write a whole number.");
  return Number(text);
}

/** `"error: unknown option '--formt'\n(Did you mean --format?)"` becomes `"Unknown option '--formt'; did you mean --format?"`. */
function sentence({ message }: CommanderError): string {
  const text = message
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean (.*)\?\)/, "; did you mean $1?")
    .replace(/\.$/, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fail(io: Io, message: string): number {
  const lines = message.split("\n").map(printable);
  io.stderr.write(`faultline: ${lines.join("\n")}\n`);
  return EXIT.usage;
}
