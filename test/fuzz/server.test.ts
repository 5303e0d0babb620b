/** The running server under random edits, files that come and go, requests at any place and configurations that change. */
import assert from "node:assert/strict";
import { workspace } from "../protocol/workspace";
import { samples } from "./corpus";
import { Desk } from "./desk";
import { forSeconds, seedFrom } from "./random";

describe("the server under random edits", function () {
  this.timeout(120_000);

  it("answers everything, keeps its log empty, and says in the end what a fresh server says", async () => {
    const place = workspace({ "faultline.json": JSON.stringify({ catalogs: ["own.json"] }) });
    const desk = await Desk.start(place, samples);
    try {
      await forSeconds(4, seedFrom(1), (random) => desk.act(random));
      await desk.compareWithFresh();
      assert.deepEqual(desk.logged, []);
    } finally {
      desk.end();
      place.remove();
    }
  });
});
