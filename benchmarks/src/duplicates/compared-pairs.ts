import { readFile } from 'node:fs/promises';
import { type AcousticFingerprint, fingerprintDifference, fingerprintFile } from '@rbassist/analyze';
import { decodeNpy, dot, errorMessage, unit } from '@rbassist/core';
import type { Library } from '@rbassist/library';
import { chromaprint, chromaprintDifference } from './chromaprint.ts';

/** Pairs that differ more in length are not copies for any of the measures. */
export const DURATION_TOLERANCE_S = 3.5;
/** Same limit as in the library: pairs with a larger vector distance are not compared by sound. */
export const LARGEST_DISTANCE = 0.3;

export interface KnownFile {
  path: string;
  /** Equal for copies of one recording; different for another version. */
  recording: string;
  treatment: string;
}

export interface ComparedPair {
  files: readonly [KnownFile, KnownFile];
  same: boolean;
  distance: number;
  /** Difference of their fingerprints; 1 if their vectors are too far apart to compare. */
  difference: number;
  /** Difference of their Chromaprint fingerprints; absent if Chromaprint is not installed. */
  peer?: number;
}

export async function comparePairs(
  library: Library,
  files: readonly KnownFile[],
  { withPeer }: { withPeer: boolean },
): Promise<ComparedPair[]> {
  const rows: { file: KnownFile; vector: Float32Array; durationS: number }[] = [];
  for (const file of files) {
    const { embedding, duration = 0 } = library.track(file.path) ?? {};
    if (!embedding) continue;
    rows.push({ file, vector: unit(decodeNpy(await readFile(embedding), embedding).data), durationS: duration });
  }
  rows.sort((a, b) => a.durationS - b.durationS);
  const prints = memoize(({ file, durationS }: (typeof rows)[number]) => fingerprintFile(file.path, { durationS }));
  const peerPrints = memoize(({ file }: (typeof rows)[number]) => chromaprint(file.path));
  const pairs: ComparedPair[] = [];
  for (const [i, a] of rows.entries()) {
    for (let j = i + 1; j < rows.length && rows[j].durationS - a.durationS <= DURATION_TOLERANCE_S; j++) {
      const b = rows[j];
      const distance = Math.max(0, 1 - dot(a.vector, b.vector));
      const same = a.file.recording === b.file.recording;
      const isNear = distance <= LARGEST_DISTANCE;
      pairs.push({
        ...{ files: [a.file, b.file], same, distance },
        difference: isNear ? await differenceOf(await prints(a), await prints(b)) : 1,
        ...(withPeer && { peer: isNear ? await peerDifference(await peerPrints(a), await peerPrints(b)) : 1 }),
      });
    }
    if ((i + 1) % 50 === 0 || i + 1 === rows.length) console.error(`${i + 1} of ${rows.length} files compared`);
  }
  return pairs;
}

async function differenceOf(a: AcousticFingerprint | null, b: AcousticFingerprint | null): Promise<number> {
  return a && b ? fingerprintDifference(a, b, DURATION_TOLERANCE_S) : 1;
}

async function peerDifference(a: Uint32Array | null, b: Uint32Array | null): Promise<number> {
  return a && b ? chromaprintDifference(a, b, DURATION_TOLERANCE_S) : 1;
}

/** Computes each value once; null for an unreadable file. */
function memoize<K, V>(make: (key: K) => Promise<V>): (key: K) => Promise<V | null> {
  const made = new Map<K, Promise<V | null>>();
  return (key) => {
    const known = made.get(key);
    if (known) return known;
    const making = make(key).catch((error) => {
      console.error(`skipped: ${errorMessage(error)}`);
      return null;
    });
    made.set(key, making);
    return making;
  };
}
