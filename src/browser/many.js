// The configuration page with more servers than it opens: what is wrong with it goes into a report, and one server is changed.
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { checkAll } from "./check.js";
import { accessibility } from "./lib/accessibility.js";
import { idle, newPage, open, startBrowser } from "./lib/browser.js";
import { unfold } from "./lib/pages.js";

const PATH = "manage/configure";

function edit(page, name) {
  return page.getByRole("button", { name: `Edit ${name}`, exact: true });
}

/** The part of the page that is about one server. */
function serverOf(button) {
  return button.locator("xpath=ancestor::div[contains(concat(' ', @class, ' '), ' repeated-chunk ')]");
}

/** Opens a server with the keyboard alone, closes it and opens it again; the focus never leaves the button. */
async function openByKeyboard(page, name) {
  const button = edit(page, name);
  const url = serverOf(button).locator("[name='_.url']");
  await button.focus();
  for (const [key, shown] of [["Enter", true], ["Space", false], ["Space", true]]) {
    await page.keyboard.press(key);
    await button.and(page.locator(`[aria-expanded="${shown}"]:focus`)).waitFor();
    await url.waitFor({ state: shown ? "visible" : "hidden" });
  }
  await idle(page);
}

const PAGES = [
  {
    name: "many",
    path: PATH,
    states: [
      { name: "one opened", act: (page) => openByKeyboard(page, "server-1") },
      { name: "unfolded", act: unfold },
    ],
  },
];

/** A form that does not come is said, and leaves everything as it was; tells what axe finds in that. */
async function withoutForm(browser, url) {
  const { page, close } = await newPage(browser, { theme: "light", width: 1280 });
  try {
    await page.route("**/savedForm", (route) => route.abort());
    await open(page, url + PATH);
    const button = edit(page, "server-1");
    await button.focus();
    await page.keyboard.press("Enter");
    await serverOf(button).getByRole("alert").filter({ hasText: "stays as it is saved" }).waitFor();
    await button.and(page.locator("[aria-expanded='false']:focus")).waitFor();
    const found = await accessibility(page);
    await page.unroute("**/savedForm");
    await openByKeyboard(page, "server-1");
    return found.map(({ rule, where, help, platform }) => ({
      ...{ page: "many", theme: "light", state: "failed", width: 1280, kind: "accessibility", platform },
      what: `${rule}: ${where}: ${help}`,
    }));
  } finally {
    await close();
  }
}

/** Gives a server another URL and saves, with the keyboard alone. */
async function changeByKeyboard(browser, url, name, to) {
  const { page, close } = await newPage(browser, { theme: "light", width: 1280 });
  try {
    await open(page, url + PATH);
    await openByKeyboard(page, name);
    const field = serverOf(edit(page, name)).locator("[name='_.url']");
    while (!(await field.evaluate((each) => each === document.activeElement))) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Control+A");
    await page.keyboard.type(to);
    await page.keyboard.press("Enter");
    await page.waitForURL((address) => !address.pathname.endsWith(PATH));
  } finally {
    await close();
  }
}

const { values } = parseArgs({
  options: { url: { type: "string" }, browser: { type: "string" }, report: { type: "string" }, to: { type: "string" } },
});
const report = await checkAll({ ...values, pages: PAGES });
const browser = await startBrowser(values.browser);
try {
  report.findings.push(...(await withoutForm(browser, values.url)));
  await changeByKeyboard(browser, values.url, "server-2", values.to);
} finally {
  await browser.close();
}
await writeFile(values.report, JSON.stringify(report, null, 2));
