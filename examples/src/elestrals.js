/** Elestrals from JavaScript. The base URL may come from the environment; its default, or `bind` in faultline.json, names the API. */
const BASE = process.env.ELESTRALS_URL ?? "https://api.elestrals.com/v1";

// unknown-code: Elestrals' code for a used-up month is 'quota_exceeded'
const LATER = new Set(["rate_limit_exceeded", "quota_exhausted"]);
const FATAL = ["bad_request", "unauthorized", "forbidden", "not_found"];

/** One card; `undefined` when it has to be asked for again later. */
export async function card(id) {
  const response = await fetch(`${BASE}/cards/${id}`);
  if (response.ok) return (await response.json()).data;
  const { error } = await response.json();
  if (LATER.has(error.code)) return undefined;
  if (FATAL.includes(error.code)) throw new Error(`${error.message} (${error.docs_url})`);
  throw new Error(`Elestrals: ${error.code}, request ${error.request_id}`);
}

export async function deck(id) {
  const response = await fetch(`${BASE}/decks/${id}`);
  const body = await response.json();
  // faultline-disable-next-line message-match -- our proxy answers without a code
  if (!response.ok && body.error.message.startsWith("Timed out")) return undefined;
  return body.data;
}

export async function setNames() {
  const response = await fetch(`${BASE}/sets`);
  const body = await response.json();
  // unchecked-response: an error has no data, and nobody asked whether this is one
  return body.data.map((set) => set.name);
}
