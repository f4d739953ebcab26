import { FILTER_NAMES, type FilterName, type FilterOptions, noCounts } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { filterNotes } from './filter-notes.ts';

const ASKED = { top: 25, tempoPct: 6, tags: ['dark', "DJ's own"], notTags: ['vocal'] };
const GIVEN = { dataDir: 'data', verbose: false };
const SEEDS = [{ path: '/a.mp3', record: {} }];

function notes(
  filtered: Partial<Record<FilterName, number>>,
  { left = 3, verbose = false, widenings = [] as { options: FilterOptions; more: number }[], seeds = SEEDS } = {},
): string[] {
  const removed = Object.values(filtered).reduce((sum, count) => sum + count, 0);
  const counts = { ...noCounts(), tracks: left + removed, left, widenings, seeds };
  return filterNotes({ ...counts, filtered: { ...counts.filtered, ...filtered } }, ASKED, { ...GIVEN, verbose });
}

describe('a full list', () => {
  it('has one line with the most frequent reasons', () => {
    const filtered = { missing: 5, failed: 2, noVector: 34, tempo: 1512, key: 200 };
    expect(notes(filtered, { left: 199 })).toEqual([
      '199 of 1,952 tracks mix with it. Left out: 1,512 by tempo (more than 6 % apart), 200 by key, 34 without a vector, 7 for other reasons.',
    ]);
    expect(notes(filtered, { left: 199, verbose: true })).toHaveLength(1 + 5);
  });

  it('has no note if nothing was removed', () => expect(notes({}, { left: 25 })).toEqual([]));
});

describe('a short list', () => {
  it('has one line per filter, the most frequent first, and commands that help', () => {
    expect(notes({ failed: 2, tempo: 9, missing: 1, noVector: 3 }, { left: 1 })).toEqual([
      '1 of 16 tracks mixes with it. Left out:',
      '  9 by tempo (more than 6 % apart)',
      '  3 without a vector; run `rbassist scan FOLDER --data-dir data`',
      '  2 that failed; see `rbassist failed --data-dir data`',
      '  1 with missing files; see `rbassist library check --data-dir data`',
      'That is fewer than --top 25, and wider filters find no more.',
    ]);
  });

  it('names every filter', () => {
    const lines = notes(Object.fromEntries(FILTER_NAMES.map((name) => [name, 1])));
    expect(lines.slice(1, -1)).toHaveLength(FILTER_NAMES.length);
    for (const line of lines) expect(line).not.toContain('undefined');
  });

  it('says that the library has no more', () => {
    expect(notes({})).toEqual(['That is fewer than --top 25: the library has no more tracks.']);
    expect(notes({ failed: 1 }).at(-1)).toBe('That is fewer than --top 25: the library has no more tracks.');
    expect(notes({}, { left: 0 })).toEqual([]);
  });

  it('speaks of several seeds', () => {
    expect(notes({ key: 1 }, { seeds: [...SEEDS, ...SEEDS] })[0]).toContain('mix with them.');
  });
});

describe('widenings', () => {
  const widened = (...options: FilterOptions[]) =>
    notes({ tempo: 9 }, { widenings: options.map((each, i) => ({ options: each, more: i + 1 })) }).slice(2);

  it('are a sentence if there are one or two', () => {
    expect(widened({ tempoPct: 12 })).toEqual(['To find more, use --tempo-pct 12 (1 more).']);
    expect(widened({ tempoPct: 12 }, { camelotNeighbors: false, allowDoubletime: true })).toEqual([
      'To find more, use --tempo-pct 12 (1 more), or use --allow-doubletime --no-camelot-neighbors (2 more).',
    ]);
  });

  it('are a list if there are more', () => {
    expect(widened({ tempoPct: 12 }, { folders: [] }, { newArtist: false, otherVersions: true })).toEqual([
      'To find more:',
      '  use --tempo-pct 12 (1 more)',
      '  leave out --folder (2 more)',
      '  use --other-versions and leave out --new-artist (3 more)',
    ]);
  });

  it.each<[FilterOptions, string]>([
    [{ keyDistance: 3 }, 'use --key-distance 3'],
    [{ tags: ["DJ's own"] }, 'leave out --tag dark'],
    [
      { tags: [], notTags: [] },
      `leave out --tag dark and --tag ${process.platform === 'win32' ? `"DJ's own"` : `'DJ'\\''s own'`} and --not-tag vocal`,
    ],
    [{ genres: ['House'] }, 'use --genre House'],
    [{ genres: [] }, 'leave out --genre'],
    [{ minRating: 3 }, 'use --min-rating 3'],
    [{ minRating: 0 }, 'leave out --min-rating'],
    [{ minDurationS: 150 }, 'use --min-length 2:30'],
    [{ minDurationS: 0 }, 'leave out --min-length'],
    [{ maxDurationS: 3700 }, 'use --max-length 1:01:40'],
  ])('spell %j as flags', (options, text) => {
    expect(widened(options)).toEqual([`To find more, ${text} (1 more).`]);
  });

  it('spell days by the clock of this computer, and never later than the track', () => {
    const [since] = widened({ addedSince: '2026-05-01' });
    expect(since).toMatch(/^To find more, use --added-since 2026-0(?:4-30|5-01) \(1 more\)\.$/);
    const [until] = widened({ addedUntil: '2026-05-01' });
    expect(until).toMatch(/^To find more, use --added-until 2026-05-0[12] \(1 more\)\.$/);
  });
});
