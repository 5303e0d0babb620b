export { validateJson } from "./json";
export type { Problem } from "./problem";
export { type Surroundings, validateProvider } from "./provider";
