import type { TrackSection } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { noise } from '../features/drum-signals.ts';
import { extractFeatures } from '../features/extract-features.ts';
import {
  ATTACK_RATE,
  type FrameFeatures,
  ONSET_BANDS,
  SHORT_RATE,
  TIMBRE_BANDS,
  TIMBRE_RATE,
} from '../features/frame-features.ts';
import type { BeatGrid } from '../tempo/beat-grid.ts';
import { findSections } from './find-sections.ts';

/** Instruments of a number of bars. */
interface Part {
  bars: number;
  kick?: boolean;
  bass?: boolean;
  hats?: boolean;
  claps?: boolean;
  pad?: boolean;
  /** Bars before its end over which noise rises. */
  riser?: number;
  /** True if the drums of the next part start a bar early. */
  pickup?: boolean;
}

interface Tune {
  bpm: number;
  metre?: number;
  parts: readonly Part[];
  startS?: number;
}

const INTRO = { hats: true, pad: true };
const FULL = { kick: true, bass: true, hats: true, claps: true };
const BREAK = { pad: true };

const DROPS_TWICE: readonly Part[] = [
  { bars: 8, ...INTRO },
  { bars: 8, ...INTRO, claps: true, riser: 8 },
  { bars: 16, ...FULL },
  { bars: 8, ...BREAK },
  { bars: 16, ...FULL },
  { bars: 8, hats: true, kick: true },
];

function play({ bpm, metre = 4, parts, startS = 0 }: Tune): Float32Array {
  const beatS = 60 / bpm;
  const barS = metre * beatS;
  const lengthS = startS + parts.reduce((sum, { bars }) => sum + bars * barS, 0);
  const out = new Float32Array(Math.round(lengthS * ANALYSIS_RATE));
  const random = noise();
  const add = (fromS: number, forS: number, sound: (t: number) => number) => {
    const start = Math.round(fromS * ANALYSIS_RATE);
    const end = Math.min(out.length, start + Math.round(forS * ANALYSIS_RATE));
    for (let n = start; n < end; n++) out[n] += sound((n - start) / ANALYSIS_RATE);
  };
  const sine = (hz: number, t: number) => Math.sin(2 * Math.PI * hz * t);
  const drums = (part: Part, barStart: number) => {
    for (let beat = 0; beat < metre; beat++) {
      const at = barStart + beat * beatS;
      if (part.kick) add(at, 0.2, (t) => 0.6 * Math.exp(-t * 15) * sine(1, 55 * t + 4 * (1 - Math.exp(-t * 40))));
      if (part.claps && beat % 2 === 1) add(at, 0.1, (t) => 0.15 * Math.exp(-t * 40) * random());
      if (part.hats) add(at + beatS / 2, 0.05, (t) => 0.06 * Math.exp(-t * 90) * random());
    }
  };
  let barStart = startS;
  for (const [i, part] of parts.entries()) {
    for (let bar = 0; bar < part.bars; bar++) {
      drums(part, barStart);
      if (part.pickup && bar === part.bars - 1) drums(parts[i + 1], barStart);
      const root = [55, 55, 65.4, 49][bar % 4];
      if (part.bass) {
        for (let beat = 0; beat < metre; beat++) {
          add(barStart + (beat + 0.5) * beatS, 0.4 * beatS, (t) => 0.3 * (sine(root, t) + 0.5 * sine(2 * root, t)));
        }
      }
      if (part.pad) add(barStart, barS, (t) => 0.03 * (sine(4 * root, t) + sine(5 * root, t) + sine(6 * root, t)));
      if (part.riser && bar === part.bars - part.riser) {
        const riserS = part.riser * barS;
        add(barStart, riserS, (t) => 0.2 * (t / riserS) ** 2 * random());
      }
      barStart += barS;
    }
  }
  return out;
}

function gridOf({ bpm, metre = 4, startS = 0 }: Tune, durationS: number): BeatGrid {
  const beatS = 60 / bpm;
  const before = Math.floor(startS / beatS + 1e-9);
  const firstS = startS - before * beatS;
  return {
    beats: Float64Array.from({ length: Math.ceil((durationS - firstS) / beatS) }, (_, i) => firstS + i * beatS),
    metre,
    firstDownbeat: before % metre,
    tempos: [],
    mode: 'fixed',
  };
}

async function sectionsOf(tune: Tune): Promise<TrackSection[]> {
  const features = await extractFeatures(play(tune));
  const sections = findSections(features, gridOf(tune, features.durationS));
  expectNoGaps(sections, features.durationS);
  return sections;
}

function expectNoGaps(sections: readonly TrackSection[], durationS: number): void {
  expect(sections[0].start).toBe(0);
  expect(sections.at(-1)?.end).toBe(durationS);
  sections.forEach(({ start, end }, i) => {
    expect(end).toBeGreaterThan(start);
    if (i > 0) expect(start).toBe(sections[i - 1].end);
  });
}

/** Formats sections with their bars, counted from the first. */
function barsOf(sections: readonly TrackSection[], { bpm, metre = 4, startS = 0 }: Tune): string[] {
  const barS = (60 * metre) / bpm;
  return sections.map(
    ({ kind, start }, i) => `${kind} ${i === 0 ? 0 : Math.round((100 * (start - startS)) / barS) / 100}`,
  );
}

describe('a track with two drops', () => {
  const expected = ['intro 0', 'build 8', 'drop 16', 'breakdown 32', 'drop 40', 'outro 56'];

  it.each([96, 124.37, 128, 174])('at %d BPM is divided at its bar lines and named', async (bpm) => {
    const tune = { bpm, parts: DROPS_TWICE };
    expect(barsOf(await sectionsOf(tune), tune)).toEqual(expected);
  });

  it('is divided with three beats per bar too', async () => {
    const tune = { bpm: 120, metre: 3, parts: DROPS_TWICE };
    expect(barsOf(await sectionsOf(tune), tune)).toEqual(expected);
  });

  it('is divided at any first downbeat', async () => {
    const tune = { bpm: 126, startS: 1.37, parts: DROPS_TWICE };
    expect(barsOf(await sectionsOf(tune), tune)).toEqual(expected);
  });

  it('drops after a bar in which the drums return early', async () => {
    const parts = DROPS_TWICE.map((part, i) => (i === 3 ? { ...part, pickup: true } : part));
    const tune = { bpm: 172, parts };
    expect(barsOf(await sectionsOf(tune), tune)).toContain('drop 40');
  });
});

describe('a track without a drop', () => {
  it('that repeats one loop is one section', async () => {
    const tune = { bpm: 125, parts: [{ bars: 48, ...FULL }] };
    expect(barsOf(await sectionsOf(tune), tune)).toEqual(['section 0']);
  });

  it('has no drop with alternating verses and choruses', async () => {
    const verse = { bars: 8, ...FULL, claps: false };
    const chorus = { bars: 8, ...FULL, pad: true };
    const tune = { bpm: 110, parts: [verse, chorus, verse, chorus, verse, chorus] };
    const kinds = (await sectionsOf(tune)).map(({ kind }) => kind);
    expect(kinds.length).toBeGreaterThan(2);
    expect(kinds).not.toContain('drop');
    expect(kinds).not.toContain('breakdown');
  });

  it('has no drop where the bass enters for the first time', async () => {
    const tune = {
      bpm: 122,
      parts: [
        { bars: 16, ...FULL, bass: false },
        { bars: 32, ...FULL },
      ],
    };
    expect((await sectionsOf(tune)).map(({ kind }) => kind)).not.toContain('drop');
  });
});

it('finds a change of harmony alone if chroma is given', async () => {
  const tune = { bpm: 120, parts: [{ bars: 32, ...FULL }] };
  const features = await extractFeatures(play(tune));
  const rate = 10;
  const values = new Float32Array(Math.ceil(features.durationS * rate) * 12);
  for (let frame = 0; frame < values.length / 12; frame++) values[frame * 12 + (frame / rate < 32 ? 0 : 6)] = 1;
  const grid = gridOf(tune, features.durationS);
  expect(findSections(features, grid)).toHaveLength(1);
  expect(findSections(features, grid, { values, rate }).map(({ start }) => start)).toEqual([0, 32]);
});

describe('an unusual track', () => {
  const grid = (bpm: number, durationS: number) => gridOf({ bpm, parts: [] }, durationS);

  it('has no sections without a grid', async () => {
    expect(findSections(await extractFeatures(new Float32Array(ANALYSIS_RATE)), null)).toEqual([]);
  });

  it.each([
    ['0.3 s', new Float32Array(0.3 * ANALYSIS_RATE).fill(0.1)],
    ['two bars', play({ bpm: 120, parts: [{ bars: 2, ...FULL }] })],
    ['silence', new Float32Array(30 * ANALYSIS_RATE)],
    ['an offset', new Float32Array(30 * ANALYSIS_RATE).fill(0.3)],
  ])('is one section: %s', async (_, samples) => {
    const features = await extractFeatures(samples);
    expect(findSections(features, grid(120, features.durationS))).toEqual([
      { kind: 'section', start: 0, end: features.durationS },
    ]);
  });

  it('has no drop if it is one click, or noise', async () => {
    const click = new Float32Array(60 * ANALYSIS_RATE);
    click[30 * ANALYSIS_RATE] = 1;
    for (const samples of [click, new Float32Array(60 * ANALYSIS_RATE).map(noise())]) {
      const features = await extractFeatures(samples);
      const sections = findSections(features, grid(120, features.durationS));
      expectNoGaps(sections, features.durationS);
      expect(sections.map(({ kind }) => kind)).not.toContain('drop');
    }
  });
});

it('divides a mix of six hours without gaps', () => {
  const durationS = 6 * 3600;
  const random = noise();
  const isLoud = (seconds: number) => Math.floor(seconds / 60) % 3 > 0;
  const level = (rate: number, loud: number, quiet: number) => (_: unknown, i: number) =>
    (isLoud(i / rate) ? loud : quiet) * (1 + 0.05 * random());
  const series = (rate: number) => Float32Array.from({ length: durationS * rate }, level(rate, 0.4, 0.2));
  const features: FrameFeatures = {
    durationS,
    onset: series(SHORT_RATE),
    bandOnsets: Array.from({ length: ONSET_BANDS }, () => series(SHORT_RATE)),
    attack: new Float32Array(durationS * ATTACK_RATE),
    timbre: Float32Array.from(
      { length: Math.floor(durationS * TIMBRE_RATE) * TIMBRE_BANDS },
      level(TIMBRE_RATE * TIMBRE_BANDS, -30, -45),
    ),
  };
  const sections = findSections(features, gridOf({ bpm: 128, parts: [] }, durationS));
  expectNoGaps(sections, durationS);
  const drops = sections.filter(({ kind }) => kind === 'drop');
  expect(drops.length).toBeGreaterThan(100);
});
