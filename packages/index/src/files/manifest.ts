import { join } from 'node:path';
import type { EmbeddingSpace } from '@rbassist/core';
import { checksum, damaged, type FileCheck } from './file-check.ts';

/** The contents of index.json: what the files beside it hold. */
export interface Manifest {
  /** Version of this format. */
  version: number;
  space: EmbeddingSpace;
  engine: string;
  dimensions: number;
  /** Vectors that a search can find. */
  count: number;
  /** Rows in the engine's file. More than `count` in an index of an earlier rbassist, which kept removed ones. */
  labels: number;
  /** By file name. */
  files: Record<string, FileCheck>;
}

export const MANIFEST_NAME = 'index.json';
/** Version of index.json that this code writes, and the only one it reads. */
export const MANIFEST_VERSION = 2;

/** Returns the path of index.json in an index folder. */
export function manifestPath(folder: string): string {
  return join(folder, MANIFEST_NAME);
}

/** Encodes index.json: the manifest and its checksum, so that any changed letter is noticed. */
export function encodeManifest(manifest: Manifest): string {
  const { text: crc32 } = checksum(JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, crc32 }, null, 2)}\n`;
}

/** Decodes index.json. Throws {@link FileFormatError} if it is damaged or of another version. */
export function decodeManifest(text: string, path: string): Manifest {
  const manifest = parseManifest(text);
  if (manifest === undefined) throw damaged(path, 'is damaged');
  if (manifest.version !== MANIFEST_VERSION) {
    throw damaged(path, `has version ${manifest.version}, and this rbassist reads ${MANIFEST_VERSION}`);
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
