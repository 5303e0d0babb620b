/** Random edits of every fixture: no throw, spans inside the text, incremental like fresh, fixes that parse and come to an end. */
import { catalog } from "../core/catalog";
import { Core } from "./core";
import { samples } from "./corpus";
import { forSeconds, seedFrom } from "./random";
import { editSample, editWorkspace } from "./runs";

describe("the core under random edits", function () {
  this.timeout(60_000);
  let core: Core;
  before(async () => {
    core = await Core.start(catalog);
  });

  it("holds for single files", () => forSeconds(3, seedFrom(1), (random) => editSample(core, samples, random)));
  it("holds for files that import each other", () => forSeconds(2, seedFrom(1), (random) => editWorkspace(core, random)));
});
