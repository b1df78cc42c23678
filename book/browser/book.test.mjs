// The book in a real browser: every page, the players, the schedulers; without scripts, on paper, on a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, inspect, open, page_of, skip, violations } from "./browser.mjs";

const LESSONS = PAGES.filter((name) => /^0\d-[a-z-]+\.html$/.test(name) && !name.includes("exercises"));

test("every page loads, without an error and without asking another machine", { skip }, async () => {
  assert.ok(PAGES.length > 20, `${PAGES.length} pages`);
  for (const name of PAGES) {
    const { wrong, close } = await open(name);
    assert.deepEqual(wrong, []);
    await close();
  }
});

test("a lesson's pages have its player, scheduler, outcomes, chart and output", { skip }, async () => {
  const lessons = new Set(LESSONS.map((name) => name.slice(0, 2)));
  assert.equal(lessons.size, 8);
  for (const lesson of lessons) {
    const names = LESSONS.filter((name) => name.startsWith(lesson));
    const missing = new Set(["wb-player.wb-ready", "wb-scheduler.wb-ready", ".wb-outcomes", ".wb-chart", ".wb-models", ".wb-quiz", ".wb-figure", ".wb-diff", "pre code.language-go", "pre code.language-rust", "pre code.language-text"]);
    for (const name of names) {
      const { page, close } = await open(name);
      for (const part of missing) if (await page.locator(part).count()) missing.delete(part);
      await close();
    }
    assert.deepEqual([...missing], [], `lesson ${lesson}`);
  }
});

test("every player goes to its end and back, by mouse", { skip }, async () => {
  for (const name of PAGES.filter((name) => name !== "print.html")) {
    const { page, wrong, close } = await open(name);
    for (const player of await page.locator("wb-player").all()) {
      const executions = await player.locator("option").count();
      for (let i = 0; i < executions; i++) {
        if (executions > 1) await player.locator("select").selectOption({ index: i });
        // Where nothing happens but that threads start and end, there is nothing to step through.
        const end = player.getByRole("button", { name: "End" });
        if ((await end.getAttribute("aria-disabled")) === "false") await end.click();
        assert.equal(await player.locator(".wb-place").textContent(), "The end");
        // What has not happened yet is hidden, and after the end nothing is.
        assert.equal(await player.locator(".wb-later").count(), 0);
        const start = player.getByRole("button", { name: "Start" });
        if ((await start.getAttribute("aria-disabled")) === "true") continue;
        await start.click();
        assert.match(await player.locator(".wb-place").textContent(), /^Step \d+ of \d+$/);
        assert.equal(await player.locator(".wb-later:visible").count(), 0);
      }
    }
    assert.deepEqual(wrong, []);
    await close();
  }
});

test("keys step through a player and leave the page where it is", { skip }, async () => {
  const { page, close } = await open("04-word-tally.html");
  const player = page.locator("#player-04-lost-update");
  const place = () => player.locator(".wb-place").textContent();
  const begin = await place();
  await player.getByRole("button", { name: "Forward" }).focus();
  await page.keyboard.press("ArrowRight");
  const next = await place();
  assert.notEqual(next, begin);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await place(), next);
  await page.keyboard.press("End");
  assert.match(await player.locator(".wb-say").textContent(), /occurs 2 times, and the tally counts 1/);
  assert.match(page.url(), /04-word-tally\.html/);
  // The link names this execution and step.
  const link = await player.locator(".wb-link").getAttribute("href");
  await page.goto(page_of("04-word-tally.html") + link);
  await page.reload();
  assert.equal(await place(), "The end");
  await close();
});

test("a player runs by itself to its end, and stops when a reader steps", { skip }, async () => {
  const { page, close } = await open("04-word-tally.html");
  await page.clock.install();
  const player = page.locator("#player-04-lost-update");
  const place = () => player.locator(".wb-place").textContent();
  await player.getByRole("button", { name: "Play" }).click();
  const begin = await place();
  await page.clock.runFor(20_000);
  assert.notEqual(await place(), begin);
  await player.getByRole("button", { name: "Back" }).click();
  const stopped = await place();
  await page.clock.runFor(20_000);
  assert.equal(await place(), stopped);
  await player.getByRole("button", { name: "Play" }).click();
  await page.clock.runFor(120_000);
  assert.equal(await place(), "The end");
  assert.ok(await player.getByRole("button", { name: "Play" }).isVisible());
  await close();
});

test("the lost word shows in values from the first screen on", { skip }, async () => {
  for (const name of ["introduction.html", "04-word-tally.html"]) {
    const { page, close } = await open(name);
    const player = page.locator("#player-04-lost-update");
    const rows = [];
    for (let i = 0; i < 4; i++) {
      rows.push(await player.locator(".wb-now .wb-goes").textContent());
      await player.getByRole("button", { name: "Forward" }).click();
    }
    assert.deepEqual(rows.map((row) => row.match(/(read|write) the: \d/)?.[0]), ["read the: 0", "read the: 0", "write the: 1", "write the: 1"]);
    await close();
  }
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
      const { found, all, orders } = await scheduler.evaluate(({ found, all, data }) => ({ found: found.size, all: all.length, orders: data.orders }));
      assert.deepEqual([found, ways.length], [all, all], `${name} ${await scheduler.getAttribute("id")}`);
      if (!orders) assert.match(count, new RegExp(`^${all} of ${all} outcomes found`));
      graphs += 1;
    }
    assert.deepEqual(wrong, []);
    await close();
  }
  assert.ok(graphs >= 10, `${graphs} graphs`);
});

test("a scheduler is played by keys, says who waits, and how to run it again", { skip }, async () => {
  const { page, close } = await open("04-word-tally.html");
  const scheduler = page.locator("#schedule-04-lock-order");
  const say = () => scheduler.locator(".wb-say").textContent();
  await scheduler.locator(".wb-choices button").first().focus();
  for (let i = 0; i < 60 && (await scheduler.locator(".wb-choices button").count()); i++) await page.keyboard.press("1");
  assert.match(await say(), /^(You made it fail|Nothing went wrong): .* (Now make it fail|Now find an order|You have found)/);
  assert.match(await scheduler.locator(".wb-replay code").textContent(), /^cargo workbook explore 04\/lock-order --replay [0-9A-Z]+$/);
  await scheduler.getByRole("button", { name: "Undo" }).click();
  assert.ok((await scheduler.locator(".wb-choices button").count()) > 1, "what is left to click is a decision");
  // Each worker takes one lock, and neither gets the other.
  await page.addScriptTag({ content: inspect });
  await scheduler.evaluate((element) => {
    for (const way of wb_inspect.ways(element)) {
      element.restart();
      for (const i of way) element.querySelectorAll(".wb-choices button")[i].click();
      if (element.querySelector(".wb-say").classList.contains("wb-bad")) return;
    }
  });
  assert.match(await say(), /deadlock/);
  assert.match(await scheduler.locator("svg.wb-graph").getAttribute("aria-label"), /worker 1 waits for worker 2, worker 2 waits for worker 1|worker 2 waits for worker 1, worker 1 waits for worker 2/);
  // What was found is still found when the page is loaded again.
  const count = await scheduler.locator(".wb-count").textContent();
  await page.reload();
  assert.equal(await scheduler.locator(".wb-count").textContent(), count);
  await close();
});

test("what was decided in a scheduler is in the address, and a link leads there", { skip }, async () => {
  const { page, wrong, close } = await open("04-word-tally.html");
  const scheduler = page.locator("#schedule-04-lock-order");
  const rows = () => scheduler.locator("tbody tr").allInnerTexts();
  for (const button of ["first", "last"]) await scheduler.locator(".wb-choices button")[button]().click();
  const [decided, url] = [await rows(), page.url()];
  assert.match(url, /#schedule-04-lock-order:[0-9A-Z]+$/);
  await page.reload();
  assert.deepEqual(await rows(), decided);
  await page.goto("about:blank");
  await page.goto(url);
  assert.deepEqual(await rows(), decided);
  assert.ok(await scheduler.evaluate((element) => Math.abs(element.getBoundingClientRect().top) < innerHeight), "it is in sight");
  // The decisions can be taken back, down to none, and a schedule that does not fit is followed as far as it does.
  for (let i = 0; i < 2; i++) await scheduler.getByRole("button", { name: "Undo" }).click();
  assert.doesNotMatch(page.url(), /#/);
  const fitting = await scheduler.evaluate((element, schedule) => {
    element.follow(`${schedule}9Zz_99_`);
    return element.schedule();
  }, url.split(":").at(-1));
  assert.equal(fitting, url.split(":").at(-1));
  // Every schedule is read as it is written.
  const same = await scheduler.evaluate((element) => {
    const written = [];
    for (let i = 0; i < 60; i++) {
      element.restart();
      while (element.edges[element.node].length) element.go(element.edges[element.node][(i * 7 + element.path.length) % element.edges[element.node].length]);
      const [schedule, end] = [element.schedule(), element.node];
      element.follow(schedule);
      written.push(element.schedule() === schedule && element.node === end);
    }
    return written.every(Boolean);
  });
  assert.ok(same);
  assert.deepEqual(wrong, []);
  await close();
});

test("no scheduler asks for a decision where there is none", { skip }, async () => {
  for (const name of PAGES.filter((name) => name !== "print.html")) {
    const { page, close } = await open(name);
    for (const scheduler of await page.locator("wb-scheduler").all()) {
      const [fewest, id] = await scheduler.evaluate((element) => {
        let fewest = Infinity;
        for (const seed of [1, 2, 3, 4, 5]) {
          element.restart();
          for (let i = 0; ; i++) {
            const buttons = element.querySelectorAll(".wb-choices button");
            if (!buttons.length) break;
            fewest = Math.min(fewest, buttons.length);
            buttons[(i * 7 + seed) % buttons.length].click();
          }
        }
        return [fewest, element.id];
      });
      assert.ok(fewest > 1, `${id} has a decision with ${fewest} button`);
    }
    await close();
  }
});

test("orders are counted where the text asks to count them", { skip }, async () => {
  const { page, close } = await open("checker.html");
  const scheduler = page.locator("#schedule-04-mutex");
  assert.equal(await scheduler.locator(".wb-count").textContent(), "0 of 6 orders tried");
  await scheduler.evaluate((element) => {
    // Every way through the decisions.
    const walk = (way) => {
      element.restart();
      for (const i of way) element.querySelectorAll(".wb-choices button")[i].click();
      const { length } = element.querySelectorAll(".wb-choices button");
      for (let i = 0; i < length; i++) walk([...way, i]);
    };
    walk([]);
  });
  assert.equal(await scheduler.locator(".wb-count").textContent(), "6 of 6 orders tried");
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

// A4 with the margins of the style sheet, at 96 pixels an inch.
const PAPER = { viewport: { width: 672, height: 986 } };

test("on paper nothing is cut, folded, or light on white, whatever the theme", { skip }, async () => {
  for (const name of PAGES) {
    const { page, close } = await open(name, PAPER);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => document.documentElement.classList.replace("light", "coal"));
    const wrong = await page.evaluate(() => {
      const wrong = [];
      const light = (color) => color.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 480;
      for (const element of document.querySelectorAll("main *")) {
        const box = element.getBoundingClientRect();
        if (!box.width || element.closest("svg, .MathJax") || box.width <= 1) continue;
        const what = `${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 40)}`;
        if (box.right > innerWidth + 1) wrong.push(`cut: ${what}`);
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (own && light(getComputedStyle(element).color)) wrong.push(`light: ${what}`);
      }
      for (const fold of document.querySelectorAll("details:not(.wb-fold, .wb-hint, .wb-options details)")) {
        const inside = fold.querySelector(":scope > :not(summary)");
        if (inside && !inside.offsetHeight && !inside.querySelector(":scope > code.language-text")) wrong.push(`folded: ${fold.textContent.trim().slice(0, 40)}`);
      }
      return wrong.slice(0, 5);
    });
    assert.deepEqual(wrong, [], name);
    assert.equal(await page.locator("button:visible, .wb-hint:visible, .wb-box:visible").count(), 0, name);
    await close();
  }
});

test("a narrow screen scrolls only what is too wide by itself", { skip }, async () => {
  for (const name of PAGES.filter((name) => name !== "print.html")) {
    const { page, close } = await open(name, { viewport: { width: 390, height: 844 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${name} is ${width} wide`);
    await close();
  }
});

// A page with player and scheduler, and a plain one; in the first two themes every page.
const THEMES = { light: PAGES, coal: PAGES, rust: null, navy: null, ayu: null };
for (const [theme, pages] of Object.entries(THEMES)) {
  test(`nobody is shut out of the content in the theme ${theme}`, { skip }, async () => {
    for (const name of (pages ?? ["04-word-tally.html", "glossary.html"]).filter((name) => name !== "print.html")) {
      const { page, close } = await open(name);
      await page.evaluate((theme) => localStorage.setItem("mdbook-theme", theme), theme);
      await page.reload();
      await page.addScriptTag({ content: inspect });
      // As they are at first, and at work.
      for (const at of ["the beginning", "work"]) {
        if (at === "work") await page.evaluate(() => wb_inspect.halfway());
        assert.deepEqual(await violations(page, "main"), [], `${name} at ${at}`);
      }
      await close();
    }
  });
}
