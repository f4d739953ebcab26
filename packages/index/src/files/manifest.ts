import { join } from 'node:path';
import type { EmbeddingSpace } from '@rbassist/core';
import { checksum, damaged, type FileCheck } from './file-check.ts';

/** Contents of index.json, which describes the other files of the index. */
export interface Manifest {
  version: number;
  space: EmbeddingSpace;
  engine: string;
  dimensions: number;
  count: number;
  /** Number of rows in the engine's file. Larger than `count` in an index of an earlier version with removed rows. */
  labels: number;
  files: Record<string, FileCheck>;
}

export const MANIFEST_NAME = 'index.json';
export const MANIFEST_VERSION = 2;

export function manifestPath(folder: string): string {
  return join(folder, MANIFEST_NAME);
}

export function encodeManifest(manifest: Manifest): string {
  const { text: crc32 } = checksum(JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, crc32 }, null, 2)}\n`;
}

/** Decodes index.json. Throws {@link FileFormatError} if it is damaged or has another version. */
export function decodeManifest(text: string, path: string): Manifest {
  const manifest = parseManifest(text);
  if (manifest === undefined) throw damaged(path, 'is damaged');
  if (manifest.version !== MANIFEST_VERSION) {
    throw damaged(path, `has version ${manifest.version}, but this rbassist reads version ${MANIFEST_VERSION}`);
  }
  if (encodeManifest(manifest) !== text) throw damaged(path, 'is damaged: it does not match its checksum');
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
