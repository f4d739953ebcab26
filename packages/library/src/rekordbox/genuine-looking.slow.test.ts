import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseKey } from '@rbassist/core';
import { checkRekordboxXml, type DjGridAnchor, diffRekordboxXml, readRekordboxXml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { seededRandom } from '@rbassist/testing/random';
import { type GenuineXml, genuineXml } from '@rbassist/testing/rekordbox';
import { describe, expect, test } from 'vitest';
import { openLibrary } from '../library.ts';

const FILES = 60;
/** A grid counts as constant if one tempo leaves no beat by more than 5 ms; its times are then those of that tempo. */
const GRID_S = 0.0056;
/** Attributes that records do not hold, and those that only say what a file is or how it is spelled. */
const NOT_STORED = new Set([
  ...['Composer', 'DiscNumber', 'TrackNumber', 'Mix', 'Label', 'Remixer', 'Grouping'],
  ...['Size', 'BitRate', 'SampleRate', 'Kind'],
]);

async function finish<T>(events: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
  }
}

/** Keys are written in the notation that most of the imported ones have. */
function isSameKey({ attribute, from, to }: { attribute: string; from: string | null; to: string | null }): boolean {
  const [before, after] = [from, to].map((key) => parseKey(key ?? ''));
  return attribute === 'Tonality' && before !== undefined && before === after;
}

async function gridsOf(file: string): Promise<Map<string, DjGridAnchor[]>> {
  const grids = new Map<string, DjGridAnchor[]>();
  for await (const entry of readRekordboxXml(file)) {
    if (entry.type === 'track') grids.set(entry.track.location, entry.track.grid);
  }
  return grids;
}

/** Returns true if a grid has a beat at an anchor's time, with the same number in the bar. */
function isOnBeat({ timeS, beat }: DjGridAnchor, grid: readonly DjGridAnchor[]): boolean {
  return grid.some((line, i) => {
    // the line before or after the anchor, which rounding may put on either side
    const isNear = line.timeS <= timeS + GRID_S && (grid[i + 1]?.timeS ?? Number.POSITIVE_INFINITY) >= timeS - GRID_S;
    const beats = ((timeS - line.timeS) * line.bpm) / 60;
    const number = Math.round(beats);
    const isInBar = (((line.beat - 1 + number) % 4) + 4) % 4 === beat - 1;
    return isNear && isInBar && (Math.abs(beats - number) * 60) / line.bpm <= GRID_S;
  });
}

/** Tracks that an export must hold: those with a file and a length. */
function exportable({ tracks }: GenuineXml): number {
  const values = tracks.map(({ attributes }) => Object.fromEntries(attributes));
  return values.filter(({ Location, TotalTime }) => Location.endsWith('.mp3') && Number(TotalTime) > 0).length;
}

describe(`${FILES} made-up files that look genuine, brought in and written again`, () => {
  test('lose no grid, cue, loop, colour, rating, key or comment', { timeout: 600_000 }, async () => {
    const random = seededRandom(14);
    for (let i = 0; i < FILES; i++) {
      const made = genuineXml(random);
      const dataDir = await temporaryFolder('genuine-looking');
      const theirs = join(dataDir, 'theirs.xml');
      await writeFile(theirs, made.text);
      await using library = await openLibrary({ dataDir });
      const options = { onlyExisting: false, mp3Offset: 0 } as const;
      const summary = await finish(library.importCollection(readRekordboxXml(theirs), options));
      expect(summary.new + (summary.unmatched.stream ?? 0)).toBe(made.tracks.length);
      const count = exportable(made);
      if (count === 0) continue;

      const own = join(dataDir, 'own.xml');
      await library.exportXml(own, { mp3Offset: 0, name: 'x' });
      const diff = await diffRekordboxXml(theirs, own);
      expect([diff.counts.added, diff.counts.removed]).toEqual([0, made.tracks.length - count]);
      for (const { name, values, marks } of diff.changed) {
        const lost = values.filter((value) => !NOT_STORED.has(value.attribute) && !isSameKey(value));
        expect({ name, lost }).toEqual({ name, lost: [] });
        // Rekordbox mixes hot and memory marks in any order
        if (marks) expect({ name, ...marks }).toEqual({ name, added: [], removed: [], changed: [], reordered: true });
      }
      const grids = await gridsOf(theirs);
      for (const [location, grid] of await gridsOf(own)) {
        const far = grids.get(location)?.filter((anchor) => !isOnBeat(anchor, grid)) ?? [];
        expect({ location, far }).toEqual({ location, far: [] });
      }
      expect((await checkRekordboxXml(own, { files: 'none' })).counts).toMatchObject({ refused: 0, ignored: 0 });

      const based = join(dataDir, 'based.xml');
      await library.exportXml(based, { mp3Offset: 0, name: 'x', base: theirs });
      const same = await diffRekordboxXml(theirs, based, { toleranceS: 0 });
      expect(same.changed).toEqual([]);
      expect(same.counts).toMatchObject({ added: 0, removed: made.tracks.length - count });

      const plan = await finish(library.planXml(theirs, { mp3Offset: 0 }));
      expect(plan.counts).toMatchObject({ new: 0, update: 0, 'second-entry': 0, unchanged: count });
    }
  });
});
