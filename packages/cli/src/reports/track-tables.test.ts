import type { TrackRecord } from '@rbassist/core';
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAnalyses, listCues, listGrids, type TrackTable } from './track-tables.ts';

const LONG = 'A very long title that no window has room for (Extended Club Mix) [Remastered] – 東京の夜';
const TRACKS: [string, TrackRecord][] = [
  [
    '/music/a folder with a long name/and another one in it/01 - A very long name of a file, (Extended Mix).flac',
    {
      artist: 'An artist with a long name',
      title: LONG,
      bpm: 128.25,
      bpm_confidence: 0.1,
      bpm_candidates: [{ bpm: 64.12, confidence: 0.1 }],
      key: '10A',
      key_confidence: 0.4,
      key_candidates: [
        { key: '10A', confidence: 0.4 },
        { key: '9A', confidence: 0.3 },
      ],
      loudness_lufs: -11.4,
      tempos: Array.from({ length: 12 }, (_, i) => ({ inizio_sec: 1234.567 + i, bpm: 128, metro: '4/4', battito: 1 })),
      beatgrid_mode: 'dynamic',
      beatgrid_confidence: 0.98,
      cues: [
        { name: `Cue ${LONG}`, type: 0, num: 0, start: 3661.5 },
        { name: 'Loop', type: 4, num: 1, start: 61.5, end: 65.25 },
      ],
    },
  ],
  ['/music/b.mp3', { artist: 'B', title: 'Short' }],
];
const TABLES: [string, TrackTable][] = [
  ['analyses', listAnalyses],
  ['grids', listGrids],
  ['cues', listCues],
];
const SHORT = { verbose: false };
const VERBOSE = { verbose: true };
const { isTTY, columns } = process.stdout;

function setWindow(isTerminal: boolean, width?: number): void {
  Object.assign(process.stdout, { isTTY: isTerminal, columns: width });
}

afterEach(() => {
  Object.assign(process.stdout, { isTTY, columns });
});

describe.each([80, 40])('at %d columns', (width) => {
  beforeEach(() => setWindow(true, width));

  it.each(TABLES)('%s fit', (_, table) => {
    const lines = table(TRACKS, SHORT);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    if (width === 80) expect(lines[0]).toMatch(/^Track /);
  });

  it.each(TABLES)('%s show whole paths with --verbose', (_, table) => {
    const lines = table(TRACKS, VERBOSE);
    for (const [path] of TRACKS) expect(lines.filter((line) => line.endsWith(path))).toHaveLength(1);
  });
});

describe('in a pipe', () => {
  beforeEach(() => setWindow(false));

  it.each(TABLES)('%s are whole, one row a line', (_, table) => {
    const lines = table(TRACKS, VERBOSE);
    expect(lines[1]).toContain(LONG);
    expect(lines[1].endsWith(TRACKS[0][0])).toBe(true);
  });
});

it('a BPM that rbassist is unsure of has a question mark and the next best', () => {
  setWindow(false);
  expect(listAnalyses(TRACKS, SHORT).join('\n')).toMatch(/128\.25\? \(or 64\.12\)/);
});

it('shows the two likeliest values of an unsure BPM and key, and none beside a sure key', () => {
  const [, unsure] = listAnalyses(TRACKS, SHORT);
  expect(unsure).toContain('128.25? (or 64.12)');
  expect(unsure).toContain('10A B minor? (or 9A)');
  const sure: TrackRecord = { ...TRACKS[0][1], key_confidence: 0.9 };
  expect(listAnalyses([['/a.mp3', sure]], SHORT)[1]).not.toContain('9A');
});
