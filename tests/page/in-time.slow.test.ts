import { join } from 'node:path';
import { decodeAudio } from '@rbassist/audio';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { seededRandom } from '@rbassist/testing/random';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, type OpenPage, openPage } from '../support/browser.ts';
import { beatsOf, encodeWith, type GridPart, type Sound, writeClicks } from '../support/click-tracks.ts';
import { hasFfmpeg } from '../support/ffmpeg.ts';
import { pageScript } from '../support/page-script.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';

const SECONDS = 150;
/** Milliseconds by which two beats may miss each other; a trained ear begins to notice at 10. */
const TOGETHER_MS = 2;

interface Click {
  atS: number;
  peak: number;
}
interface Plan {
  rate: number;
  semitones: number;
  outFromS: number;
  inAtS: number;
  swapAtS: number;
  outEndsAtS: number;
  endsAtS: number;
}
interface MixRequest {
  from: string;
  to: string;
  outS: number;
  inS: number;
  bars: number;
}

const part = (inizio_sec: number, bpm: number): GridPart => ({ inizio_sec, bpm, metro: '4/4', battito: 1 });
const after = (start: GridPart, beats: number, bpm: number) => part(start.inizio_sec + (beats * 60) / start.bpm, bpm);
const DRIFT = part(0.2, 120);
const FASTER = after(DRIFT, 128, 124);
const GRIDS: Record<string, GridPart[]> = {
  house: [part(0.137, 124)],
  faster: [part(0.452, 128)],
  drum: [part(0.0613, 174)],
  half: [part(0.811, 86)],
  drifting: [DRIFT, FASTER, after(FASTER, 16, 121.5), after(after(FASTER, 16, 121.5), 20, 122.25)],
};
const noise = (seed: number): Sound => {
  const random = seededRandom(seed);
  return () => 0.4 * (random() - 0.5);
};
const tone =
  (hertz: number): Sound =>
  (timeS) =>
    0.4 * Math.sin(2 * Math.PI * hertz * timeS);
const SOUNDS: Record<string, { sound: Sound; bpm: number }> = {
  noise: { sound: noise(1), bpm: 120 },
  otherNoise: { sound: noise(2), bpm: 120 },
  bass: { sound: tone(60), bpm: 120 },
  otherBass: { sound: tone(60), bpm: 120 },
  tone: { sound: tone(1000), bpm: 126 },
};

/** Serves tracks with these names, and opens a page in which mixes can be measured. */
async function openTracks(files: Record<string, { path: string; record: TrackRecord }>) {
  const dataDir = await madeUpLibrary(
    1,
    Object.fromEntries(Object.entries(files).map(([title, { path, record }]) => [path, { title, ...record }])),
  );
  const served = await servePage(dataDir);
  const opened = await openPage(served.url);
  const { rows } = (await opened.page.evaluate(async () => (await fetch('/api/tracks?columns=title')).json())) as {
    rows: { id: string; title: string }[];
  };
  const ids = Object.fromEntries(rows.map(({ id, title }) => [title, id]));
  await opened.page.evaluate(await pageScript('audio/test-mix.ts'));
  return { opened, served, ids };
}

/** Runs a measurement of the page. */
function measure<Result>(page: Page, name: string, ...values: unknown[]): Promise<Result> {
  return page.evaluate(
    ([called, given]) =>
      (globalThis as never as { mixes: Record<string, (...given: unknown[]) => Promise<never>> }).mixes[called](
        ...given,
      ),
    [name, values] as const,
  );
}

/** Distances in milliseconds from each click of one track to the nearest of the other, while both play. */
function distancesMs(plan: Plan, clicks: Click[], others: Click[]): number[] {
  const within = clicks.filter(({ atS }) => atS > plan.inAtS + 2 && atS < plan.outEndsAtS - 1);
  return within.map(({ atS }) => 1000 * Math.min(...others.map((other) => Math.abs(other.atS - atS))));
}

/** The first beats of bars: twice as loud as the others around them. */
function barOnes(clicks: Click[]): Click[] {
  return clicks.filter(({ peak }, i) => {
    const others = clicks.slice(Math.max(0, i - 2), i + 3).map((each) => each.peak);
    return peak > 1.4 * others.toSorted((a, b) => a - b)[Math.floor(others.length / 2)];
  });
}

const greatest = (values: number[]) => Math.max(...values);

describe.runIf(hasBrowser)('two tracks in time', () => {
  let ids: Record<string, string>;
  let page: Page;
  let opened: OpenPage;

  beforeAll(async () => {
    const folder = await temporaryFolder('clicks');
    const files: Record<string, { path: string; record: TrackRecord }> = {};
    for (const [name, grid] of Object.entries(GRIDS)) {
      const path = join(folder, `${name}.wav`);
      await writeClicks(path, { seconds: SECONDS, grid, sampleRate: name === 'faster' ? 48_000 : 44_100 });
      files[name] = { path, record: { bpm: grid[0].bpm, tempos: grid, duration: SECONDS } };
    }
    for (const [name, { sound, bpm }] of Object.entries(SOUNDS)) {
      const path = join(folder, `${name}.wav`);
      await writeClicks(path, { seconds: SECONDS, sound });
      files[name] = { path, record: { bpm, tempos: [part(0, bpm)], duration: SECONDS } };
    }
    const tracks = await openTracks(files);
    ({ ids, opened } = tracks);
    page = opened.page;
    return async () => {
      await opened[Symbol.asyncDispose]();
      await tracks.served[Symbol.asyncDispose]();
    };
  });

  const request = (from: string, to: string, outBar: number, inBar: number): MixRequest => {
    const barS = (name: string, bar: number) => {
      const grid = GRIDS[name];
      return grid ? beatsOf(grid, SECONDS).filter(({ beat }) => beat === 0)[bar].timeS : bar * 2;
    };
    return { from: ids[from], to: ids[to], outS: barS(from, outBar), inS: barS(to, inBar), bars: 16 };
  };

  it.each([
    ['house', 'faster', 40, 4],
    ['faster', 'house', 40, 9],
    ['drum', 'half', 60, 3],
    ['half', 'drum', 30, 8],
    ['drifting', 'house', 30, 5],
    ['house', 'drifting', 36, 28],
  ])('keeps the beats of %s and %s together to the end of the mix, and their bars', async (from, to, outBar, inBar) => {
    const wanted = request(from, to, outBar, inBar);
    const { plan, out, in: into } = await measure<{ plan: Plan; out: Click[]; in: Click[] }>(page, 'clicks', wanted);
    const barS = 240 / (GRIDS[from].findLast(({ inizio_sec }) => inizio_sec < wanted.outS)?.bpm ?? 0);
    expect(out[0].atS).toBeLessThan(0.002);
    expect(plan.inAtS / barS).toBeCloseTo(8, 0);
    // only every second click of a track meets one of a half-time track
    const [slower, faster] = from === 'half' ? [out, into] : [into, out];
    const misses = distancesMs(plan, slower, faster);
    expect(misses.length).toBeGreaterThan(to === 'half' ? 25 : 50);
    expect(greatest(misses)).toBeLessThan(TOGETHER_MS);
    expect(greatest(distancesMs(plan, barOnes(slower), barOnes(faster)))).toBeLessThan(TOGETHER_MS);
  });

  it('keeps them together after nudges by a beat and by a bar', async () => {
    const nudges = [
      { atS: 20, beats: 1 },
      { atS: 26.3, beats: -4 },
    ];
    const wanted = request('house', 'faster', 40, 8);
    const {
      plan,
      out,
      in: into,
    } = await measure<{ plan: Plan; out: Click[]; in: Click[] }>(...[page, 'clicks', wanted, nudges]);
    const within = (clicks: Click[], fromS: number, toS: number) =>
      clicks.filter(({ atS }) => atS > fromS + 0.1 && atS < toS);
    for (const [fromS, toS] of [
      [plan.inAtS + 1, 20],
      [20, 26.3],
      [26.3, plan.outEndsAtS],
    ]) {
      expect(greatest(distancesMs(plan, within(into, fromS, toS), out))).toBeLessThan(TOGETHER_MS);
    }
    const beatS = 60 / 124;
    const bars = (fromS: number, toS: number) => distancesMs(plan, within(barOnes(into), fromS, toS), barOnes(out));
    expect(greatest(bars(plan.inAtS + 1, 19))).toBeLessThan(TOGETHER_MS);
    for (const ms of bars(20.6, 25.8)) expect(ms).toBeCloseTo(1000 * beatS, -1);
    for (const ms of bars(27, plan.outEndsAtS - 2)) expect(ms).toBeCloseTo(1000 * beatS, -1);
  });

  it('says by how much the pitch changes', async () => {
    const { plan, hertz } = await measure<{ plan: Plan; hertz: number }>(
      ...[page, 'frequency', request('noise', 'tone', 50, 8)],
    );
    expect(plan.semitones).toBeCloseTo(12 * Math.log2(120 / 126), 3);
    expect(12 * Math.log2(hertz / 1000)).toBeCloseTo(plan.semitones, 2);
  });

  it('keeps the loudness of two tracks that share nothing, within a decibel', async () => {
    const { plan, db } = await measure<{ plan: Plan; db: number[] }>(
      ...[page, 'power', request('noise', 'otherNoise', 50, 8)],
    );
    const before = db[4];
    const during = db.slice(0, Math.floor(plan.endsAtS) - 2).map((level) => Math.abs(level - before));
    expect(greatest(during)).toBeLessThan(1);
  });

  it('has one low end at a time', async () => {
    const wanted = request('bass', 'otherBass', 50, 8);
    const into = await measure<{ plan: Plan; db: number[] }>(page, 'power', wanted, 'in');
    const out = await measure<{ plan: Plan; db: number[] }>(page, 'power', wanted, 'out');
    const swap = Math.floor(into.plan.swapAtS);
    const full = into.db[Math.floor(into.plan.outEndsAtS) + 2];
    expect(into.db[swap - 2]).toBeLessThan(full - 20);
    expect(out.db[swap + 2]).toBeLessThan(full - 20);
    // both are 3 dB down in the middle of the crossfade
    expect(into.db[swap + 2]).toBeGreaterThan(full - 4);
    expect(out.db[swap - 2]).toBeGreaterThan(full - 4);
    expect(opened.complaints).toEqual([]);
  });
});

describe.runIf(hasBrowser && (await hasFfmpeg()))('times of encoded tracks', () => {
  const GRID = [part(0.25, 120)];
  const FORMATS: [string, string[]][] = [
    ['wav', []],
    ['flac', []],
    ['mp3', ['-b:a', '192k']],
    ['m4a', ['-b:a', '192k']],
    ['ogg', ['-c:a', 'libvorbis', '-q:a', '6']],
    ['opus', ['-b:a', '160k']],
  ];

  it('are the same in the analysis, in every part that a mix fetches, and in the browser', async () => {
    const folder = await temporaryFolder('formats');
    const wav = join(folder, 'clicks.wav');
    await writeClicks(wav, { seconds: 60, grid: GRID });
    const files: Record<string, { path: string; record: TrackRecord }> = {};
    for (const [ending, options] of FORMATS) {
      const path = ending === 'wav' ? wav : join(folder, `clicks.${ending}`);
      if (ending !== 'wav') await encodeWith(wav, path, ...options);
      files[ending] = { path, record: { duration: 60, bpm: 120, tempos: GRID } };
    }
    const { opened, served, ids } = await openTracks(files);
    await using _server = served;
    await using _page = opened;
    const worst = (times: number[]) =>
      greatest(times.map((timeS) => 1000 * Math.abs(((timeS - 0.25 + 0.25) % 0.5) - 0.25)));
    for (const [ending] of FORMATS) {
      const whole = await measure<number[]>(opened.page, 'partClicks', ids[ending], 0, 60);
      const cut = await measure<number[]>(opened.page, 'partClicks', ids[ending], 31.317, 39.9);
      const browser = await measure<number[]>(opened.page, 'browserClicks', ids[ending]);
      const { samples, sampleRate } = await decodeAudio(files[ending].path, { sampleRate: 44_100 });
      const analysed: number[] = [];
      for (let i = 0; i < samples.length; i++) {
        if (Math.abs(samples[i]) < 0.15) continue;
        analysed.push(i / sampleRate);
        i += sampleRate / 4;
      }
      const misses = [whole, cut, browser, analysed].map(worst);
      expect([whole.length, cut.length], ending).toEqual([120, 17]);
      expect(greatest(misses), ending).toBeLessThan(1);
    }
  }, 180_000);
});
