import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encodeWav, type Recording, synthesizeSong } from '@rbassist/testing/synth';
import { decode } from 'node-wav';
import type { BenchContext } from './bench-context.ts';
import type { Format } from './formats.ts';

const run = promisify(execFile);
const SAMPLE_RATE = 44_100;
const ENCODERS = 2;

export interface SongCacheOptions {
  songs: number;
  songS: number;
  ffmpeg: string | undefined;
}

/** A few songs in any format, each encoded once. */
export class SongCache {
  readonly #masters: readonly string[];
  readonly #ffmpeg: string | undefined;
  readonly #context: BenchContext;
  readonly #made = new Map<Format, Promise<string[]>>();

  private constructor(masters: readonly string[], ffmpeg: string | undefined, context: BenchContext) {
    this.#masters = masters;
    this.#ffmpeg = ffmpeg;
    this.#context = context;
  }

  /** Makes the songs: all different, 44.1 kHz, stereo. */
  static async open({ songs, songS, ffmpeg }: SongCacheOptions, context: BenchContext): Promise<SongCache> {
    context.say(`making ${songs} songs of ${songS} s`);
    const masters: string[] = [];
    for (let seed = 1; seed <= songs; seed++) {
      context.signal.throwIfAborted();
      const channels = synthesizeSong({ seed, seconds: songS, sampleRate: SAMPLE_RATE });
      const path = join(context.folder, `song ${seed}.wav`);
      await writeFile(path, encodeWav({ channels, sampleRate: SAMPLE_RATE, bitDepth: 16 }));
      masters.push(path);
    }
    return new SongCache(masters, ffmpeg, context);
  }

  /** Throws if no ffmpeg can encode the format. */
  songs(format: Format): Promise<string[]> {
    const songs = this.#made.get(format) ?? this.#make(format);
    this.#made.set(format, songs);
    return songs;
  }

  async #make(format: Format): Promise<string[]> {
    const { folder, say } = this.#context;
    if ('ffmpeg' in format.make && !this.#ffmpeg) throw new Error('ffmpeg is missing to make it');
    say(`making them ${format.name}`);
    const songFolder = join(folder, format.name);
    await mkdir(songFolder);
    const paths = this.#masters.map((_, i) => join(songFolder, `${i + 1}${format.extension}`));
    const worker = async (first: number) => {
      for (let i = first; i < paths.length; i += ENCODERS) await this.#makeSong(format, this.#masters[i], paths[i]);
    };
    await Promise.all(Array.from({ length: ENCODERS }, (_, first) => worker(first)));
    return paths;
  }

  async #makeSong({ make }: Format, master: string, path: string): Promise<void> {
    const { signal } = this.#context;
    signal.throwIfAborted();
    if ('plain' in make) await writeFile(path, make.plain(await readMaster(master)));
    else await run(this.#ffmpeg ?? '', ['-nostdin', '-v', 'error', '-i', master, ...make.ffmpeg, path], { signal });
  }
}

async function readMaster(path: string): Promise<Recording> {
  const { buffer } = new Uint8Array(await readFile(path));
  const { channelData, sampleRate } = decode(buffer);
  return { channels: channelData, sampleRate, bitDepth: 16 };
}
