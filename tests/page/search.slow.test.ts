import { describe, expect, it } from 'vitest';
import { hasBrowser, openPage } from '../support/browser.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';

describe.runIf(hasBrowser)('the search of the page', { timeout: 60_000 }, () => {
  it('keeps what somebody types while the track of an earlier search appears', async () => {
    await using served = await servePage(await madeUpLibrary(200));
    await using opened = await openPage(`${served.url}/sets`);
    const { page } = opened;
    const track = Promise.withResolvers<void>();
    await page.route(/\/api\/tracks\/[\w-]{11}$/, async (route) => {
      await track.promise;
      await route.continue();
    });
    const field = page.getByRole('combobox', { name: 'Search everything' });
    const results = page.getByRole('listbox', { name: 'Results' });

    // a view of its own file comes after the keys of the whole page
    await page.getByRole('heading', { name: 'Sets', exact: true }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('neon');
    await results.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/track\//);
    await page.keyboard.press('/');
    await page.keyboard.type('salt');
    await results.waitFor();
    track.resolve();
    await page.getByRole('slider', { name: 'Position in the track' }).waitFor();
    await page.keyboard.type('water');
    expect(await field.inputValue()).toBe('saltwater');
    await results.getByRole('option', { name: 'Saltwater' }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Saltwater' }).waitFor();
  });
});
