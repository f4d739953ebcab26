import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encodeWav, type Recording, synthesizeSong } from '@rbassist/testing/synth';
import { decode } from 'node-wav';
import type { Format } from './formats.ts';
import type { Workshop } from './workshop.ts';

const run = promisify(execFile);
const SAMPLE_RATE = 44_100;
/** Songs are encoded by so many processes at once. */
const LANES = 2;

/** What the songs are like, and what encodes them. */
export interface ShelfOptions {
  songs: number;
  /** Length of each, in seconds. */
  songS: number;
  /** Where an ffmpeg is. */
  ffmpeg: string | undefined;
}

/** The same few songs in whatever format they are asked for; each is made once. */
export class SongShelf {
  readonly #masters: readonly string[];
  readonly #ffmpeg: string | undefined;
  readonly #workshop: Workshop;
  readonly #made = new Map<Format, Promise<string[]>>();

  private constructor(masters: readonly string[], ffmpeg: string | undefined, workshop: Workshop) {
    this.#masters = masters;
    this.#ffmpeg = ffmpeg;
    this.#workshop = workshop;
  }

  /** Makes the songs: different ones, 44.1 kHz, stereo. */
  static async open({ songs, songS, ffmpeg }: ShelfOptions, workshop: Workshop): Promise<SongShelf> {
    workshop.say(`making ${songs} songs of ${songS} s`);
    const masters: string[] = [];
    for (let seed = 1; seed <= songs; seed++) {
      workshop.signal.throwIfAborted();
      const channels = synthesizeSong({ seed, seconds: songS, sampleRate: SAMPLE_RATE });
      const path = join(workshop.folder, `song ${seed}.wav`);
      await writeFile(path, encodeWav({ channels, sampleRate: SAMPLE_RATE, bitDepth: 16 }));
      masters.push(path);
    }
    return new SongShelf(masters, ffmpeg, workshop);
  }

  /**
   * The paths of the songs in a format.
   *
   * @throws Error where there is no ffmpeg that can make it.
   */
  songs(format: Format): Promise<string[]> {
    const songs = this.#made.get(format) ?? this.#make(format);
    this.#made.set(format, songs);
    return songs;
  }

  async #make(format: Format): Promise<string[]> {
    const { folder, say } = this.#workshop;
    if ('ffmpeg' in format.make && !this.#ffmpeg) throw new Error('there is no ffmpeg to make it with');
    say(`making them ${format.name}`);
    const shelf = join(folder, format.name);
    await mkdir(shelf);
    const paths = this.#masters.map((_, i) => join(shelf, `${i + 1}${format.extension}`));
    const lane = async (first: number) => {
      for (let i = first; i < paths.length; i += LANES) await this.#makeSong(format, this.#masters[i], paths[i]);
    };
    await Promise.all(Array.from({ length: LANES }, (_, first) => lane(first)));
    return paths;
  }

  async #makeSong({ make }: Format, master: string, path: string): Promise<void> {
    const { signal } = this.#workshop;
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
