// Takes the README's picture, `book/screenshot.png`: the introduction's player at the step that loses a word.
// Build the book first, then run it here: `npm ci && npm run screenshot`.
import { fileURLToPath } from "node:url";
import { launch, page_of } from "./chromium.mjs";

const PICTURE = fileURLToPath(new URL("../screenshot.png", import.meta.url));
const [PAGE, PLAYER] = ["introduction.html", "#player-04-lost-update"];

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1500, height: 1400 }, colorScheme: "light", deviceScaleFactor: 2 });
await page.goto(page_of(PAGE));
await page.addStyleTag({ content: "#mdbook-menu-bar, #menu-bar { display: none }" });
const player = page.locator(PLAYER);
await player.evaluate((player) => {
  // The last step that is explained, before the end tells what came of it.
  const { frames } = player.execution;
  player.go(frames.slice(0, -1).findLastIndex((frame) => frame.key));
});
await player.locator(".wb-box").screenshot({ path: PICTURE });
await browser.close();
