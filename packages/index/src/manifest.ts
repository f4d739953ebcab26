import { type EmbeddingSpace, FileFormatError } from '@rbassist/core';
import { checksum, type FileCheck } from './file-check.ts';
import type { EngineName } from './vector-engine.ts';

/** What index.json says about the files beside it. */
export interface Manifest {
  /** Of this format. */
  version: number;
  space: EmbeddingSpace;
  engine: EngineName;
  dimensions: number;
  /** Tracks that can be found. */
  count: number;
  /** Vectors in the engine's file: `count`, and places of tracks that were removed since. */
  labels: number;
  /** By file name. */
  files: Record<string, FileCheck>;
}

/** The version of index.json that this code writes, and the only one it reads. */
export const MANIFEST_VERSION = 2;

/** The text of index.json: the manifest and a checksum of it, so that no changed letter goes unnoticed. */
export function encodeManifest(manifest: Manifest): string {
  const { text: crc32 } = checksum(JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, crc32 }, null, 2)}\n`;
}

/** Reads index.json. Throws {@link FileFormatError} when it is damaged or of another version. */
export function decodeManifest(text: string, path: string): Manifest {
  const fail = (reason: string) =>
    new FileFormatError(path, `${path} ${reason}. Build the index again with "rbassist index".`);
  const manifest = parseManifest(text);
  if (manifest === undefined) throw fail('is damaged');
  if (manifest.version !== MANIFEST_VERSION) {
    throw fail(`has version ${manifest.version}, and this rbassist reads ${MANIFEST_VERSION}`);
  }
  if (encodeManifest(manifest) !== text) throw fail('is damaged: it does not match its checksum');
  return manifest;
}

function parseManifest(text: string): Manifest | undefined {
  try {
    const { crc32: _, ...manifest } = JSON.parse(text);
    return manifest;
  } catch {
    return undefined;
  }
}
