import { readFile } from 'node:fs/promises';
import { type CamelotKey, errorMessage } from '@rbassist/core';
import { UsageError } from '../manifest.ts';
import type { AnsweredKey } from './key-figures.ts';
import type { KeyTrack } from './key-manifest.ts';

/** Reads the keys that `npm run fit:key -- … --answers FILE` found with the package of each track left out. */
export async function readStoredKeys(path: string, tracks: readonly KeyTrack[]): Promise<AnsweredKey[]> {
  const stored = await parse(path);
  return tracks.map((track) => {
    const found = stored[track.file];
    return { track, answer: found ? { ...found, seconds: Number.NaN } : null };
  });
}

async function parse(path: string): Promise<Record<string, { key: CamelotKey; confidence: number }>> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} has no keys that fit:key wrote: ${errorMessage(error)}`);
  }
}
