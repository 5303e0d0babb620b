/** Talks to an API whose error codes the catalog knows; the code it compares with is misspelt. */
export async function victims(query: string): Promise<unknown> {
  const response = await fetch(`https://api.vantaprism.me/v1/victims?q=${encodeURIComponent(query)}`);
  const body = await response.json();
  if (!response.ok && body.error.code === "FORBIDEN_SCOPE") {
    throw new Error("The key lacks the scope for this endpoint");
  }
  return body;
}
