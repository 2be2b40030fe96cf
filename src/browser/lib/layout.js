// Whether something of ours sticks out of a narrow page.
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
