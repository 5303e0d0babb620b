/** Reputio has no error codes: its statuses say everything, and `error` is a short text, not an object. */
export async function reputation(indicators: readonly string[]): Promise<unknown> {
  const response = await fetch("https://api.reput.io/lookup", { method: "POST", body: JSON.stringify({ indicators }) });
  if (response.ok) return response.json();

  const body = await response.json();
  // wrong-field: `body.error` is a text, so this is always undefined
  if (body.error.code === "rate_limited") return undefined;
  // No message-match: where there is neither a code nor a status of its own, the text is all there is.
  if (body.detail.includes("maximum of 50 indicators")) throw new RangeError("Ask for fewer at once");

  // Right: hover a status for its causes and for how often and how long to wait.
  if (response.status === 429 || response.status === 503) return undefined;
  throw new Error(body.detail ?? body.message);
}
