// The book's pages in Chromium: what every test needs.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { after, before } from "node:test";
import { BOOK, CHROMIUM, launch, page_of } from "./chromium.mjs";

export { page_of };
export const PAGES = readdirSync(BOOK).filter((name) => name.endsWith(".html") && !["404.html", "toc.html"].includes(name));
// What runs inside of a page, as `wb_inspect`.
export const inspect = readFileSync(new URL("inspect.js", import.meta.url), "utf8");

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

// What axe finds wrong in a part of a page.
export async function violations(page, part = "html") {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ content: axe });
  const found = await page.evaluate((part) => axe.run(part, { resultTypes: ["violations"] }), part);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).slice(0, 3).join(" | ")}`);
}

export const skip = existsSync(CHROMIUM) ? false : `SKIPPED: there is no Chromium at ${CHROMIUM}`;
if (skip) {
  console.error(skip);
  assert.ok(!process.env.CI, skip);
}

let browser;
before(async () => {
  if (skip) return;
  browser = await launch();
});
after(() => browser?.close());

// A page that notes what should not happen: errors, and requests to anything but files.
export async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`${name}: ${error}`));
  page.on("console", (message) => message.type() === "error" && wrong.push(`${name}: ${message.text()}`));
  page.on("request", (request) => /^(file|data|blob):/.test(request.url()) || wrong.push(`${name} asks for ${request.url()}`));
  await page.goto(page_of(name));
  return { page, wrong, close: () => context.close() };
}
