// The book in a real browser: every page, the players, the schedulers; without scripts, on paper, on a phone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PAGES, inspect, open, page_of, skip } from "./browser.mjs";

const LESSONS = PAGES.filter((name) => /^0\d-[a-z-]+\.html$/.test(name) && !name.includes("exercises"));
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

test("every page loads, without an error and without asking another machine", { skip }, async () => {
  assert.ok(PAGES.length > 20, `${PAGES.length} pages`);
  for (const name of PAGES) {
    const { wrong, close } = await open(name);
    assert.deepEqual(wrong, []);
    await close();
  }
});

test("a lesson's page has its player, scheduler, outcomes, chart and output", { skip }, async () => {
  assert.equal(LESSONS.length, 8);
  for (const name of LESSONS) {
    const { page, close } = await open(name);
    for (const part of ["wb-player.wb-ready", "wb-scheduler.wb-ready", ".wb-outcomes", ".wb-chart", ".wb-models", ".wb-quiz", "pre code.language-go", "pre code.language-rust", "pre code.language-text"])
      assert.ok((await page.locator(part).count()) > 0, `${name} has no ${part}`);
    await close();
  }
});

test("every player goes to its end and back, by mouse", { skip }, async () => {
  for (const name of PAGES.filter((name) => name !== "print.html")) {
    const { page, wrong, close } = await open(name);
    for (const player of await page.locator("wb-player").all()) {
      const executions = await player.locator("option").count();
      for (let i = 0; i < executions; i++) {
        await player.locator("select").selectOption({ index: i });
        await player.getByRole("button", { name: "To the end" }).click();
        assert.equal(await player.locator(".wb-place").textContent(), "The end");
        await player.getByRole("button", { name: "To the beginning" }).click();
        assert.match(await player.locator(".wb-place").textContent(), /^Step 0 of \d+$/);
      }
    }
    assert.deepEqual(wrong, []);
    await close();
  }
});

test("keys step through a player and leave the page where it is", { skip }, async () => {
  const { page, close } = await open("04-word-tally.html");
  const player = page.locator("#player-04-lost-update");
  await player.getByRole("button", { name: "A step on" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.match(await player.locator(".wb-place").textContent(), /^Step 2 of/);
  await page.keyboard.press("ArrowLeft");
  assert.match(await player.locator(".wb-place").textContent(), /^Step 1 of/);
  await page.keyboard.press("End");
  assert.match(await player.locator(".wb-say").textContent(), /^The end\. assertion/);
  assert.match(page.url(), /04-word-tally\.html/);
  // The link names this execution and step.
  const link = await player.locator(".wb-link").getAttribute("href");
  await page.goto(page_of("04-word-tally.html") + link);
  await page.reload();
  assert.equal(await player.locator(".wb-place").textContent(), "The end");
  await close();
});

test("every outcome of every graph can be scheduled", { skip }, async () => {
  let graphs = 0;
  for (const name of PAGES.filter((name) => name !== "print.html")) {
    const { page, wrong, close } = await open(name);
    await page.addScriptTag({ content: inspect });
    for (const scheduler of await page.locator("wb-scheduler").all()) {
      const ways = await scheduler.evaluate((element) => wb_inspect.ways(element));
      for (const way of ways) {
        await scheduler.evaluate((element, way) => {
          element.restart();
          for (const i of way) element.querySelectorAll(".wb-choices button")[i].click();
        }, way);
      }
      const count = await scheduler.locator(".wb-count").textContent();
      assert.match(count, new RegExp(`^${ways.length} of ${ways.length} ends found`), `${name} ${await scheduler.getAttribute("id")}`);
      graphs += 1;
    }
    assert.deepEqual(wrong, []);
    await close();
  }
  assert.ok(graphs >= 10, `${graphs} graphs`);
});

test("a scheduler is played by keys, and says who waits", { skip }, async () => {
  const { page, close } = await open("introduction.html");
  const scheduler = page.locator("wb-scheduler");
  await scheduler.locator(".wb-choices button").first().focus();
  for (let i = 0; i < 60 && (await scheduler.locator(".wb-choices button").count()); i++) await page.keyboard.press("1");
  assert.match(await scheduler.locator(".wb-say").textContent(), /^The end, /);
  await scheduler.getByRole("button", { name: "from the beginning" }).click();
  assert.match(await scheduler.locator("ul.wb-state").textContent(), /main waits: join/);
  await close();
});

test("without scripts there are tables", { skip }, async () => {
  const { page, close } = await open("04-word-tally.html", { javaScriptEnabled: false });
  assert.ok((await page.locator("wb-player table.wb-static:visible").count()) > 3);
  assert.ok((await page.locator("wb-scheduler .wb-static:visible").count()) > 0);
  await page.locator(".wb-quiz summary").first().click();
  await close();
});

test("on paper there are tables too", { skip }, async () => {
  const { page, close } = await open("04-word-tally.html");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".wb-box:visible").count(), 0);
  assert.ok((await page.locator("wb-player table.wb-static:visible").count()) > 3);
  const pdf = await page.pdf();
  assert.ok(pdf.length > 50_000, `${pdf.length} bytes`);
  await close();
});

test("a narrow screen scrolls only what is too wide by itself", { skip }, async () => {
  for (const name of PAGES.filter((name) => name !== "print.html")) {
    const { page, close } = await open(name, { viewport: { width: 390, height: 844 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${name} is ${width} wide`);
    await close();
  }
});

for (const theme of ["light", "coal"]) {
  test(`nobody is shut out of the content in the theme ${theme}`, { skip }, async () => {
    for (const name of PAGES.filter((name) => name !== "print.html")) {
      const { page, close } = await open(name);
      await page.evaluate((theme) => localStorage.setItem("mdbook-theme", theme), theme);
      await page.reload();
      await page.addScriptTag({ content: axe });
      const found = await page.evaluate(() => axe.run("main", { resultTypes: ["violations"] }));
      const wrong = found.violations.map((one) => `${name}: ${one.id}: ${one.nodes.map((node) => node.target).slice(0, 3).join(" | ")}`);
      assert.deepEqual(wrong, []);
      await close();
    }
  });
}
