import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';
import { taggedFolder } from '../support/tagged-library.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Tracks' });
const rows = (page: Page) => grid(page).locator('[data-index]');
const additions = (page: Page) => page.getByRole('list', { name: 'Suggested tracks' }).getByRole('listitem');
const status = (page: Page) => page.getByRole('main').getByRole('status').first();

describe.runIf(hasBrowser)('crates and lists in the browser', { timeout: 180_000 }, () => {
  it('grows a crate, keeps some tracks while the weights change, and saves it as a set', async () => {
    const { dataDir } = await taggedFolder(20);
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/crates`);
    const { page, complaints } = opened;
    await page.getByText('There are no sets or playlists yet.').waitFor();
    await expectAccessible(page);
    await page.getByRole('combobox', { name: 'Add a set, playlist or tag' }).selectOption('tag:Vocals');
    await expect.poll(() => additions(page).count()).toBe(25);
    await expectAccessible(page);
    expect(await status(page).textContent()).toBe('10 tracks in the crate · 0 kept · 25 suggested');

    const title = (await additions(page).nth(1).getByRole('link').textContent())!;
    await page.getByRole('button', { name: `Keep ${title}` }).press('Enter');
    await expect.poll(() => status(page).textContent()).toBe('10 tracks in the crate · 1 kept · 24 suggested');
    expect(await additions(page).first().textContent()).toContain(title);
    const skipped = (await additions(page).nth(1).getByRole('link').textContent())!;
    await page.getByRole('button', { name: `Not ${skipped}`, exact: true }).click();
    await expect.poll(() => additions(page).getByRole('link', { name: skipped, exact: true }).count()).toBe(0);

    const asked = page.waitForRequest((request) => request.url().endsWith('/api/crates/expand'));
    await page.getByRole('slider', { name: 'Tags' }).focus();
    await page.keyboard.press('End');
    expect((await asked).postDataJSON()).toMatchObject({ weights: { tagMatch: 1 }, preset: 'balanced' });
    await expect.poll(() => new URL(page.url()).searchParams.get('w_tagMatch')).toBe('1');
    await page.reload();
    await expect.poll(() => additions(page).first().textContent()).toContain(title);

    await page.getByText('11 tracks: the crate and what you kept.').waitFor();
    await page.getByLabel('Name of a set').fill('Voices');
    await page.getByRole('button', { name: 'Make a set of 11 tracks' }).click();
    const open = page.getByRole('button', { name: 'Open the set' });
    await open.waitFor();
    // the set asks for waveforms, which made-up tracks lack
    expect(complaints).toEqual([]);
    await open.click();
    await page.getByRole('heading', { name: 'Voices' }).waitFor();
    const listed = page.getByRole('list', { name: 'Tracks of the set' });
    await expect.poll(() => listed.getByRole('button', { name: /^Move / }).count()).toBe(11);
  });

  it('takes a playlist file of this computer, and grows it', async () => {
    const { dataDir } = await taggedFolder(12);
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/crates`);
    const { page, complaints } = opened;
    const file = join(await temporaryFolder('sent'), 'Früh <b>.m3u8');
    const named = [0, 1, 2].map((i) => `#EXTINF:-1,Nora Vale - Peak Hour ${i}\nD:\\Musik\\Peak Hour\\${i}.mp3`);
    await writeFile(file, `#EXTM3U\n${named.join('\n')}\nnot-there.mp3\n`);
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByText('Found 3 tracks of the playlist. The library does not have 1.').waitFor();
    await page.getByText(/^3 tracks in the crate/).waitFor();
    expect(new URL(page.url()).searchParams.get('list')).toMatch(/^playlist:m3u8:Früh .b.$/);
    await page.getByRole('button', { name: /^Remove Früh/ }).click();
    await page.getByRole('region', { name: 'Imported playlists' }).getByText('Früh').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('makes a playlist by rules, shows its tracks in the library, and removes it', async () => {
    await using served = await servePage(await madeUpLibrary(300));
    await using opened = await openPage(`${served.url}/crates/rules`);
    const { page, complaints } = opened;
    await page
      .getByText('300 tracks fit.')
      .or(page.getByText(/more fit, but the files/))
      .first()
      .waitFor();
    await page.getByLabel('BPM from').fill('130');
    await page.getByRole('combobox', { name: 'Genre' }).fill('House');
    await page.getByRole('combobox', { name: 'Genre' }).press('Enter');
    await expectAccessible(page);
    await page.getByLabel('Name of the playlist').fill('Fast house');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Fast house' }).waitFor();
    await page.getByRole('link', { name: 'Show in the library' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('list')).toBe('rules:Fast house');

    const panel = page.getByRole('region', { name: 'Sets and playlists' });
    expect(await panel.getByRole('button', { name: 'Fast house' }).getAttribute('aria-pressed')).toBe('true');
    await panel.getByRole('button', { name: 'Fast house' }).press('Enter');
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('301');

    await page.goto(`${served.url}/crates/rules?name=Fast%20house`);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { name: 'Crates' }).waitFor({ state: 'attached' });
    expect(await page.getByText('Fast house').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('rates several tracks from the menu by keyboard, undoes it, and adds them to a set', async () => {
    await using served = await servePage(await madeUpLibrary(40));
    await using opened = await openPage(`${served.url}/?sort=title`);
    const { page, complaints } = opened;
    await rows(page).first().getByText('Artist').waitFor();
    for (let row = 0; row < 3; row++) await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('4 selected').waitFor();
    await page.keyboard.press('ContextMenu');
    const menu = page.getByRole('menu', { name: 'Actions for 4 tracks' });
    await menu.waitFor();
    await expectAccessible(page);
    await page.keyboard.type('rate');
    await page.keyboard.press('ArrowRight');
    // the keyboard follows a moment after the menu is there
    await page.getByRole('menuitem', { name: '5 stars' }).and(page.locator(':focus')).waitFor();
    const five = () => grid(page).getByText('5 stars').count();
    const before = await five();
    await page.keyboard.press('Enter');
    await page.getByText(/^Rated \d tracks?\.$/).waitFor();
    await expect.poll(five).toBeGreaterThan(before);
    expect(await five()).toBeGreaterThanOrEqual(4);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(five).toBe(before);
    await page.getByText(/^Undone/).waitFor();

    await rows(page).nth(1).click({ button: 'right' });
    await menu.waitFor();
    await page.getByRole('menuitem', { name: 'Add to a set…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add to a set…' });
    await dialog.getByLabel('Name of a set').fill('Late <i>night</i>');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByText('Added 4 tracks to Late <i>night</i>.').waitFor();
    await expect.poll(() => dialog.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('exports the selected tracks, and removes them after it has counted them', async () => {
    await using served = await servePage(await madeUpLibrary(30));
    await using opened = await openPage(served.url);
    const { page, complaints } = opened;
    await rows(page).first().getByText('Artist').waitFor();
    await rows(page).nth(2).click();
    await rows(page)
      .nth(5)
      .click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Actions' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export as…' }).click();
    await page.getByRole('menuitem', { name: 'CSV table' }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(5);

    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Remove from the library…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove from the library' });
    await dialog.getByText(/^This removes \d tracks? from the library\.$/).waitFor();
    await expectAccessible(page);
    const edited = dialog.getByRole('checkbox');
    if ((await edited.count()) > 0) await edited.check();
    await dialog.getByRole('button', { name: 'Remove 4 tracks' }).click();
    await page.getByText('Removed 4 tracks.').waitFor();
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('27');
    expect(complaints).toEqual([]);
  });

  it('searches everything: tracks in the table, and sets, playlists and tags in a list', async () => {
    await using served = await servePage(await madeUpLibrary(50));
    await using opened = await openPage(served.url);
    const { page, complaints } = opened;
    await rows(page).first().getByText('Artist').waitFor();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.keyboard.press('/');
    await page.keyboard.type('peak');
    const tag = page.getByRole('option', { name: /^Peak/ });
    await tag.waitFor();
    await expectAccessible(page);
    await press('ArrowDown');
    await expect.poll(() => tag.getAttribute('aria-selected')).toBe('true');
    const active = await page
      .getByRole('combobox', { name: 'Search everything' })
      .getAttribute('aria-activedescendant');
    expect(active).toBe(await tag.getAttribute('id'));
    await press('Enter');
    await expect.poll(() => new URL(page.url()).search).toBe('?tag=Peak');

    await page.goto(`${served.url}/health`);
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('artist 7');
    const track = page.getByRole('group', { name: 'Tracks' }).getByRole('option').first();
    await track.click();
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/track\//);

    await page.goto(`${served.url}/health`);
    await page.getByRole('heading', { name: 'Health', exact: true }).waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('artist 7');
    await page.getByRole('listbox', { name: 'Results' }).waitFor();
    await press('Escape');
    await expect.poll(() => page.getByRole('listbox').count()).toBe(0);
    await press('Enter');
    await expect.poll(() => new URL(page.url()).search).toBe('?q=artist+7');
    expect(complaints).toEqual([]);
  });

  it('is usable at 360 pixels, and in light', async () => {
    const { dataDir } = await taggedFolder(12);
    await using served = await servePage(dataDir);
    const options = { viewport: { width: 360, height: 740 }, colorScheme: 'light' } as const;
    await using opened = await openPage(`${served.url}/crates?tag=Vocals`, options);
    const { page } = opened;
    await additions(page).first().waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.getByRole('button', { name: 'Crate and weights' }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Tight' }).check();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => new URL(page.url()).searchParams.get('preset')).toBe('tight');
    await page.goto(`${served.url}/crates/rules`);
    await page.getByLabel('BPM from').waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
