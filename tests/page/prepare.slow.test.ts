import { join } from 'node:path';
import { readRekordboxXml } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { writeSounds } from '../support/music.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';

const SECONDS = 40;

/** Makes a library of made-up tracks, and of two that play. */
async function libraryWithSound(): Promise<string> {
  const paths = await writeSounds(await temporaryFolder('music'), SECONDS, 2);
  const sound = (title: string, bpm: number, key: string) => ({
    ...{ title, artist: 'Test', bpm, key, duration: SECONDS },
    tempos: [{ inizio_sec: 0.1, bpm, metro: '4/4', battito: 1 }],
    cues: [{ name: 'Start', type: 0, num: 0, start: 2, end: 2 }],
  });
  return madeUpLibrary(20, {
    [paths[0]!]: sound('Aaa First', 120, '8A'),
    [paths[1]!]: sound('Aab Second', 124, '9A'),
  });
}

const position = (page: Page) => page.getByRole('slider', { name: 'Position in the track' });
const moves = (page: Page) =>
  page.getByRole('list', { name: 'Tracks of the set' }).getByRole('button', { name: /^Move / });

describe.runIf(hasBrowser)('preparing in the browser', () => {
  it('corrects a track by keyboard and pointer, and undoes it, also after a reload', async () => {
    await using served = await servePage(await libraryWithSound());
    await using opened = await openPage(served.url);
    const { page, complaints } = opened;
    await page.getByRole('grid').locator('[data-index]').first().getByText('Aaa First').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Aaa First' }).waitFor();
    await expectAccessible(page);

    const tempo = page.getByRole('region', { name: 'Tempo and grid' });
    await tempo.getByRole('button', { name: 'Halve' }).click();
    await tempo.getByText('60.00').waitFor();
    await tempo.getByText('yours').waitFor();
    await page.reload();
    await tempo.getByText('60.00').waitFor();
    await position(page).focus();
    await page.keyboard.press('ControlOrMeta+z');
    await tempo.getByText('120.00').waitFor();

    const cues = page.getByRole('region', { name: 'Cues and loops' }).getByRole('listitem');
    await position(page).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('c');
    await expect.poll(() => cues.count()).toBe(2);
    await cues.nth(1).getByRole('textbox').fill('Break');
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await page.keyboard.press('Enter');
    await saved;
    await page.reload();
    await expect.poll(() => cues.nth(1).getByRole('textbox').inputValue()).toBe('Break');
    expect(complaints).toEqual([]);
  });

  it('builds a set, moves a track by keyboard, and hands it on as a file that is read back', async () => {
    await using served = await servePage(await libraryWithSound());
    await using opened = await openPage(`${served.url}/sets`);
    const { page, complaints } = opened;
    await page.getByLabel('Name of a new set').fill('Friday');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Friday' }).waitFor();
    for (const title of ['Aaa First', 'Aab Second']) {
      await page.getByRole('combobox', { name: 'Add a track' }).fill(title);
      await page.getByRole('option', { name: title }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: `Move ${title}`, exact: true }).waitFor();
    }
    await page.getByText(/3\.\d % tempo/).waitFor();
    await expectAccessible(page);

    const names = () => moves(page).evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    await moves(page).first().focus();
    await expect
      .poll(async () => {
        // a grip is lifted, moved and put down; a busy machine may miss a key
        for (const key of ['Space', 'ArrowDown', 'Space']) {
          await page.keyboard.press(key);
          await page.waitForTimeout(300);
        }
        return names();
      })
      .toEqual(['Move Aab Second', 'Move Aaa First']);

    const download = page.waitForEvent('download');
    await page.getByRole('combobox', { name: 'Export as…' }).selectOption('xml');
    const file = join(await temporaryFolder('export'), 'set.xml');
    await (await download).saveAs(file);
    const titles = new Map<string, string | undefined>();
    const lists: { name: string; trackIds: string[] }[] = [];
    for await (const entry of readRekordboxXml(file)) {
      if (entry.type === 'track') titles.set(entry.track.id, entry.track.title);
      if (entry.type === 'playlist') lists.push(entry.playlist);
    }
    const friday = lists.find(({ name }) => name === 'Friday');
    expect(friday?.trackIds.map((id) => titles.get(id))).toEqual(['Aab Second', 'Aaa First']);
    expect(complaints).toEqual([]);
  });

  it('says what to do where there is nothing yet', async () => {
    await using served = await servePage(await madeUpLibrary(3));
    await using opened = await openPage(`${served.url}/next`);
    const { page, complaints } = opened;
    await page.getByText('Add a track on the left').waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Seeds and weights' }).click();
    await page.getByRole('dialog').getByRole('slider', { name: 'Sound' }).waitFor();
    await expectAccessible(page);
    await page.goto(`${served.url}/sets`);
    await page.getByText('There are no sets yet.').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
});
