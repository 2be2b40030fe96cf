// The plugin's pages and forms, and what can be done in them.
import { idle } from "./browser.js";

/** The class of whatever the plugin draws; all else on a page is Jenkins' own or another plugin's. */
export const OURS = ".mysafe";

export const PIPELINE = "job/deploy-shop/";
export const FREESTYLE = "job/rotate-database-password/";

/** Opens every folded part, those inside of others too. */
export async function unfold(page) {
  const folded = page.locator(`${OURS} .advanced-button:not([data-expanded="true"]):visible`);
  for (let i = 0; (await folded.count()) > 0; i++) {
    if (i === 50) {
      throw new Error("folded parts do not open");
    }
    await folded.first().click();
  }
}

/** Opens the help of every field. */
export async function openHelp(page) {
  const buttons = page.locator(`${OURS} .jenkins-help-button:visible`);
  for (let i = 0; i < (await buttons.count()); i++) {
    await buttons.nth(i).click();
  }
  await idle(page);
}

/** Opens what a page says about itself. */
export async function openDetails(page) {
  await page.locator(`${OURS} details > summary`).first().click();
}

/** Presses Test connection of the first server and waits for all that it says. */
export async function testConnection(page) {
  await page.locator(`${OURS} .validate-button[data-validate-button-method="testConnection"]`).first().click();
  await page.locator(`${OURS} .mysafe-stages`).first().waitFor({ timeout: 60_000 });
}

/** Fills fields with what they refuse, and waits for what they say of it. */
export function fillBadly(...names) {
  return async (page) => {
    for (const name of names) {
      const field = page.locator(`${OURS} [name="_.${name}"]:visible`).first();
      await field.fill("-1");
      await field.blur();
    }
    await page.locator(`${OURS} .validation-error-area .error:visible`).nth(names.length - 1).waitFor();
  };
}

/** Chooses the step in the Snippet Generator. */
export async function chooseStep(page) {
  const chooser = page.locator("select.dropdownList").first();
  const option = chooser.locator("option", { hasText: "mysafeEnablePassword" });
  await chooser.selectOption({ label: (await option.textContent()).trim() });
  await page.locator(`${OURS}:visible`).first().waitFor();
  await idle(page);
}

/**
 * Each with its path, and with the states that it can be in: what is done in it, one after the other.
 * The state as it was opened comes first.
 */
export const PAGES = [
  {
    name: "system",
    path: "manage/configure",
    states: [
      { name: "unfolded", act: unfold },
      { name: "tested", act: testConnection },
      { name: "refused", act: fillBadly("name", "url", "connectTimeout") },
      { name: "explained", act: openHelp },
    ],
  },
  {
    name: "step",
    path: `${PIPELINE}pipeline-syntax/`,
    start: chooseStep,
    states: [
      { name: "unfolded", act: unfold },
      { name: "refused", act: fillBadly("id") },
      { name: "explained", act: openHelp },
    ],
  },
  {
    name: "builder",
    path: `${FREESTYLE}configure`,
    states: [
      { name: "unfolded", act: unfold },
      { name: "refused", act: fillBadly("id") },
      { name: "explained", act: openHelp },
    ],
  },
  { name: "build", path: `${PIPELINE}4/`, states: [] },
  { name: "records", path: `${PIPELINE}4/mysafe/`, states: [] },
  { name: "job", path: `${PIPELINE}mysafe/`, states: [] },
  { name: "job-without-builds", path: "job/nothing-yet/mysafe/", states: [] },
  { name: "audit", path: "manage/mysafe-audit/", states: [{ name: "explained", act: openDetails }] },
  { name: "monitor", path: "manage/", states: [] },
];
