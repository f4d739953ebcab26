import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diffRekordboxXml } from '../diff/diff-rekordbox-xml.ts';
import { checkRekordboxXml } from './check-rekordbox-xml.ts';
import type { CheckRule } from './check-rules.ts';

const folder = process.env.RBASSIST_EXPORTS;
const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.xml'));

/** Rules that Rekordbox itself breaks, or people who trimmed a file by hand. */
const EXPECTED: readonly CheckRule[] = [
  'collection-entries',
  'folder-count',
  'key-notations',
  'playlist-key-dangling',
  'tempo-beat-jump',
  'tempo-late',
  'text-garbled',
  'total-time-zero',
];

describe.skipIf(files.length === 0)('genuine exports (set RBASSIST_EXPORTS to their folder)', () => {
  test.each(files)('%s gives no finding that says refused', async (name) => {
    const { counts, rules, tracks } = await checkRekordboxXml(join(folder ?? '', name), { files: 'none' });
    expect(tracks).toBeGreaterThan(0);
    expect(counts.refused).toBe(0);
    expect(rules.map(({ rule }) => rule).filter((rule) => !EXPECTED.includes(rule))).toEqual([]);
  });

  test.each(files)('%s is the same as itself', async (name) => {
    const file = join(folder ?? '', name);
    const { counts, playlists } = await diffRekordboxXml(file, file);
    expect(counts).toMatchObject({ added: 0, removed: 0, changed: 0 });
    expect(playlists).toEqual({ added: [], removed: [], moved: [], changed: [] });
  });
});
