/** What reads descriptions and pages; in the built program a file of its own beside it. */
export const loadReaders = () => import("./import.js");
