import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { checkOptions, type OptionRule, optionRules, RUN_OPTION_RULES, type RunOptions } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { usableIndex } from '../vectors/usable-index.ts';
import type { StoredMap } from './map-store.ts';
import { mapInThread } from './map-thread.ts';

/** Options of `Library.map`. */
export interface BuildMapOptions extends RunOptions {
  /** Compute the whole map again, which moves every track. @default false */
  rebuild?: boolean;
}

const RULES = {
  ...RUN_OPTION_RULES,
  rebuild: optionRules.flag,
} satisfies Record<keyof BuildMapOptions, OptionRule>;

/** Result of `Library.map`. */
export interface MapReport {
  /** Number of tracks on the map. */
  tracks: number;
  /** Tracks with a new place: new ones, those with a changed vector, or all. */
  added: number;
  /** Tracks of the earlier map that are gone. */
  removed: number;
  /** True if every track may have moved. */
  rebuilt: boolean;
  /** True if the call was aborted; the earlier map stays. */
  interrupted: boolean;
}

const INTERRUPTED: MapReport = { tracks: 0, added: 0, removed: 0, rebuilt: false, interrupted: true };
/** With fewer tracks in their places than this share, the earlier map is no longer one of the library. */
const SMALLEST_KNOWN = 1 / 2;
const VECTORS_PER_TURN = 1000;

/** See `Library.map`. */
export async function buildMap(context: LibraryContext, options: BuildMapOptions): Promise<MapReport> {
  checkOptions(options, RULES);
  const { rebuild = false, ...run } = options;
  await context.refresh();
  const index = run.signal?.aborted ? undefined : await usableIndex(context, run);
  const collected = index && (await collectVectors(index, run.signal));
  if (index === undefined || collected === undefined) return INTERRUPTED;
  const { paths, vectors, digests } = collected;
  const earlier = await context.map.read();
  const kept = earlier?.space === index.space ? keptPlaces(earlier, paths, digests) : undefined;
  const isKept = !rebuild && kept !== undefined && kept.known >= SMALLEST_KNOWN * paths.length;
  const present = new Set(paths);
  const report: MapReport = {
    tracks: paths.length,
    added: isKept ? paths.length - kept.known : paths.length,
    removed: earlier?.paths.filter((path) => !present.has(path)).length ?? 0,
    rebuilt: !isKept,
    interrupted: false,
  };
  if (isKept && report.added === 0 && report.removed === 0) return report;
  const task = { vectors, dimensions: index.dimensions, ...(isKept && { places: kept.places }) };
  const places = isKept && report.added === 0 ? kept.places : await mapInThread(task, run);
  if (places === undefined) return INTERRUPTED;
  await context.map.write({ space: index.space, paths, places, digests });
  return report;
}

/** Copies the vectors in the order of their paths, so that the order of the index does not change the map. */
async function collectVectors(index: ReadonlyVectorIndex, signal: AbortSignal | undefined) {
  const paths = [...index.keys()].sort();
  const vectors = new Float32Array(paths.length * index.dimensions);
  const digests = new Uint32Array(paths.length);
  for (const [i, path] of paths.entries()) {
    if (i % VECTORS_PER_TURN === 0) await nextTurn();
    if (signal?.aborted) return undefined;
    const vector = index.vector(path);
    if (vector === undefined) continue;
    vectors.set(vector, i * index.dimensions);
    digests[i] = crc32(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  }
  return { paths, vectors, digests };
}

/** Returns the earlier places of unchanged vectors, and NaN for the others. A moved file keeps its place. */
function keptPlaces(earlier: StoredMap, paths: readonly string[], digests: Uint32Array) {
  const places = new Float32Array(2 * paths.length).fill(Number.NaN);
  const byPath = new Map(earlier.paths.map((path, i) => [path, i]));
  const present = new Set(paths);
  const gone = new Map<number, number>();
  for (const [i, path] of earlier.paths.entries()) if (!present.has(path)) gone.set(earlier.digests[i], i);
  let known = 0;
  for (const [i, path] of paths.entries()) {
    const at = byPath.get(path) ?? gone.get(digests[i]);
    if (at === undefined || earlier.digests[at] !== digests[i]) continue;
    places.set(earlier.places.subarray(2 * at, 2 * at + 2), 2 * i);
    gone.delete(digests[i]);
    known++;
  }
  return { places, known };
}
