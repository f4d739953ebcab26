import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';

const COUNT = 3000;
const BIDI = '\u202E';

const grid = (page: Page) => page.getByRole('grid', { name: 'Tracks' });
const rows = (page: Page) => grid(page).locator('[data-index]');
const cursorRow = (page: Page) => grid(page).locator('[data-cursor]');
const countShown = (page: Page) => page.getByRole('main').getByRole('status');

describe.runIf(hasBrowser)('the library in the browser', { timeout: 180_000 }, () => {
  it('walks the whole table by keyboard, and fetches rows where it goes', async () => {
    await using served = await servePage(await madeUpLibrary(COUNT));
    await using opened = await openPage(served.url);
    const { page, complaints } = opened;
    await rows(page).first().getByText('Artist').waitFor();
    expect(await grid(page).getAttribute('aria-rowcount')).toBe(String(COUNT + 1));

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => cursorRow(page).getAttribute('aria-rowindex')).toBe('4');
    const active = await grid(page).getAttribute('aria-activedescendant');
    expect(await cursorRow(page).getAttribute('id')).toBe(active);

    await page.keyboard.press('End');
    await cursorRow(page).getByText('Artist').waitFor();
    await expect.poll(() => cursorRow(page).getAttribute('aria-rowindex')).toBe(String(COUNT + 1));
    expect(await rows(page).count()).toBeLessThan(100);
    expect(complaints).toEqual([]);
  });

  it('selects several rows, even those that were never in view', async () => {
    await using served = await servePage(await madeUpLibrary(COUNT));
    await using opened = await openPage(served.url);
    const { page } = opened;
    await rows(page).first().getByText('Artist').waitFor();
    await rows(page).nth(0).click();
    await rows(page)
      .nth(4)
      .click({ modifiers: ['Shift'] });
    await countShown(page).getByText('5 selected').waitFor();
    await rows(page)
      .nth(1)
      .click({ modifiers: ['ControlOrMeta'] });
    await countShown(page).getByText('4 selected').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await countShown(page).getByText('3,000 selected').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => countShown(page).textContent()).toBe('3,000 tracks');
  });

  it('keeps search, filters and order in the address, for reload and back', async () => {
    await using served = await servePage(await madeUpLibrary(COUNT));
    await using opened = await openPage(served.url);
    const { page, complaints } = opened;
    await rows(page).first().getByText('Artist').waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('saltwater');
    await expect.poll(() => new URL(page.url()).search).toBe('?q=saltwater');
    await page.getByRole('checkbox', { name: '8A,' }).press('Space');
    await page.getByRole('button', { name: 'BPM', exact: true }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?q=saltwater&key=8A&sort=bpm');
    await expect.poll(() => grid(page).getAttribute('aria-rowcount').then(Number)).toBeLessThan(COUNT / 20);
    const found = await countShown(page).textContent();
    const first = await rows(page).first().textContent();
    expect(first).toMatch(/Saltwater/);
    expect(first).toMatch(/8A/);

    await page.reload();
    await expect.poll(() => countShown(page).textContent()).toBe(found);
    expect(await page.getByLabel('Search everything').inputValue()).toBe('saltwater');
    expect(await page.getByRole('columnheader', { name: /BPM/ }).getAttribute('aria-sort')).toBe('ascending');

    await page.goBack();
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe('?q=saltwater');
    expect(complaints).toEqual([]);
  });

  it('says which filter leaves nothing, and widens it', async () => {
    await using served = await servePage(await madeUpLibrary(COUNT));
    await using opened = await openPage(`${served.url}/?bpm=300-301&genre=House`);
    const { page } = opened;
    const remedy = page.getByRole('listitem').filter({ hasText: 'Without BPM “300-301”' });
    expect(await remedy.textContent()).toMatch(/: \d+ tracks/);
    await remedy.getByRole('button').click();
    await rows(page).first().getByText('Artist').waitFor();
    expect(new URL(page.url()).search).toBe('?genre=House');
  });

  it('chooses, moves and resizes columns, and remembers them', async () => {
    await using served = await servePage(await madeUpLibrary(40));
    await using opened = await openPage(served.url);
    const { page } = opened;
    const names = () => page.getByRole('columnheader').allTextContents();
    await rows(page).first().getByText('Artist').waitFor();

    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Genre' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Artist', exact: true }).focus();
    await page.keyboard.press('Alt+ArrowLeft');
    const artist = page.getByRole('columnheader', { name: 'Artist' });
    const before = (await artist.boundingBox())!.width;
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await artist.boundingBox())!.width).toBe(before + 16);
    expect((await names()).slice(0, 2)).toEqual(['Artist', 'Title ↑']);
    expect(await names()).toContain('Genre');

    const changed = await names();
    await page.reload();
    await rows(page).first().getByText('Artist').waitFor();
    expect(await names()).toEqual(changed);
  });

  it('shows failed tracks with the reason and the remedy', async () => {
    const error = {
      kind: 'corrupt' as const,
      message: 'The file is damaged.',
      remedies: [{ action: 'copy-again' as const }],
    };
    const path = join('/music', 'broken.mp3');
    await using served = await servePage(await madeUpLibrary(20, { [path]: { title: 'Broken', error } }));
    await using opened = await openPage(`${served.url}/?state=failed`);
    const { page } = opened;
    await expect.poll(() => countShown(page).textContent()).toBe('1 track');
    expect(await rows(page).first().textContent()).toMatch(/Failed.*Broken.*The file is damaged/);
    const panel = page.getByRole('complementary', { name: 'Selected track' });
    await panel.getByText('Copy the file again from its source').waitFor();
  });

  it('treats tags as data: scripts, bidi overrides and a title of a megabyte', async () => {
    const hostile = {
      [join('/music', '1.mp3')]: { title: '<script>document.title="!"</script><img src=x onerror="document.title=1">' },
      [join('/music', '2.mp3')]: { title: `song${BIDI}3pm.exe`, mytags: ['{{7*7}}', 'javascript:alert(1)'] },
      [join('/music', '3.mp3')]: { title: 'x'.repeat(1_000_000), artist: '"><svg onload=alert(1)>' },
    };
    await using served = await servePage(await madeUpLibrary(5, hostile));
    await using opened = await openPage(`${served.url}/?sort=-title`);
    const { page, complaints } = opened;
    await rows(page).filter({ hasText: '<script>' }).waitFor();
    const shown = (await rows(page).allTextContents()).join('\n');
    expect(shown).not.toContain(BIDI);
    expect(shown.length).toBeLessThan(3000);
    for (let row = 0; row < 3; row++) await page.keyboard.press('ArrowDown');
    expect(await page.title()).toBe('Library – rbassist');
    expect(complaints).toEqual([]);
  });

  it.each([
    ['dark', 1440, 900],
    ['light', 1440, 900],
    ['dark', 360, 740],
  ] as const)('is accessible in %s at %d by %d', async (colorScheme, width, height) => {
    await using served = await servePage(await madeUpLibrary(200));
    await using opened = await openPage(served.url, { colorScheme, viewport: { width, height } });
    const { page } = opened;
    await rows(page).first().getByText('Artist').waitFor();
    await page.keyboard.press('ArrowDown');
    await expectAccessible(page);
    if (width === 360) {
      await page.getByRole('button', { name: 'Filters' }).click();
      await page.getByRole('dialog', { name: 'Filters' }).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await page.goto(`${served.url}/?q=nothing-has-this`);
    await page.getByText('No track passes these filters.').waitFor();
    await expectAccessible(page);
  });
});
