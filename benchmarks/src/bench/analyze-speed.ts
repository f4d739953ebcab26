import { analyzeFile } from '@rbassist/analyze';
import { type PythonProcess, startPython } from '../peers/python-process.ts';
import { median } from '../tempo/beat-measure.ts';
import { COMMAND_PEERS, startCommandPeer } from '../tempo/command-peers.ts';
import type { BenchContext } from './bench-context.ts';
import { timed } from './cpu-time.ts';
import { FLAC, type Format, MP3, WAV } from './formats.ts';
import { SongCache } from './song-cache.ts';

export interface SpeedOptions {
  songs: number;
  /** Length of each song, in seconds: the maximum that rbassist analyses. */
  songS: number;
  turns: number;
  ffmpeg: string | undefined;
  python: string;
}

interface SpeedFigures {
  name: string;
  /** Median processor time per song, with decoding and child processes, in seconds. */
  cpuS: number;
  /** Seconds of music per second on one core. */
  perCore: number;
  /** Median ratio of its time to ours for the same song: 0.5 is twice as fast as rbassist. 1 for rbassist. */
  timesOurs: number;
}

interface FormatSpeed {
  format: string;
  systems: SpeedFigures[];
}

export interface AnalyzeSpeed {
  songS: number;
  formats: FormatSpeed[];
  missing: string[];
}

/** Returns the processor seconds for a file; null if it could not be read. */
type Listener = (file: string) => Promise<number | null>;

const OURS = 'rbassist';

export async function measureAnalyzeSpeed(options: SpeedOptions, context: BenchContext): Promise<AnalyzeSpeed> {
  const cache = await SongCache.open(options, context);
  const missing: string[] = [];
  const librosa = await startPython(options.python, 'librosa_features.py');
  if (!librosa) missing.push(`librosa is not installed for ${options.python}: pip install librosa`);
  try {
    const analyzers = await gatherListeners(librosa, missing);
    const formats: FormatSpeed[] = [];
    for (const format of [WAV, FLAC, MP3]) {
      try {
        formats.push(await measureFormat(format, await cache.songs(format), analyzers, options, context));
      } catch (error) {
        context.signal.throwIfAborted();
        missing.push(`${format.name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    return { songS: options.songS, formats, missing };
  } finally {
    await librosa?.close();
  }
}

async function gatherListeners(librosa: PythonProcess | null, missing: string[]): Promise<Map<string, Listener>> {
  const analyzers = new Map<string, Listener>([
    [
      OURS,
      async (file) =>
        (await timed(() => analyzeFile(file, { parts: ['tempo', 'key', 'cues', 'features'] }))).cpuSeconds,
    ],
  ]);
  const [aubio] = COMMAND_PEERS;
  const tempo = await startCommandPeer(aubio);
  if (!tempo) missing.push(`${aubio.name} is not installed: ${aubio.install}`);
  else {
    analyzers.set(aubio.name, async (file) => {
      const found = await tempo.analyze({ file, bpm: null });
      return 'error' in found ? null : found.cpuSeconds;
    });
  }
  if (librosa) {
    analyzers.set('librosa', async (file) => {
      const found = (await librosa.ask(file)) as { cpuSeconds?: number };
      return found.cpuSeconds ?? null;
    });
  }
  return analyzers;
}

async function measureFormat(
  format: Format,
  songs: readonly string[],
  analyzers: ReadonlyMap<string, Listener>,
  { songS, turns }: SpeedOptions,
  { signal, say }: BenchContext,
): Promise<FormatSpeed> {
  say(`analysing ${format.name}`);
  const taken = new Map<string, number[]>();
  const ratios = new Map<string, number[]>();
  // the first round fills caches and compiles, so it is not counted
  for (let turn = 0; turn <= turns; turn++) {
    for (const song of songs) {
      let ours: number | null = null;
      for (const [name, analyze] of analyzers) {
        signal.throwIfAborted();
        const cpuS = await analyze(song);
        if (name === OURS) ours = cpuS;
        if (turn === 0 || cpuS === null) continue;
        taken.set(name, [...(taken.get(name) ?? []), cpuS]);
        if (ours) ratios.set(name, [...(ratios.get(name) ?? []), cpuS / ours]);
      }
    }
  }
  const systems = [...taken].map(([name, seconds]) => {
    const cpuS = median(seconds) ?? Number.NaN;
    return { name, cpuS, perCore: songS / cpuS, timesOurs: median(ratios.get(name) ?? []) ?? Number.NaN };
  });
  return { format: format.name, systems };
}
