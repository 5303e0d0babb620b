/** TechnologyChecker through an axios instance: its `baseURL` names the API. */
import axios from "axios";

const api = axios.create({ baseURL: "https://api.technologychecker.io/v1" });

export async function lookup(domain: string): Promise<unknown> {
  try {
    const { data } = await api.get("/technology-lookup", { params: { domain } });
    return data;
  } catch (error) {
    if (!axios.isAxiosError(error) || !error.response) throw error;
    const { status, data } = error.response;
    // The domain may not have been crawled yet: hover NOT_FOUND for the remedy.
    if (status === 404 && data.error.code === "NOT_FOUND") return liveLookup(domain);
    // unknown-code: that is VantaPrism's name for it; TechnologyChecker says RATE_LIMIT
    if (data.error.code === "RATE_LIMIT_EXCEEDED") return undefined;
    throw error;
  }
}

export async function addDomain(domain: string): Promise<boolean> {
  try {
    await api.post("/domains", { domain });
    return true;
  } catch (error) {
    // message-match: CONFLICT says the same and stays
    if (axios.isAxiosError(error) && error.response?.data.error.message.includes("already exists")) return false;
    throw error;
  }
}

async function liveLookup(domain: string): Promise<unknown> {
  return (await api.post("/technology-lookup-live", { domain })).data;
}
