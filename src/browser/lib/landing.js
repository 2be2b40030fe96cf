// Where the monitor's links lead.
import { idle, newPage, open } from "./browser.js";

/** Runs in the page: the field that has the focus, whether it can be seen, and how far from the middle it could be it is. */
function focused() {
  const field = document.activeElement;
  const servers = [...document.querySelectorAll(".mysafe-configuration [name='servers'].repeated-chunk")];
  const { top, bottom, height } = field.getBoundingClientRect();
  field.scrollIntoView({ block: "center" });
  return {
    name: field.name,
    server: servers.findIndex((each) => each.contains(field)) + 1,
    seen: height > 0 && top >= 0 && bottom <= window.innerHeight,
    off: Math.round(Math.abs(top - field.getBoundingClientRect().top)),
  };
}

/** So many pixels are not seen. */
const EXACT = 2;

/** Follows every link of the monitor on this page; tells those that do not lead to their field. */
export async function landings(browser, address) {
  const { page, close } = await newPage(browser, { theme: "light", width: 1280 });
  try {
    await open(page, address);
    const links = await page.locator(".mysafe-monitor a").evaluateAll((all) => all.map((each) => each.href));
    const found = links.length === 0 ? ["the monitor has no link"] : [];
    for (const link of links) {
      const [, server, name] = /#mysafe-(\d+)-(\w+)$/.exec(link);
      await page.goto("about:blank");
      await open(page, link);
      // The form may come after its page, and what is above it is still filled in or taken away then.
      await idle(page);
      const there = await page.evaluate(focused);
      if (there.name !== `_.${name}` || there.server !== Number(server) || !there.seen || there.off > EXACT) {
        found.push(`${link} leads to ${JSON.stringify(there)}`);
      }
    }
    return found;
  } finally {
    await close();
  }
}
