/** Erynoa through ky: the failed response hangs on the error. */
import ky, { HTTPError } from "ky";

const erynoa = ky.create({ prefixUrl: "https://api.erynoa.group/v1" });

export async function createAccount(name: string): Promise<unknown> {
  try {
    return await erynoa.post("accounts", { json: { name } }).json();
  } catch (error) {
    if (!(error instanceof HTTPError)) throw error;
    const { error: problem } = await error.response.json();
    if (problem.code === "resource_already_exists") return findAccount(name);
    // unknown-code: Erynoa writes its codes in lower case, and 'validation_error' is one
    if (problem.code === "VALIDATION_ERROR") throw new TypeError(problem.details.join(", "));
    // impossible-branch: a missing field comes with 422 here
    if (error.response.status === 400 && problem.code === "missing_required_field") throw new TypeError("Give a name");
    throw error;
  }
}

export async function findAccount(name: string): Promise<unknown> {
  const response = await fetch(`https://sandbox.api.erynoa.group/v1/accounts?name=${encodeURIComponent(name)}`);
  if (response.ok) return response.json();
  const { error } = await response.json();
  const renew = ["api_key_revoked", "api_key_expired"];
  if (renew.includes(error.code)) throw new Error("Generate a new key");
  throw new Error(`${error.code} (request ${response.headers.get("X-Request-ID")})`);
}
