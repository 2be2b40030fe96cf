// Each check finds the fault that it is for, and finds nothing in a page without faults.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { checkAll } from "../check.js";
import { idle, THEMES } from "../lib/browser.js";

const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'";

/** A form as the platform's tags draw it, with these faults. */
function form(...faults) {
  return `<!doctype html><html lang="en"><head><title>Form</title>
    <style>body { color: var(--text-color, #111); background: var(--background, #fff) }
      input, button { color: inherit; background: inherit; min-height: 30px }</style></head>
    <body><main><h1>Form</h1><a href="/">Jenkins' own</a><div class="mysafe">
      <label>Name <input name="_.name"></label>
      <div class="tr"><button class="advanced-button" data-expanded="false" aria-expanded="false">Advanced</button></div>
      <div class="body" style="display: none"><label>Attempts <input name="_.attempts"></label></div>
      ${faults.join("")}</div><a href="/">Jenkins' own again</a></main><script src="/fold.js"></script></body></html>`;
}

const FOLD = `const button = document.querySelector(".advanced-button");
  button.addEventListener("click", () => {
    const open = button.dataset.expanded !== "true";
    button.dataset.expanded = open;
    button.ariaExpanded = open;
    document.querySelector(".body").style.display = open ? "block" : "none";
  });`;

const PLANTED = {
  accessibility: `<input name="_.unnamed">`,
  contrast: `<p style="color: var(--text-color-secondary, #999); background: color-mix(in srgb, var(--text-color, #ccc) 40%, #ccc)">pale</p>`,
  folding: `<div class="tr"><span class="advanced-button" tabindex="0">Advanced</span></div>`,
  focus: `<input aria-label="Blind" style="outline: none; border: 0">`,
  overflow: `<div style="width: 1000px">wide</div>`,
  squeezed: `<div class="narrow" tabindex="0" role="region" aria-label="Narrow" style="width: 112px; overflow-x: auto"><div style="width: 300px">wide</div></div>`,
  policy: `<script>window.ran = true</script>`,
  error: `<script src="/broken.js"></script>`,
  missing: `<img alt="nothing" src="/nothing.png">`,
  // The last one, as nothing behind it is reached.
  trap: `<input aria-label="Trap" id="trap"><button>Never reached</button><script src="/trap.js"></script>`,
};

const FILES = {
  "/fold.js": FOLD,
  "/broken.js": `throw new Error("planted")`,
  "/more.js": `document.querySelector("#more").addEventListener("click", async () => {
      document.querySelector("#late").innerHTML = await (await fetch("/part")).text();
      document.body.append(Object.assign(document.createElement("script"), { src: "/name.js" }));
    })`,
  "/part": `<input id="unnamed">`,
  "/name.js": `document.querySelector("#unnamed").ariaLabel = "Late"`,
  "/trap.js": `document.querySelector("#trap").addEventListener("keydown", (event) => event.preventDefault())`,
};

/** A part that comes when it is asked for, and then its script, which gives its control a name: as Jenkins does it. */
const LATE = `<button id="more">More</button><div id="late"></div><script src="/more.js"></script>`;

const PAGES = { "/sound": form(), "/faulty": form(...Object.values(PLANTED)), "/late": form(LATE) };

const server = createServer((request, response) => {
  const script = FILES[request.url];
  const content = script ?? PAGES[request.url];
  if (content === undefined) {
    response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
    return;
  }
  const type = script === undefined ? "text/html" : "text/javascript";
  response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, "Content-Security-Policy": POLICY });
  // The late part's script takes its time, so that who does not wait for it sees the part without it.
  setTimeout(() => response.end(content), request.url === "/name.js" ? 1000 : 0);
});

async function askForMore(page) {
  await page.locator("#more").click();
  await page.locator("#unnamed").waitFor();
  await idle(page);
}

let report;
before(async () => {
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const pages = ["sound", "faulty"].map((name) => ({ name, path: name, states: [] }));
  pages.push({ name: "late", path: "late", start: askForMore, states: [] });
  report = await checkAll({ url, browser: process.env.MYSAFE_BROWSER, pages, monitor: null });
});
after(() => server.close());

function findings(page, theme) {
  return report.findings
    .filter((each) => each.page === page && each.theme === theme)
    .map(({ kind, what }) => `${kind}: ${what}`);
}

function finds(expected) {
  for (const theme of THEMES) {
    const found = findings("faulty", theme);
    assert.ok(found.some((each) => expected.test(each)), `found instead in the ${theme} theme:\n${found.join("\n")}`);
  }
}

test("every page is opened in both themes and tells its policy", () => {
  assert.deepEqual(report.looked.map(({ page, theme }) => `${page} ${theme}`), [
    "sound light",
    "sound dark",
    "faulty light",
    "faulty dark",
    "late light",
    "late dark",
  ]);
  report.looked.forEach(({ policy }) => assert.equal(policy, POLICY));
});
test("nothing is found in a sound page", () => THEMES.forEach((theme) => assert.deepEqual(findings("sound", theme), [])));
test("what comes late is looked at when it is complete", () => THEMES.forEach((theme) => assert.deepEqual(findings("late", theme), [])));
test("a control without a name", () => finds(/^accessibility: label: /));
test("text that is too pale", () => finds(/^accessibility: color-contrast: /));
test("a folded part that no key opens", () => finds(/^folding: Enter on Advanced/));
test("a control that does not show that it has the focus", () => finds(/^keyboard: no sign of the focus on input .*"Blind"/));
test("a control that Tab does not reach", () => finds(/^keyboard: Tab does not reach button/));
test("something wider than a narrow page", () => finds(/^overflow: div/));
test("a box that is scrolled beside empty space", () => finds(/^squeezed: div.narrow has 112 of 375 px/));
test("an inline script", () => finds(/^policy: script-src-elem blocked inline/));
test("a script that fails", () => finds(/^error: Error: planted/));
test("a picture that is missing", () => finds(/^error: 404 for /));
