/**
 * `dist/import.js`: what reads descriptions and pages, in a file of its own. Its parsers are only read when something is imported, so
 * that every other command starts as fast as without them.
 */
export { readDescription, readPage } from "../../catalog/import/readers";
