/** What code looks for in messages of drivers and SDKs leads to the code that it could compare. */
import assert from "node:assert/strict";
import { codeEntry, messageSample } from "../../catalog/model/lookup";
import { bundled } from "./bundled";

describe("messages of drivers and SDKs", () => {
  const asked: readonly (readonly [provider: string, text: string, code: string | number])[] = [
    ["prisma", "Unique constraint failed", "P2002"],
    ["prisma", "Can't reach database server at `db:5432`", "P1001"],
    ["prisma", "connection pool", "P2024"],
    ["postgres", "duplicate key value violates unique constraint", "23505"],
    ["postgres", 'relation "users" does not exist', "42P01"],
    ["postgres", "too many clients", "53300"],
    ["postgres", "could not serialize access", "40001"],
    ["mongodb", "E11000", 11000],
    ["mongodb", "duplicate key", 11000],
    ["stripe", "No such customer: 'cus_1'", "resource_missing"],
    ["stripe", "card was declined", "card_declined"],
  ];
  for (const [id, text, code] of asked) it(`${id}: "${text}" is ${code}`, () => assert.equal(messageSample(bundled(id), text)?.code, code));

  it("are silent about other texts", () => {
    for (const id of ["prisma", "postgres", "mongodb", "stripe"])
      for (const text of ["User not found", "not", "Something went wrong"])
        assert.equal(messageSample(bundled(id), text), undefined, `${id} ${text}`);
  });

  it("name codes that there are", () => {
    for (const id of ["prisma", "postgres", "mongodb", "stripe"]) {
      const provider = bundled(id);
      for (const { pattern, code } of provider.messages) assert.ok(code !== undefined && codeEntry(provider, code), pattern);
    }
  });
});
