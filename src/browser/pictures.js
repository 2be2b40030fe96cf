// Makes the pictures of the documentation from a running Jenkins that UiShow has filled.
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { idle, newPage, open, startBrowser } from "./lib/browser.js";
import { chooseStep, FREESTYLE, OURS, PIPELINE, testConnection, unfold } from "./lib/pages.js";

/** More would make the repository heavy. */
const MOST_BYTES = 150 * 1024;
const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 375, height: 812 };

const scrollTo = (selector, block = "start") => async (page) => {
  await page.locator(selector).first().evaluate((element, at) => element.scrollIntoView({ block: at }), block);
  // The bars at the top stay where they are and would cover what was scrolled to.
  if (block === "start") {
    await page.evaluate(() => window.scrollBy(0, -140));
  }
};

/** Each with its page, what is done in it, and of what the picture is: an element, or all that the window shows. */
const PICTURES = [
  { name: "system", path: "manage/configure", act: scrollTo(OURS) },
  { name: "system-dark", path: "manage/configure", theme: "dark", act: scrollTo(OURS) },
  {
    name: "test-connection",
    path: "manage/configure",
    act: testConnection,
    of: `${OURS} .jenkins-form-item:has(> .setting-main > .jenkins-validate-button__container [data-validate-button-method="testConnection"]) >> nth=0`,
  },
  {
    name: "step-form",
    path: `${PIPELINE}pipeline-syntax/`,
    act: async (page) => {
      await chooseStep(page);
      await page.locator(`${OURS}:visible [name="_.id"]`).fill("10");
      await page.locator("button, input").filter({ hasText: /generate/i }).first().click();
      await idle(page);
      await scrollTo(OURS)(page);
    },
  },
  {
    name: "builder-form",
    path: `${FREESTYLE}configure`,
    act: async (page) => {
      await unfold(page);
      await scrollTo(OURS)(page);
    },
  },
  { name: "build-page", path: `${PIPELINE}11/` },
  { name: "job-page", path: `${PIPELINE}mysafe/`, size: { ...WIDE, height: 720 } },
  { name: "monitor", path: "manage/", of: ".mysafe-monitor" },
  { name: "build-log", path: `${PIPELINE}4/console` },
  { name: "narrow", path: `${PIPELINE}mysafe/`, size: NARROW, act: scrollTo(OURS) },
];

async function make(browser, url, folder, { name, path, theme = "light", size = WIDE, act, of }) {
  const { page, close } = await newPage(browser, { theme, ...size });
  try {
    await open(page, url + path);
    await act?.(page);
    const file = join(folder, `${name}.png`);
    await (of ? page.locator(of).first() : page).screenshot({ path: file, animations: "disabled", caret: "hide" });
    const { size: bytes } = await stat(file);
    if (bytes > MOST_BYTES) {
      throw new Error(`${file} has ${bytes} bytes; at most ${MOST_BYTES} are allowed`);
    }
    console.log(`${name}.png ${Math.ceil(bytes / 1024)} KiB`);
  } catch (failure) {
    throw new Error(`${name}: ${failure.message}`, { cause: failure });
  } finally {
    await close();
  }
}

const { values } = parseArgs({
  options: { url: { type: "string" }, browser: { type: "string" }, folder: { type: "string" } },
});
await mkdir(values.folder, { recursive: true });
const browser = await startBrowser(values.browser);
try {
  for (const picture of PICTURES) {
    await make(browser, values.url, values.folder, picture);
  }
} finally {
  await browser.close();
}
