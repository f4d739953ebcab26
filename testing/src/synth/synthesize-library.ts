import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeAiff, encodeWav } from './audio-file.ts';
import { camelotCode, parseKey } from './pitch.ts';
import { renderTrack } from './render-track.ts';
import { writeTags } from './tags.ts';
import { TRACKS, type TrackSpec } from './track-table.ts';

/** What a synthesised file holds, whether or not its tags say so. */
export interface SynthTrack {
  path: string;
  artist: string;
  title: string;
  genre: string;
  bpm: number;
  /** Camelot, `8A` for A minor. */
  key: string;
  /** Seconds. */
  durationS: number;
}

export interface SynthesizeLibraryOptions {
  /** How many of the 28 tracks to make; all. Any even number holds at least two of each style that it holds. */
  tracks?: number;
  /** Length of every track, instead of each one's own. */
  seconds?: number;
  /** Stops before the next track; the call rejects with its reason. */
  signal?: AbortSignal;
  /** Is called after each track. */
  onTrack?: (made: { done: number; total: number; path: string }) => void;
}

/**
 * Fills a folder, made if needed, with a small DJ library: techno to ambient, WAV and AIFF, mostly tagged. It writes the same bytes every
 * time.
 */
export async function synthesizeLibrary(folder: string, options: SynthesizeLibraryOptions = {}): Promise<SynthTrack[]> {
  const specs = TRACKS.slice(0, options.tracks);
  await mkdir(folder, { recursive: true });
  const tracks: SynthTrack[] = [];
  for (const row of specs) {
    options.signal?.throwIfAborted();
    const spec = { ...row, seconds: options.seconds ?? row.seconds };
    const path = join(folder, `${spec.artist} - ${spec.title}.${spec.container}`);
    await writeTrack(path, spec);
    const { artist, title, genre, bpm, seconds } = spec;
    tracks.push({ path, artist, title, genre, bpm, key: camelotCode(parseKey(spec.key)), durationS: seconds });
    options.onTrack?.({ done: tracks.length, total: specs.length, path });
  }
  return tracks;
}

async function writeTrack(path: string, spec: TrackSpec): Promise<void> {
  const { left, right, sampleRate } = renderTrack(spec);
  const channels = spec.channels === 1 ? [left] : [left, right];
  const encode = spec.container === 'wav' ? encodeWav : encodeAiff;
  await writeFile(path, encode({ channels, sampleRate, bitDepth: spec.bitDepth }));
  if (spec.tagged) writeTags(path, spec);
}
