import { join } from 'node:path';
import {
  dataFolderError,
  type EmbeddingSpace,
  fileSignature,
  makeFolder,
  readRegularFile,
  removeAbandonedFiles,
  replaceFile,
} from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { isObject } from '../files/is-object.ts';

/** Changes with the method, which makes earlier maps out of date. */
const MAP_VERSION = 1;
/** Room for about a million tracks. */
const LARGEST_MAP = 2 ** 28;

/** A map as saved. */
export interface StoredMap {
  space: EmbeddingSpace;
  /** Sorted. */
  paths: readonly string[];
  /** x and y of each track in turn. */
  places: Float32Array;
  /** CRC-32 of each track's vector. */
  digests: Uint32Array;
}

/** The map of a library: `map/map.json` in the data folder. It can be made again, so a damaged one counts as none. */
export class MapStore {
  readonly #folder: string;
  readonly #path: string;
  #read: { signature: string; map: StoredMap | undefined } | undefined;

  constructor(folder: DataFolder) {
    this.#folder = join(folder.root, 'map');
    this.#path = join(this.#folder, 'map.json');
  }

  /** Reads the map, again only if its file has changed. Callers share it. */
  async read(): Promise<StoredMap | undefined> {
    const signature = await fileSignature(this.#path).catch(() => undefined);
    if (signature === undefined) return undefined;
    if (this.#read?.signature !== signature) {
      const bytes = await readRegularFile(this.#path, LARGEST_MAP).catch((error) => {
        throw dataFolderError(this.#path, 'read', error);
      });
      this.#read = { signature, map: parseMap(bytes.toString('utf8')) };
    }
    return this.#read.map;
  }

  /** Throws {@link DataFolderError} if the file can't be written. */
  async write(map: StoredMap): Promise<void> {
    try {
      await makeFolder(this.#folder);
      await removeAbandonedFiles(this.#folder);
      await replaceFile(this.#path, formatMap(map));
    } catch (error) {
      throw dataFolderError(this.#path, 'written', error);
    }
  }
}

function formatMap({ space, paths, places, digests }: StoredMap): string {
  const text = ({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array) =>
    Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  const map = { version: MAP_VERSION, space, paths, places: text(places), digests: text(digests) };
  return `${JSON.stringify(map)}\n`;
}

function parseMap(text: string): StoredMap | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { version, space, paths, places: placeText, digests: digestText } = value;
  if (version !== MAP_VERSION || typeof space !== 'string' || !Array.isArray(paths)) return undefined;
  if (typeof placeText !== 'string' || typeof digestText !== 'string') return undefined;
  const places = new Float32Array(bytesOf(placeText));
  const digests = new Uint32Array(bytesOf(digestText));
  const isWhole =
    places.length === 2 * paths.length && digests.length === paths.length && places.every(Number.isFinite);
  if (!isWhole || !paths.every((path) => typeof path === 'string')) return undefined;
  return { space: space as EmbeddingSpace, paths, places, digests };
}

/** Returns a copy of whole numbers of four bytes, which a shared buffer would not align. */
function bytesOf(base64: string): ArrayBuffer {
  const bytes = Buffer.from(base64, 'base64');
  return new Uint8Array(bytes.subarray(0, bytes.length & ~3)).buffer;
}
