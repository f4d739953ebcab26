import { readFile } from 'node:fs/promises';
import { type Cue, type CueForm, readCues, type TrackSection } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { drumLoop, noise } from '../features/drum-signals.ts';
import { extractFeatures } from '../features/extract-features.ts';
import { type FrameFeatures, ONSET_BANDS, SHORT_RATE, TIMBRE_BANDS, TIMBRE_RATE } from '../features/frame-features.ts';
import type { BeatGrid } from '../tempo/beat-grid.ts';
import { parseCueTemplate } from './cue-template.ts';
import { DEFAULT_CUE_TEMPLATE } from './default-template.ts';
import { suggestCues } from './suggest-cues.ts';

interface Scene {
  bpm: number;
  bars: number;
  metre?: number;
  startS?: number;
  kickBar?: number;
  /** Bar and strength of one strong onset. */
  accentBar?: number;
  parts?: readonly [TrackSection['kind'], number][];
}

/** Returns features with onsets only, a grid, and sections. */
function scene({ bpm, bars, metre = 4, startS = 0, kickBar = 0, accentBar, parts = [] }: Scene) {
  const beatS = 60 / bpm;
  const barS = metre * beatS;
  const durationS = startS + bars * barS + 0.5 * beatS;
  const count = Math.ceil(durationS * SHORT_RATE);
  const kicks = new Float32Array(count);
  for (let beat = kickBar * metre; beat < bars * metre; beat++)
    kicks[Math.round((startS + beat * beatS) * SHORT_RATE)] = 1;
  const onset = kicks.slice();
  if (accentBar !== undefined) onset[Math.round((startS + accentBar * barS) * SHORT_RATE) + 2] = 9;
  const features: FrameFeatures = {
    durationS,
    onset,
    bandOnsets: Array.from({ length: ONSET_BANDS }, (_, band) => (band === 0 ? kicks : new Float32Array(count))),
    attack: new Float32Array(0),
    timbre: new Float32Array(Math.floor(durationS * TIMBRE_RATE) * TIMBRE_BANDS),
  };
  const before = Math.floor(startS / beatS + 1e-9);
  const firstS = startS - before * beatS;
  const grid: BeatGrid = {
    beats: Float64Array.from({ length: Math.ceil((durationS - firstS) / beatS) }, (_, i) => firstS + i * beatS),
    metre,
    firstDownbeat: before % metre,
    tempos: [],
    mode: 'fixed',
  };
  const sections = parts.map(
    ([kind, bar], i): TrackSection => ({
      kind,
      start: bar === 0 ? 0 : startS + bar * barS,
      end: i + 1 < parts.length ? startS + parts[i + 1][1] * barS : durationS,
    }),
  );
  const inBars = (cues: readonly Cue[]) =>
    cues.map(({ name, start, end }) => {
      const at = (seconds: number) => Math.round((1000 * (seconds - startS)) / barS) / 1000;
      return `${name} ${at(start)}${end === undefined || end === start ? '' : `–${at(end)}`}`;
    });
  return { features, grid, sections, inBars };
}

const CLUB_TRACK: Scene = {
  bpm: 128,
  bars: 160,
  kickBar: 8,
  parts: [
    ['intro', 0],
    ['breakdown', 48],
    ['build', 56],
    ['drop', 64],
    ['drop', 80],
    ['breakdown', 96],
    ['drop', 112],
    ['outro', 144],
  ],
};

function cuesOf(options: Scene, template?: unknown): string[] {
  const { features, grid, sections, inBars } = scene(options);
  const cues = suggestCues(
    features,
    grid,
    sections,
    template ? { template: parseCueTemplate({ cues: template }) } : {},
  );
  for (const { start, end = start } of cues) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(features.durationS);
    expect(start).toBe(Math.round(start * 1000) / 1000);
  }
  return inBars(cues);
}

describe('the default template', () => {
  it('places the cues of the Python rbassist on bar lines', () => {
    expect(cuesOf(CLUB_TRACK)).toEqual(['A 10–26', 'B 29–45', 'C 48–64', 'D 64', 'Drop (Mem) 64', 'Mix-out 96']);
  });

  it.each<[CueForm | undefined, [type: number, num: number][]]>([
    [
      undefined,
      [
        [4, 0],
        [4, 1],
        [4, 2],
        [0, 3],
        [0, -1],
        [0, -1],
      ],
    ],
    [
      'types',
      [
        [0, -1],
        [0, -1],
        [0, -1],
        [0, -1],
        [1, -1],
        [1, -1],
      ],
    ],
  ])('stores cues like the newest or an earlier Python program: %s', (form, stored) => {
    const { features, grid, sections } = scene({ ...CLUB_TRACK, bpm: 127.9 });
    const cues = suggestCues(features, grid, sections, { form });
    expect(cues.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D', 'Drop (Mem)', 'Mix-out']);
    expect(cues.map(({ type, num }) => [type, num])).toEqual(stored);
    expect(cues[3]).toMatchObject({ start: 120.094, end: 120.094 });
    expect(readCues(cues).map(({ kind, pad }) => [kind, pad])).toEqual([
      ['loop', 0],
      ['loop', 1],
      ['loop', 2],
      ['hot', 3],
      ['memory', null],
      ['memory', null],
    ]);
  });

  it('loops 16 bars from 122 BPM, 8 below', () => {
    expect(cuesOf({ ...CLUB_TRACK, bpm: 122 })[0]).toBe('A 10–26');
    expect(cuesOf({ ...CLUB_TRACK, bpm: 121.9 })[0]).toBe('A 10–18');
  });

  it('puts B after A if there is no room before the drop', () => {
    const parts: Scene['parts'] = [
      ['intro', 0],
      ['drop', 24],
    ];
    expect(cuesOf({ bpm: 128, bars: 96, parts })).toEqual([
      'A 2–18',
      'B 18–34',
      'C 8–24',
      'D 24',
      'Drop (Mem) 24',
      'Mix-out 56',
    ]);
  });

  it('uses the strongest onset after 15 s if there is no drop', () => {
    expect(cuesOf({ bpm: 100, bars: 60, accentBar: 20, parts: [['section', 0]] })).toContain('D 20');
    // at 5 s
    expect(cuesOf({ bpm: 96, bars: 60, accentBar: 2, parts: [['section', 0]] })).not.toContain('D 2');
  });

  it('counts bars of three beats, from any first downbeat', () => {
    expect(cuesOf({ ...CLUB_TRACK, metre: 3, startS: 1.3 })).toEqual([
      'A 10–26',
      'B 29–45',
      'C 48–64',
      'D 64',
      'Drop (Mem) 64',
      'Mix-out 96',
    ]);
  });

  it('leaves out cues that do not fit', () => {
    const parts: Scene['parts'] = [
      ['intro', 0],
      ['drop', 12],
    ];
    expect(cuesOf({ bpm: 128, bars: 16, parts })).toEqual(['D 12', 'Drop (Mem) 12']);
  });
});

describe('a track with no beat, or a very short one', () => {
  it('has no cues without a grid', () => {
    const { features, sections } = scene(CLUB_TRACK);
    expect(suggestCues(features, null, sections)).toEqual([]);
  });

  it.each([
    ['silence', new Float32Array(20 * ANALYSIS_RATE)],
    ['0.3 s', new Float32Array(0.3 * ANALYSIS_RATE).fill(0.1)],
    ['noise', new Float32Array(20 * ANALYSIS_RATE).map(noise())],
    ['two bars', drumLoop({ bpm: 120, seconds: 4 })],
  ])('has no cues outside the track: %s', async (_, samples) => {
    const features = await extractFeatures(samples);
    const beats = Float64Array.from({ length: Math.ceil(features.durationS * 2) }, (_, i) => i / 2);
    const grid: BeatGrid = { beats, metre: 4, firstDownbeat: 0, tempos: [], mode: 'fixed' };
    for (const { start, end = start } of suggestCues(features, grid, [])) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(features.durationS);
    }
    expect(suggestCues(features, { ...grid, beats: new Float64Array(0) }, [])).toEqual([]);
  });

  it('has no drop in silence', async () => {
    const features = await extractFeatures(new Float32Array(20 * ANALYSIS_RATE));
    const beats = Float64Array.from({ length: 40 }, (_, i) => i / 2);
    const grid: BeatGrid = { beats, metre: 4, firstDownbeat: 0, tempos: [], mode: 'fixed' };
    expect(suggestCues(features, grid, [])).toEqual([]);
  });
});

describe("a person's own layout", () => {
  it('sets its cues at their positions', () => {
    expect(
      cuesOf(CLUB_TRACK, [
        { name: 'start', kind: 'memory', at: 'start' },
        { name: 'before', kind: 'hot', at: 'drop', offset_bars: -16 },
        { name: 'beat', kind: 'hot', at: 'drop', offset_bars: 0.25 },
        { name: 'second', kind: 'hot', at: 'drop', which: 2 },
        { name: 'last', kind: 'hot', at: 'breakdown', which: 'last' },
        { name: 'none', kind: 'hot', at: 'drop', which: 3 },
        { name: 'out', kind: 'loop', at: 'outro', length_bars: 4 },
        { name: 'memory loop', kind: 'memory', until: 'drop', length_bars: 8 },
        { name: 'end', kind: 'memory', at: 'end' },
        { name: 'beyond', kind: 'loop', at: 'end', length_bars: 1 },
      ]),
    ).toEqual([
      'start 0',
      'before 48',
      'beat 64.25',
      'second 112',
      'last 96',
      'out 144–148',
      'memory loop 56–64',
      'end 160',
    ]);
  });

  it('keeps its pads', () => {
    const { features, grid, sections } = scene(CLUB_TRACK);
    const template = parseCueTemplate({ cues: [{ name: 'D', kind: 'hot', num: 3, at: 'drop' }] });
    expect(suggestCues(features, grid, sections, { template })).toEqual([
      { name: 'D', type: 0, num: 3, start: 120, end: 120 },
    ]);
  });

  it('is the default in the first example of the documentation, and valid in the second', async () => {
    const text = await readFile(new URL('../../docs/cues.md', import.meta.url), 'utf8');
    const examples = [...text.matchAll(/```yaml\n([^`]*)```/g)].map(([, yaml]) =>
      parseCueTemplate(readFlowItems(yaml)),
    );
    expect(examples).toHaveLength(2);
    expect(examples[0]).toEqual(DEFAULT_CUE_TEMPLATE);
  });
});

/** Reads the small subset of YAML that the examples use. */
function readFlowItems(yaml: string): unknown {
  const value = (text: string): unknown => {
    if (text.startsWith('[')) return text.slice(1, -1).split(', ');
    return /^-?\d+$/.test(text) ? Number(text) : text;
  };
  const cues = [...yaml.matchAll(/- \{ (.*) \}/g)].map(([, item]) =>
    Object.fromEntries(
      item.split(/, (?=[a-z_]+: )/).map((pair) => {
        const [key, text] = pair.split(': ');
        return [key, value(text)];
      }),
    ),
  );
  return { cues };
}
