import manifest from "../../package.json";

export const version: string = manifest.version;

/** The project's public place, once package.json names one. */
export const homepage: string | undefined = (manifest as { readonly homepage?: string }).homepage;
