import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { writeSounds } from '../support/music.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';

const SECONDS = 20;
const { HOME } = process.env;
let home = '';

beforeEach(async () => {
  home = await temporaryFolder('home');
  process.env.HOME = home;
});
afterEach(() => {
  process.env.HOME = HOME;
});

describe.runIf(hasBrowser)('music, jobs and health in the browser', { timeout: 180_000 }, () => {
  it('leads from an empty library to a track that plays', async () => {
    await writeSounds(home, SECONDS, 3);
    await writeFile(join(home, 'broken.mp3'), Buffer.alloc(30_000, 'no audio'));
    await using served = await servePage(join(home, 'data'));
    await using opened = await openPage(served.url);
    const { page, complaints } = opened;

    await page.getByRole('heading', { name: 'Let rbassist listen to your music' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Choose folders' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose folders' });
    await dialog.getByRole('checkbox').first().waitFor();
    await expectAccessible(page);
    await dialog.getByRole('listitem').filter({ hasText: home }).first().getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Add 1 folder' }).click();

    const strip = page.getByRole('region', { name: 'Jobs' });
    await strip.getByRole('progressbar', { name: 'Scan' }).waitFor();
    await strip.waitFor({ state: 'hidden' });

    const grid = page.getByRole('grid', { name: 'Tracks' });
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('5');
    await grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    const failed = grid.locator('[data-failed]');
    await expect.poll(() => failed.count()).toBe(1);
    expect(await failed.textContent()).toMatch(/Failed.*broken/);

    await grid.locator('[data-index]:not([data-failed])').first().click();
    await page.keyboard.press('Space');
    const player = page.getByRole('region', { name: 'Player' });
    await player.getByRole('button', { name: 'Pause' }).waitFor();
    const position = player.getByRole('slider', { name: 'Position' });
    await expect.poll(() => position.getAttribute('aria-valuetext')).toMatch(/0:\d\d of 0:20/);
    await page.keyboard.press('Space');
    await player.getByRole('button', { name: 'Play' }).waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('checks the library, and shows what a repair would do before it does it', async () => {
    await using served = await servePage(await madeUpLibrary(5));
    await using opened = await openPage(`${served.url}/health`);
    const { page, complaints } = opened;
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('Checked 5 tracks.').waitFor();
    await page.getByText('on /music, which is missing').waitFor();
    await page.getByRole('button', { name: 'Show what it would do' }).click();
    await page.getByText('There is nothing to repair.').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('says that the server is gone, keeps what was typed, and comes back by itself', async () => {
    const dataDir = await madeUpLibrary(50);
    const first = await servePage(dataDir);
    await using opened = await openPage(first.url);
    const { page } = opened;
    const rows = page.getByRole('grid').locator('[data-index]');
    await rows.first().getByText('Artist').waitFor();
    await first[Symbol.asyncDispose]();
    const banner = page.getByText('rbassist does not answer.');
    await banner.waitFor();
    await expectAccessible(page);
    await page.getByLabel('Search everything').fill('artist 7');

    await using second = await servePage(dataDir, { port: Number(new URL(first.url).port) });
    await banner.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Search everything').inputValue()).toBe('artist 7');
    await expect.poll(() => rows.first().textContent()).toMatch(/Artist 7/);
    await page.goto(`${second.url}/health`);
    // the second server has another token, which the page asked for by itself
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('Checked 50 tracks.').waitFor();
  });

  it('does at once what is asked after the server started anew, also before it noticed that', async () => {
    const dataDir = await madeUpLibrary(50);
    const first = await servePage(dataDir);
    await using opened = await openPage('about:blank');
    const { page } = opened;
    await page.route('**/api/events', (route) => route.abort());
    await page.goto(`${first.url}/health`);
    const begun = async (button: string) => {
      const answer = page.waitForResponse((response) => response.request().method() === 'POST' && response.ok());
      await page.getByRole('button', { name: button }).click();
      return (await answer).request().postDataJSON();
    };
    expect(await begun('Check now')).toEqual({ kind: 'check' });
    await first[Symbol.asyncDispose]();

    await using _second = await servePage(dataDir, { port: Number(new URL(first.url).port) });
    expect(await begun('Show which ones')).toMatchObject({ kind: 'prune', apply: false });
    expect(await page.getByText('needs the token').count()).toBe(0);
  });
});
