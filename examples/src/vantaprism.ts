/** VantaPrism with plain `fetch`: the host in the URL tells Faultline which codes can come back. */
const BASE = "https://api.vantaprism.me/v1";

export async function victim(id: string, tries = 3): Promise<unknown> {
  const response = await fetch(`${BASE}/victims/${id}`, { headers: { "X-API-Key": process.env.VANTAPRISM_KEY ?? "" } });
  const body = await response.json();
  if (response.ok) return body;

  // Hover a code: what it means, what to do, whether and how to retry, and where the request id is.
  // unhandled-code: a hint and a lens tell which documented codes end in `default`
  switch (body.error.code) {
    case "INVALID_API_KEY":
    case "KEY_REVOKED":
      throw new Error(`Create a new API key (request ${body.error.request_id})`);
    case "KEY_LOCKED":
      throw new Error("The key is locked for now");
    // unknown-code: a letter is missing; the quick fix changes it to 'RATE_LIMIT_EXCEEDED'
    case "RATE_LIMIT_EXCEDED":
    case "INFRASTRUCTURE_LIMIT_EXCEEDED":
      await seconds(Number(response.headers.get("Retry-After")));
      return tries > 1 ? victim(id, tries - 1) : undefined;
    case "NOT_FOUND":
      return undefined;
    default:
      // dropped-request-id: support asks for it; the quick fix puts it in
      throw new Error(body.error.code);
  }
}

export async function search(domains: readonly string[]): Promise<unknown> {
  const response = await fetch(`${BASE}/search`, { method: "POST", body: JSON.stringify({ domains }) });
  const body = await response.json();
  // impossible-branch: KEY_REVOKED comes with 403, never with 401
  if (response.status === 401 && body.error.code === "KEY_REVOKED") {
    throw new Error("Create a new API key");
  }
  return body;
}

export async function count(logins: readonly string[]): Promise<number> {
  const response = await fetch(`${BASE}/aggregate`, { method: "POST", body: JSON.stringify({ logins }) });
  const body = await response.json();
  // message-match: wording changes without notice; the code is what to compare
  if (!response.ok && body.error.message.includes("must be provided")) return 0;
  return body.count;
}

export async function patient(id: string): Promise<unknown> {
  // retry-non-retryable: only 429 and 5xx come right by themselves
  for (let attempt = 1; attempt <= 3; attempt++) {
    const response = await fetch(`${BASE}/victims/${id}`);
    if (response.ok) return response.json();
    await seconds(Number(response.headers.get("Retry-After") ?? 2 ** attempt));
  }
  return undefined;
}

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));
