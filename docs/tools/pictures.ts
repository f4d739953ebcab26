/**
 * Takes the pictures of the page: scans the music of `npm run demo`, plans a set, and opens the views in Chromium.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { serveLibrary } from '@rbassist/server';
import { HOW_TO_GET_A_BROWSER, hasBrowser, launchBrowser, type Page } from '@rbassist/testing/chromium';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { PAGE_FOLDER } from '@rbassist/web';

const FOLDER = 'docs/pictures';
const SIZE = { width: 1360, height: 820 };
const SET = 'Friday';
const SET_TRACKS = 8;
/** Time for waveforms and labels to be drawn. */
const DRAWN_MS = 1500;

/** Steps that open each view as a DJ would, by the name of its picture. */
const PICTURES: Readonly<Record<string, (page: Page, url: string) => Promise<void>>> = {
  async library(page, url) {
    await page.goto(url);
    await page.locator('[role="grid"] [data-index="2"]').click();
  },
  async next(page, url) {
    const answer = await page.request.get(`${url}/api/tracks?sort=-bpm&limit=8`);
    const { rows } = (await answer.json()) as { rows: { id: string }[] };
    await page.goto(`${url}/next?seed=${rows.at(-1)?.id}`);
  },
  async set(page, url) {
    await page.goto(`${url}/sets/${SET}`);
  },
  async map(page, url) {
    await page.goto(`${url}/map`);
  },
};

if (!hasBrowser) throw new Error(`The pictures need a browser: ${HOW_TO_GET_A_BROWSER}.`);
// the page shows it, the same in every run
const home = join(tmpdir(), 'rbassist-pictures');
rmSync(home, { recursive: true, force: true });
try {
  const music = join(home, 'Music');
  await synthesizeLibrary(music);
  await using library = await openLibrary({ dataDir: join(home, 'data') });
  for await (const _ of library.scan([music]));
  await library.map();
  const { tracks } = await library.planSet({ length: SET_TRACKS });
  await library.saveSet(SET, { tracks: tracks.map(({ path }) => ({ path })) });
  await using server = await serveLibrary(library, { port: 0, page: PAGE_FOLDER });
  await using browser = await launchBrowser();
  const context = await browser.newContext({ viewport: SIZE, colorScheme: 'dark', reducedMotion: 'reduce' });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, open] of Object.entries(PICTURES)) {
    const page = await context.newPage();
    await open(page, server.url);
    await page.waitForTimeout(DRAWN_MS);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    await page.close();
    console.error(`${FOLDER}/${name}.png`);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
