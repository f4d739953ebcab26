import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { scanLibrary } from '../support/library.ts';
import { writeSounds } from '../support/music.ts';
import { servePage } from '../support/served-page.ts';

/** Time for a scan of one track on a busy machine. */
const SCAN_MS = 120_000;

describe.runIf(hasBrowser)('watched folders in the browser', { timeout: 400_000 }, () => {
  it('are switched by keyboard, show their state, and stay watched after a restart', async () => {
    const root = await temporaryFolder('watched');
    const [music, dataDir] = [join(root, 'Music'), join(root, 'data')];
    await mkdir(music);
    const sounds = await writeSounds(root, 6, 3);
    await copyFile(sounds[0], join(music, '0.wav'));
    await scanLibrary(dataDir, [music]);
    {
      await using served = await servePage(dataDir);
      await using opened = await openPage(`${served.url}/health`);
      const { page, complaints } = opened;
      const watched = page.getByRole('switch', { name: music });
      await watched.waitFor();
      expect(await watched.isChecked()).toBe(false);
      await watched.focus();
      await page.keyboard.press('Space');
      await page.getByText('Up to date').waitFor();
      await expectAccessible(page);

      await copyFile(sounds[1], join(music, '1.wav'));
      await page.getByText('Waiting for 1 file that is still being written').waitFor();
      const tracks = page.locator('dl > div').filter({ hasText: /Tracks$/ });
      await expect.poll(() => tracks.textContent(), { timeout: SCAN_MS }).toBe('2Tracks');
      await rename(music, `${music} away`);
      await page.getByText('Not there. Is its drive connected? Its tracks stay.').waitFor();
      await expectAccessible(page);
      expect(complaints).toEqual([]);
    }
    await rename(`${music} away`, music);
    await copyFile(sounds[2], join(music, '2.wav'));
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/health`);
    const { page } = opened;
    await page.getByText('Up to date').waitFor();
    const tracks = page.locator('dl > div').filter({ hasText: /Tracks$/ });
    await expect.poll(() => tracks.textContent(), { timeout: SCAN_MS }).toBe('3Tracks');
    await page.getByRole('switch', { name: music }).click();
    await page.getByText('Not watched').waitFor();
  });
});
