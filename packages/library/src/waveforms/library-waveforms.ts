import { DETAIL_RATE, reduceWaveform, WAVEFORM_BANDS, type WaveformOverview } from '@rbassist/analyze';
import { fileSignature, mapConcurrent, type TrackRecord } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { BoundedCache } from './bounded-cache.ts';
import { FirstLooks } from './first-looks.ts';
import { WaveformPool } from './waveform-pool.ts';
import { WaveformStore } from './waveform-store.ts';

/** A track's waveform, or a part of it. */
export interface Waveform {
  /** Start of the first column, in seconds. */
  startS: number;
  /** Seconds per column. */
  stepS: number;
  /**
   * Columns of three bytes: the low band (below 200 Hz), the middle one, and the high one (above 2 kHz). A byte is the
   * square root of the amplitude, times 255, so that it can be drawn as a height. The amplitude is that of a sine with
   * the band's power; in detail, it is the band's peak.
   */
  columns: Uint8Array;
}

/** Part of a track to show in detail, in seconds. */
export interface WaveformPart {
  startS: number;
  durationS: number;
}

/** Options of `Library.waveformStrips`. */
export interface StripOptions {
  /** Draw tracks without a waveform afterwards, in the background, for the next call. @default false */
  draw?: boolean;
}

/** Seconds of detail that are computed at once. Most decoders can't seek, so nearly every track is one piece. */
const PIECE_S = 600;
const PIECE_COLUMNS = PIECE_S * DETAIL_RATE;
/** Detail of some 200 tracks. */
const DETAIL_BYTES = 32 * 2 ** 20;
/** Columns of a strip, for a row of a table. */
const STRIP_COLUMNS = 64;
/** Strips of some 80,000 tracks. */
const STRIP_BYTES = 16 * 2 ** 20;
const READ_CONCURRENCY = 16;

/** Stored overviews of a library's tracks, and details that are computed on demand. */
export class LibraryWaveforms {
  readonly store: WaveformStore;
  readonly #pool = new WaveformPool();
  readonly #details = new BoundedCache(DETAIL_BYTES);
  readonly #strips = new BoundedCache(STRIP_BYTES);
  readonly #firstLooks = new FirstLooks((path) => this.overview(path));
  readonly #warn: (message: string) => void;

  constructor(folder: DataFolder, warn: (message: string) => void) {
    this.store = new WaveformStore(folder);
    this.#warn = warn;
  }

  /** Stores a waveform that a scan computed. Throws {@link DataFolderError} if it can't be written. */
  async save(path: string, signature: string, overview: WaveformOverview): Promise<void> {
    await this.store.write(path, { signature, ...overview });
    this.#strips.delete(path);
  }

  /** Keeps the stored overview of a file whose tags changed, but not its sound. */
  async carry(path: string, before: string, after: string): Promise<void> {
    const stored = before === after ? undefined : await this.store.read(path);
    if (stored?.signature === before) await this.store.write(path, { ...stored, signature: after });
  }

  /** Computes and stores the overview if it is missing or outdated. Throws {@link TrackError}. */
  async overview(path: string): Promise<Waveform> {
    const signature = await fileSignature(path).catch(() => undefined);
    const stored = await this.store.read(path);
    // a drive that is not connected hides no stored waveform
    if (stored && (signature ?? stored.signature) === stored.signature) return whole(stored);
    const overview = await this.#pool.draw({ path });
    if (signature !== undefined) {
      await this.save(path, signature, overview).catch((error: Error) => this.#warn(error.message));
    }
    return whole(overview);
  }

  /** Has no columns beyond the end of the track. Throws {@link TrackError}. */
  async detail(path: string, { startS, durationS }: WaveformPart, record: TrackRecord): Promise<Waveform> {
    const lengthS = record.duration ?? Number.POSITIVE_INFINITY;
    const first = Math.floor(startS * DETAIL_RATE);
    const end = Math.ceil(Math.min(startS + durationS, lengthS + 1) * DETAIL_RATE);
    const parts: Uint8Array[] = [];
    const signature = await fileSignature(path).catch(() => '');
    for (let piece = Math.floor(first / PIECE_COLUMNS); piece * PIECE_COLUMNS < end; piece++) {
      const columns = await this.#piece(path, signature, piece);
      const offset = piece * PIECE_COLUMNS;
      const [from, to] = [Math.max(first, offset) - offset, end - offset];
      parts.push(columns.subarray(from * WAVEFORM_BANDS, to * WAVEFORM_BANDS));
      if (columns.length < PIECE_COLUMNS * WAVEFORM_BANDS) break;
    }
    return { startS: first / DETAIL_RATE, stepS: 1 / DETAIL_RATE, columns: new Uint8Array(Buffer.concat(parts)) };
  }

  /** Reads small stored overviews, of at most 64 columns; undefined for a track without one. */
  async strips(paths: readonly string[], { draw = false }: StripOptions): Promise<(Uint8Array | undefined)[]> {
    const strips = new Map<string, Uint8Array>();
    const read = async (path: string) => ({ path, strip: await this.#strip(path) });
    for await (const { path, strip } of mapConcurrent(paths, read, { concurrency: READ_CONCURRENCY })) {
      if (strip) strips.set(path, strip);
    }
    if (draw && strips.size < paths.length) this.#firstLooks.add(paths.filter((path) => !strips.has(path)));
    return paths.map((path) => strips.get(path));
  }

  close(): Promise<void> {
    this.#firstLooks.clear();
    return this.#pool.close();
  }

  async #strip(path: string): Promise<Uint8Array | undefined> {
    const known = this.#strips.get(path);
    const stored = known ? undefined : await this.store.read(path);
    if (!stored) return known;
    const strip = reduceWaveform(stored.columns, STRIP_COLUMNS);
    this.#strips.set(path, strip);
    return strip;
  }

  async #piece(path: string, signature: string, piece: number): Promise<Uint8Array> {
    const key = [path, signature, piece].join('\0');
    const known = this.#details.get(key);
    if (known) return known;
    const part = { startS: piece * PIECE_S, durationS: PIECE_S };
    const { columns } = await this.#pool.draw({ path, part });
    this.#details.set(key, columns);
    return columns;
  }
}

function whole({ stepS, columns }: Pick<Waveform, 'stepS' | 'columns'>): Waveform {
  return { startS: 0, stepS, columns };
}
