/** A real editor on a busy machine drops what takes it too long, such as a code action on save; what is broken fails every time. */
export const RETRIES = 2;
