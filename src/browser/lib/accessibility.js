// axe over what is ours.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { OURS } from "./pages.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * Parts that the platform's own form tags draw inside of our forms. The plugin cannot change them, so what axe says of them
 * is reported apart.
 */
const PLATFORM = [
  ".jenkins-help-button",
  ".repeatable-delete",
  ".repeatable-add",
  ".advanced-button",
  ".credentials-add-menu",
  ".credentials-add",
  ".dd-handle",
  ".jenkins-edited-section-label",
  ".from-plugin",
].join(", ");

/** What axe finds, each with whether the platform drew it. */
export async function accessibility(page) {
  // Through the debugger, as the policy lets no other script into the page.
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(await readFile(AXE, "utf8"));
  }
  const found = await page.evaluate(
    async ({ ours, platform }) => {
      if (!document.querySelector(ours)) {
        return [{ rule: "nothing of ours is on this page", where: ours, help: "", platform: false }];
      }
      const { violations } = await axe.run(
        { include: [ours] },
        { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
      );
      return violations.flatMap((violation) =>
        violation.nodes.map((node) => {
          const element = document.querySelector(node.target[0]);
          return {
            rule: violation.id,
            where: node.target.join(" "),
            help: `${node.failureSummary} ${node.html.slice(0, 200)}`,
            platform: Boolean(element?.closest(platform)),
          };
        }),
      );
    },
    { ours: OURS, platform: PLATFORM },
  );
  return found;
}
