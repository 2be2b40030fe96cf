// Opens every page and form of the plugin in a running Jenkins and writes what is wrong with them into a report.
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { accessibility } from "./lib/accessibility.js";
import { idle, newPage, open, policyViolations, startBrowser, THEMES } from "./lib/browser.js";
import { tabThrough, unfoldByKeyboard } from "./lib/keyboard.js";
import { landings } from "./lib/landing.js";
import { overflow, squeezed } from "./lib/layout.js";
import { OURS, PAGES } from "./lib/pages.js";

export const WIDTHS = [375, 768, 1280, 1920];
const USUAL = 1280;

/** Everything that is looked at in one page, in one theme. */
async function check(browser, url, page, theme, dark) {
  const opened = await newPage(browser, { theme, width: USUAL, dark });
  const findings = [];
  const add = (kind, state, width, whats) =>
    whats.forEach((what) => findings.push({ page: page.name, theme, state, width, kind, ...what }));
  const texts = (list) => list.map((what) => ({ what }));
  const axe = async (state, width) => {
    const found = await accessibility(opened.page);
    add("accessibility", state, width, found.map(({ rule, where, help, platform }) => ({ what: `${rule}: ${where}: ${help}`, platform })));
  };
  try {
    const policy = await open(opened.page, url + page.path);
    await page.start?.(opened.page);
    // Jenkins' new design brings a form some time after its page; where nothing of ours comes, axe has nothing to look at and says so.
    await opened.page.locator(OURS).first().waitFor({ state: "attached" }).catch(() => {});
    await idle(opened.page);
    await axe("opened", USUAL);
    add("folding", "opened", USUAL, texts(await unfoldByKeyboard(opened.page)));
    let state = "opened";
    for (const next of page.states) {
      await next.act(opened.page);
      state = next.name;
      await axe(state, USUAL);
    }
    add("keyboard", state, USUAL, texts(await tabThrough(opened.page)));
    for (const width of WIDTHS) {
      await opened.page.setViewportSize({ width, height: 900 });
      if (width !== USUAL) {
        await axe(state, width);
      }
      add("overflow", state, width, texts(await overflow(opened.page)));
      add("squeezed", state, width, texts(await squeezed(opened.page)));
    }
    add("policy", state, USUAL, texts(await policyViolations(opened.page)));
    opened.troubles.forEach(({ kind, ...trouble }) => add(kind, state, USUAL, [trouble]));
    return { looked: { page: page.name, theme, policy, widths: WIDTHS }, findings };
  } catch (failure) {
    throw new Error(`${page.name}, ${theme}: ${failure.message}`, { cause: failure });
  } finally {
    await opened.close();
  }
}

/**
 * The report on all pages.
 * @param monitor the page with the monitor, whose links are followed; null for none
 */
export async function checkAll({ url, browser: path, pages = PAGES, monitor = "manage/", dark }) {
  const browser = await startBrowser(path);
  try {
    const report = { browser: browser.version(), looked: [], findings: [] };
    for (const page of pages) {
      // Both at once: each of them waits for Jenkins most of the time.
      const checked = await Promise.all(THEMES.map((theme) => check(browser, url, page, theme, dark)));
      report.looked.push(...checked.map(({ looked }) => looked));
      report.findings.push(...checked.flatMap(({ findings }) => findings));
    }
    if (monitor !== null) {
      const astray = await landings(browser, url + monitor);
      const where = { page: "monitor", theme: "light", state: "followed", width: USUAL };
      report.findings.push(...astray.map((what) => ({ ...where, kind: "landing", what })));
    }
    return report;
  } finally {
    await browser.close();
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      browser: { type: "string" },
      report: { type: "string" },
      dark: { type: "string" },
      pages: { type: "string", default: PAGES.map(({ name }) => name).join() },
    },
  });
  const wanted = values.pages.split(",");
  const report = await checkAll({ ...values, pages: PAGES.filter(({ name }) => wanted.includes(name)) });
  await writeFile(values.report, JSON.stringify(report, null, 2));
}
