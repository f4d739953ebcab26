import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TempoSegment, TrackRecord } from '@rbassist/core';
import { type DjTrack, diffRekordboxXml, readRekordboxXml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { openLibrary } from '../library.ts';

const folder = process.env.RBASSIST_EXPORTS ?? '';
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.xml')) : [];
/** Largest distance of an anchor from a constant grid, and of rounding, in seconds. */
const MOST_S = 0.0056;
const ROUNDED_S = 0.001;

describe.skipIf(files.length === 0)('genuine exports (skipped unless RBASSIST_EXPORTS names their folder)', () => {
  test.each(files)('%s comes in whole, once, and goes out again', { timeout: 300_000 }, async (name) => {
    const file = join(folder, name);
    const dataDir = await temporaryFolder('genuine');
    const library = await openLibrary({ dataDir });
    const run = async () => {
      const events = library.importCollection(readRekordboxXml(file), { onlyExisting: false, mp3Offset: 0 });
      for (;;) {
        const step = await events.next();
        if (step.done) return step.value;
      }
    };
    const tracks: DjTrack[] = [];
    for await (const entry of readRekordboxXml(file)) if (entry.type === 'track') tracks.push(entry.track);
    const first = await run();
    const { unmatched } = first;
    expect(first.new + (unmatched.stream ?? 0) + (unmatched.duplicate ?? 0)).toBe(tracks.length);
    expect(first.tracks).toBe(tracks.length);
    expect(Object.keys(unmatched).filter((reason) => reason !== 'stream' && reason !== 'duplicate')).toEqual([]);

    const text = readFileSync(file, 'utf8');
    const records = [...library.tracks()].map(([, record]) => record);
    const sum = (of: (record: TrackRecord) => number) => records.reduce((total, record) => total + of(record), 0);
    if (unmatched.duplicate === undefined) {
      expect(sum(({ cues = [] }) => cues.length)).toBe(text.match(/<POSITION_MARK /g)?.length ?? 0);
      expect(sum(({ rating = 0 }) => (rating > 0 ? 1 : 0))).toBe(text.match(/ Rating="(?!0")/g)?.length ?? 0);
    }
    for (const track of tracks) {
      const record = track.isStream ? undefined : library.track(track.path);
      const far = track.grid.filter(({ timeS }) => distanceS(record?.tempos ?? [], timeS) > MOST_S);
      if (record && first.unmatched.duplicate === undefined) expect(far, track.path).toEqual([]);
    }

    const based = join(dataDir, 'based.xml');
    const { tracks: written } = await library.exportXml(based, { mp3Offset: 0, name: 'x', base: file });
    const { counts, changed } = await diffRekordboxXml(file, based, { toleranceS: 0 });
    expect(counts).toMatchObject({ added: 0, removed: tracks.length - written });
    // ours fill gaps only
    const replaced = changed.flatMap(({ values }) => values).filter(({ from }) => from !== null && Number(from) !== 0);
    expect([replaced, changed.filter(({ grid, marks, others }) => grid || marks || others)]).toEqual([[], []]);

    const again = await run();
    expect(again).toMatchObject({ new: 0, changed: 0, fields: {}, kept: {} });
    expect([...library.tracks()].map(([, record]) => record)).toEqual(records);
    await library.undoImport();
    expect(library.size).toBe(0);
    await library.close();
  });
});

/** Returns the distance of a time from the nearest beat of a grid, in seconds. */
function distanceS(tempos: readonly TempoSegment[], timeS: number): number {
  const at = tempos.findLast(({ inizio_sec }) => inizio_sec <= timeS + ROUNDED_S) ?? tempos[0];
  if (at === undefined) return Number.POSITIVE_INFINITY;
  const beats = ((timeS - at.inizio_sec) * at.bpm) / 60;
  return (Math.abs(beats - Math.round(beats)) * 60) / at.bpm;
}
