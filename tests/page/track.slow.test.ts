import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';

// another program may have written a kind that nobody knows
const SECTIONS = [
  { kind: 'intro', start: 0, end: 20 },
  { kind: 'intro', start: 20, end: 40 },
  { kind: 'drop', start: 60, end: 120 },
  { kind: '\u202E<b>odd</b>', start: 240, end: 300 },
] as NonNullable<TrackRecord['sections']>;

describe.runIf(hasBrowser)('a track in the browser', { timeout: 60_000 }, () => {
  it('names its sections, and goes to one, which the detail then shows', async () => {
    const record = { title: 'Parts', duration: 300, bpm: 120, sections: SECTIONS };
    await using served = await servePage(await madeUpLibrary(0, { [join('/music', 'parts.mp3')]: record }));
    await using opened = await openPage(`${served.url}/?q=parts`);
    const { page } = opened;
    await page.getByRole('gridcell', { name: 'Parts' }).dblclick();
    const sections = page.getByRole('region', { name: 'Sections' });
    await sections.waitFor();
    const names = await sections.getByRole('button').allTextContents();
    expect(names).toEqual(['Intro 0:00', 'Drop 1:00', '<b>odd</b> 4:00']);
    await expectAccessible(page);

    const position = page.getByRole('slider', { name: 'Position in the track' });
    const asked = page.waitForRequest(/\/waveform\?from=240/);
    await sections.getByRole('button', { name: 'odd' }).click();
    await expect.poll(() => position.getAttribute('aria-valuetext')).toBe('4:00 of 5:00');
    await asked;
  });
});
