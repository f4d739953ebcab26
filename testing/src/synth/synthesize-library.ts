import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeAiff, encodeWav } from './audio-file.ts';
import { camelotCode, parseKey } from './pitch.ts';
import { renderTrack } from './render-track.ts';
import { writeTags } from './tags.ts';
import { TRACKS, type TrackSpec } from './track-table.ts';

/** Contents of a synthesised file, even if its tags do not name them. */
export interface SynthTrack {
  path: string;
  artist: string;
  title: string;
  genre: string;
  bpm: number;
  /** Camelot, `8A` for A minor. */
  key: string;
  durationS: number;
}

export interface SynthesizeLibraryOptions {
  /** Number of tracks. Any even number includes at least two tracks of each included style. @default 28 */
  tracks?: number;
  /** Length of every track, in seconds. @default each track's own length */
  seconds?: number;
  /** Stops before the next track; the call rejects with the signal's reason. */
  signal?: AbortSignal;
  onTrack?: (made: { done: number; total: number; path: string }) => void;
}

/** Creates the folder. Writes techno to ambient, WAV and AIFF, mostly with tags, and always the same bytes. */
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
