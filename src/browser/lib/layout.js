// Whether something of ours sticks out of a narrow page, or is squeezed in it.
import { OURS } from "./pages.js";

/** What is wider than the page and cannot be scrolled to within its own box. */
export async function overflow(page) {
  return page.evaluate((ours) => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element) => ["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX);
    const inside = (element, root) => {
      for (let each = element.parentElement; each && each !== root.parentElement; each = each.parentElement) {
        if (scrolls(each)) {
          return true;
        }
      }
      return false;
    };
    return [...document.querySelectorAll(ours)].flatMap((root) =>
      [root, ...root.querySelectorAll("*")]
        .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter((each) => each.getBoundingClientRect().right > width + 1 && !inside(each, root))
        .map((each) => {
          const { right } = each.getBoundingClientRect();
          return `${each.tagName.toLowerCase()}.${each.getAttribute("class")} ends at ${Math.round(right)} of ${width} px`;
        }),
    );
  }, OURS);
}

/** What is scrolled within its own box has at least so much of the width beside Jenkins' own side panel. */
const LEAST_SHARE = 0.5;

/** What must be scrolled within its own box although most of the page beside that box is free. */
export async function squeezed(page) {
  return page.evaluate(
    ([ours, share]) =>
      [...document.querySelectorAll(`${ours}, ${ours} *`)]
        .filter((each) => each.checkVisibility() && ["auto", "scroll"].includes(getComputedStyle(each).overflowX))
        .map((each) => [each, each.closest("#main-panel")?.clientWidth ?? document.documentElement.clientWidth])
        .filter(([each, width]) => each.scrollWidth > each.clientWidth && each.clientWidth < width * share)
        .map(([each, width]) => `${each.tagName.toLowerCase()}.${each.getAttribute("class")} has ${each.clientWidth} of ${width} px`),
    [OURS, LEAST_SHARE],
  );
}
