// Takes the README's picture, `book/screenshot.png`: a player at the preemption that loses a word.
// Build the book first, then run it here: `npm ci && npm run screenshot`.
import { fileURLToPath } from "node:url";
import { launch, page_of } from "./chromium.mjs";

const PICTURE = fileURLToPath(new URL("../screenshot.png", import.meta.url));
const [PAGE, PLAYER] = ["04-word-tally.html", "#player-04-lost-update"];

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1600, height: 1400 }, colorScheme: "light" });
await page.goto(page_of(PAGE));
// Wide enough for both columns, and no menu in front of it.
await page.addStyleTag({
  content: ":root { --content-max-width: 1060px } #mdbook-menu-bar, #menu-bar { display: none }",
});
const player = page.locator(PLAYER);
await player.evaluate((player) => {
  // The step that runs although the thread before it could have continued.
  const telling = player.execution.steps.findLastIndex((step) => step.from !== null);
  player.go(telling + 1);
});
await player.locator(".wb-box").screenshot({ path: PICTURE });
await browser.close();
