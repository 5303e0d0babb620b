import { promises as fs } from "node:fs";
import { CONFIGURATION_NAME } from "../../project/configuration";
import { join } from "../../project/path";
import { EXIT, type Io, UsageError } from "../io";

const SCHEMA = "node_modules/faultline/dist/schemas/faultline.schema.json";

/** Writes a `faultline.json` to start from; one that is there stays. */
export async function init(io: Io): Promise<number> {
  const path = join(io.cwd, CONFIGURATION_NAME);
  const schema = (await io.host.stat(join(io.cwd, SCHEMA))) ? { $schema: `./${SCHEMA}` } : {};
  const text = `${JSON.stringify({ ...schema, catalogs: [], bind: [], rules: {}, ignore: [] }, null, 2)}\n`;
  try {
    await fs.writeFile(path, text, { flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new UsageError(exists ? `There is a ${CONFIGURATION_NAME} here already` : `${CONFIGURATION_NAME} cannot be written here`);
  }
  io.stdout.write(`Wrote ${CONFIGURATION_NAME}; "faultline providers" lists the APIs that are known without it\n`);
  return EXIT.clean;
}
