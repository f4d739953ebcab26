import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncoderDelay } from '@rbassist/core';
import { expect, test } from 'vitest';
import type { DjCollection, DjTrack } from '../model/dj-track.ts';
import { collect } from '../model/test-collect.ts';
import { clockShiftS } from '../time/clock-shift.ts';
import { readRekordboxXml } from '../xml/read-rekordbox-xml.ts';
import { readTraktorNml } from './read-traktor-nml.ts';

/** Folder `traktor/26ms_offsets/data` of pestrela/music_scripts. */
const FOLDER = process.env.RBASSIST_OFFSET_FILES;
const CASES: Readonly<Record<string, EncoderDelay['header']>> = { A: 'none', B: 'info', C: 'lame-bad-crc', D: 'lame' };
/** The DJ moved grids by hand, in steps of a millisecond. */
const TOLERANCE_MS = 1;

const fileName = (path: string) => path.replace(/^.*[\\/]/, '');

async function gridsOf(collection: DjCollection): Promise<Map<string, DjTrack>> {
  const { tracks } = await collect(collection);
  return new Map(tracks.filter(({ grid }) => grid.length > 0).map((track) => [fileName(track.path), track]));
}

/** Distance of two grids, within half a beat. */
function phaseMs(a: DjTrack, b: DjTrack): number {
  const beatS = 60 / a.grid[0].bpm;
  const beats = (a.grid[0].timeS - b.grid[0].timeS) / beatS;
  return (beats - Math.round(beats)) * beatS * 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

test.skipIf(FOLDER === undefined)(
  'Traktor’s and Rekordbox’s clocks agree on the files of RBASSIST_OFFSET_FILES (skipped if it is not set)',
  async ({ annotate }) => {
    const folder = FOLDER ?? '';
    const named = (start: string, end: string) =>
      join(folder, readdirSync(folder).find((name) => name.startsWith(start) && name.endsWith(end)) ?? start);
    const traktor = await gridsOf(readTraktorNml(named('1 ', '.nml')));
    const rekordbox = await gridsOf(readRekordboxXml(named('6 ', '.xml')));
    const residuals = new Map<string, number[]>();
    for (const line of readFileSync(join(folder, 'mp3_headers.csv'), 'latin1').trim().split('\n').slice(1)) {
      const cells = line.split('|');
      const [letter, name] = [cells[0], fileName(cells[cells.length - 1])];
      const [ours, theirs] = [traktor.get(name), rekordbox.get(name)];
      if (ours === undefined || theirs === undefined || !(letter in CASES)) continue;
      const cut = letter === 'A' ? 0 : 1105;
      const delay = { header: CASES[letter], cut_samples: cut, frame_samples: 1152, sample_rate: 44_100 };
      const expected = (clockShiftS(delay, 'traktor') - clockShiftS(delay, 'rekordbox')) * 1000;
      residuals.set(letter, [...(residuals.get(letter) ?? []), phaseMs(ours, theirs) - expected]);
    }
    for (const [letter, values] of [...residuals].sort()) {
      const within = values.filter((value) => Math.abs(value) <= TOLERANCE_MS).length;
      await annotate(
        `case ${letter}: median ${median(values).toFixed(2)} ms, ${within} of ${values.length} within 1 ms`,
      );
      expect(Math.abs(median(values)), letter).toBeLessThan(TOLERANCE_MS / 2);
    }
    expect([...residuals.keys()].sort()).toEqual(['A', 'B', 'D']);
  },
);
