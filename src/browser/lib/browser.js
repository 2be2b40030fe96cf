// Chromium, and pages in it that look the same every time and remember what went wrong in them.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

export const THEMES = ["light", "dark"];

/** What a dark theme sets; a file of its own, so that another theme can take its place. */
const DARK = new URL("../dark.css", import.meta.url);

/** A Jenkins on a busy machine makes its first pages slowly. */
const LONGEST_WAIT = 300_000;

/** A page that has asked for nothing this long, in milliseconds, has all that it wanted; as in Chromium's own "networkidle". */
const QUIET = 500;

/** What each page has asked for: how often, and what it still waits for. */
const asked = new WeakMap();

const STILL = "*, *::before, *::after { transition: none !important; animation: none !important; caret-color: transparent !important; }";

/** Runs in every page before its own scripts. Style sheets made by script are not what the policy forbids. */
function prepare({ theme, sheets }) {
  window.policyViolations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    window.policyViolations.push(
      `${event.effectiveDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
    );
  });
  document.adoptedStyleSheets = sheets.map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
  document.addEventListener("readystatechange", () => {
    document.documentElement.dataset.theme = theme;
  });
}

/** Starts the browser; as root it cannot have a sandbox, and it opens nothing but pages of this machine. */
export async function startBrowser(executablePath) {
  const root = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: root ? ["--no-sandbox"] : [] });
}

/**
 * A script of Jenkins' own that fails on its new build page: five seconds after that was opened it looks for the caption that only the
 * usual page has (2.541.3).
 */
const FAILING = "/lib/hudson/build-caption.js";

/**
 * A new page.
 * @param theme light or dark
 * @param dark the file with what the dark theme sets
 */
export async function newPage(browser, { theme, width, height = 900, dark = DARK }) {
  const sheets = [STILL];
  if (theme === "dark") {
    sheets.push(await readFile(dark, "utf8"));
  }
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: "en-US",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(LONGEST_WAIT);
  await context.addInitScript(prepare, { theme, sheets });
  const page = await context.newPage();
  const requests = { count: 0, open: new Set() };
  asked.set(page, requests);
  page.on("request", (request) => {
    requests.count += 1;
    requests.open.add(request);
  });
  ["requestfinished", "requestfailed"].forEach((ended) => page.on(ended, (request) => requests.open.delete(request)));
  const troubles = [];
  page.on("pageerror", (error) => {
    const what = error.stack || String(error);
    troubles.push({ kind: "error", what, platform: what.includes(FAILING) });
  });
  page.on("console", (message) => {
    if (message.type() === "error") {
      const policy = /Content Security Policy/i.test(message.text());
      troubles.push({ kind: policy ? "policy" : "error", what: `${message.text()} (${message.location().url})` });
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      troubles.push({ kind: "error", what: `${response.status()} for ${response.url()}` });
    }
  });
  return { page, troubles, close: () => context.close() };
}

/** Opens an address and waits until nothing is being loaded any more; returns the policy that the page is under. */
export async function open(page, url) {
  const response = await page.goto(url, { waitUntil: "networkidle" });
  return response.headers()["content-security-policy"] ?? null;
}

/** Waits until what was done in a page has loaded all that it loads; the page's own load state is reached only once, when it is opened. */
export async function idle(page) {
  const requests = asked.get(page);
  const last = Date.now() + LONGEST_WAIT;
  let before;
  do {
    if (Date.now() > last) {
      throw new Error(`still loading ${[...requests.open].map((each) => each.url()).join(", ")}`);
    }
    before = requests.count;
    await page.waitForTimeout(QUIET);
  } while (requests.open.size > 0 || requests.count !== before);
}

/** What the page saw of its policy being violated. */
export async function policyViolations(page) {
  return page.evaluate(() => window.policyViolations);
}
