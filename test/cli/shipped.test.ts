/** What the shipped catalog makes of calls of SDKs, through the built command line. */
import assert from "node:assert/strict";
import { folder } from "./harness";

describe("the shipped catalog on SDKs", () => {
  const findings = async (source: string): Promise<readonly string[]> => {
    const { out } = await folder({ "a.ts": source }).run(["check", "a.ts", "--format", "json"]);
    return (JSON.parse(out) as { findings: { rule: string; message: string }[] }).findings.map((f) => `${f.rule}: ${f.message}`);
  };

  it("knows that Firestore for servers gives numbers where the rest of the Admin SDK gives names", async () => {
    const source = `import { getFirestore } from "firebase-admin/firestore";
export async function create(): Promise<boolean> {
  try { await getFirestore().doc("a/b").create({}); return true; }
  catch (e: any) { if (e.code === 6) return false; if (e.code === 600) return false; throw e; }
}
`;
    assert.deepEqual(await findings(source), ["wrong-field: Firebase Admin's error codes are strings: they never equal the number 600"]);
  });

  it("finds nothing to say of a client of AWS that repeats as it comes", async () => {
    const source = `import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const read = () => s3.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
`;
    assert.deepEqual(await findings(source), []);
  });
});
