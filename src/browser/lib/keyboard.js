// What can be done without a mouse.
import { OURS } from "./pages.js";

const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, [tabindex='0']";

/** Runs in the page: what a person sees of an element, and whether its look says that it has the focus. */
function helpers(focusable) {
  const looks = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return [style.outline, style.boxShadow, style.border, style.backgroundColor, style.color, style.opacity].join("|");
  };
  window.look = (element) =>
    [element, element.nextElementSibling, element.parentElement]
      .filter(Boolean)
      .flatMap((each) => [null, "::before", "::after"].map((pseudo) => looks(each, pseudo)))
      .join("\n");
  window.controls = (selector) =>
    [...document.querySelectorAll(selector)]
      .flatMap((root) => [...root.querySelectorAll(focusable)])
      .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }));
  window.describe = (element) =>
    `${element.tagName.toLowerCase()} ${element.name || element.className} "${(element.ariaLabel ?? element.textContent).trim().slice(0, 40)}"`;
}

/** Walks through everything of ours with Tab; tells what is not reached, and what does not show that it has the focus. */
export async function tabThrough(page) {
  await page.evaluate(helpers, FOCUSABLE);
  const count = await page.evaluate((ours) => {
    document.activeElement.blur();
    const all = window.controls("body");
    const mine = window.controls(ours);
    window.looks = new Map(mine.map((each) => [each, window.look(each)]));
    window.reached = new Set();
    window.unseen = new Set();
    const before = all[all.indexOf(mine[0]) - 1];
    (before ?? document.body).focus();
    return all.length;
  }, OURS);
  // All that the page has, as Jenkins gives its help buttons the last places; and some more, for what a browser has of its own.
  for (let i = 0; i < count + 20; i++) {
    await page.keyboard.press("Tab");
    const done = await page.evaluate(() => {
      const element = document.activeElement;
      const look = window.looks.get(element);
      if (look !== undefined) {
        window.reached.add(element);
        if (look === window.look(element)) {
          window.unseen.add(element);
        }
      }
      return window.reached.size === window.looks.size;
    });
    if (done) {
      break;
    }
  }
  return page.evaluate(() => {
    const lost = [...window.looks.keys()].filter((each) => !window.reached.has(each));
    return [
      ...lost.map((each) => `Tab does not reach ${window.describe(each)}`),
      ...[...window.unseen].map((each) => `no sign of the focus on ${window.describe(each)}`),
    ];
  });
}

/** Opens and closes each folded part with Enter and with the space bar; tells those that stay as they are. */
export async function unfoldByKeyboard(page) {
  const found = [];
  const buttons = page.locator(`${OURS} .advanced-button:visible`);
  for (let i = 0; i < (await buttons.count()); i++) {
    const button = buttons.nth(i);
    await button.focus();
    for (const [key, open] of [["Enter", "true"], ["Space", "false"]]) {
      await page.keyboard.press(key);
      const state = await button.getAttribute("aria-expanded");
      const shown = await button.evaluate((each) => {
        const body = each.closest(".tr").nextElementSibling;
        return String(body !== null && body.checkVisibility());
      });
      if (state !== open || shown !== open) {
        found.push(`${key} on ${(await button.textContent()).trim()}: aria-expanded ${state}, shown ${shown}`);
      }
    }
  }
  return found;
}
