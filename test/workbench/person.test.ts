import { around } from "./around";
import { FILE, fixing } from "./fixing";
import { openWorkbench, shootFailure, type Theme, type Workbench } from "./window";

for (const theme of ["dark", "light"] satisfies Theme[]) {
  describe(`a person, ${theme} theme`, () => {
    let bench: Workbench;
    before(async () => {
      bench = await openWorkbench({ theme, file: FILE });
    });
    after(() => bench?.close());
    afterEach(async function () {
      await shootFailure(bench, this.currentTest);
    });

    describe("a wrong code", () => fixing(theme, () => bench));
    describe("around the text", () => around(theme, () => bench));
  });
}
