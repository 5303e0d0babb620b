/** Retries that annoy the API: what ends them, how long they wait, and what they repeat. */
const REPUTIO = "https://api.reput.io";
const ELESTRALS = "https://api.elestrals.com/v1";
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function hurried(indicators: readonly string[]): Promise<unknown> {
  for (let attempt = 0; attempt < 4; attempt++) {
    const response = await fetch(`${REPUTIO}/lookup`, { method: "POST", body: JSON.stringify({ indicators }) });
    if (response.status !== 429 && response.status !== 503) return response;
    // retry-after-ignored: Reputio says in the header when to come back; the quick fix reads it
    await sleep(500);
  }
  return undefined;
}

export async function stubborn(id: string): Promise<unknown> {
  // retry-unbounded: while the API is down, so is whoever waits for this
  while (true) {
    const response = await fetch(`${ELESTRALS}/cards/${id}`);
    if (response.status < 500) return response.json();
    await sleep(1000);
  }
}

export async function twice(name: string): Promise<unknown> {
  for (let attempt = 0; attempt < 3; attempt++) {
    // retry-non-idempotent: a lost answer to the first try makes two webhooks
    const response = await fetch(`${REPUTIO}/webhooks`, { method: "POST", body: JSON.stringify({ name }) });
    if (response.status < 500 || response.status === 503) return response;
    await sleep(1000 * 2 ** attempt);
  }
  return undefined;
}
