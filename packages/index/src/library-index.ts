import { setTimeout as delay } from 'node:timers/promises';
import {
  type EmbeddingSpace,
  FileFormatError,
  fileSignature,
  type Neighbor,
  type NeighborSource,
  NotFoundError,
  OptionError,
  SpaceMismatchError,
} from '@rbassist/core';
import { engineFile, isBeingReplaced, type Labels, manifestPath, readLabels, readManifest } from './index-files.ts';
import type { Manifest } from './manifest.ts';
import type { EngineName, SearchWay, VectorEngine } from './vector-engine.ts';

/** Which index to open. */
export interface OpenIndexOptions {
  /** The library's index folder, `<data>/index`. */
  folder: string;
  /** The embedding space that the vectors must be of. Any when omitted. */
  space?: EmbeddingSpace;
}

/** What a search found, and how far it had to go for it. */
export interface IndexSearch {
  /** Nearest first. */
  neighbors: Neighbor[];
  way: SearchWay;
}

/** How often, and how long, is waited for another process that is putting an index in place. */
const EXCHANGE_TRIES = 10;
const EXCHANGE_MS = 100;

/**
 * Opens the index of a library and checks every byte of it.
 *
 * @throws {FileFormatError} when there is none, when it is damaged or half-written, or when the Python rbassist wrote it.
 * @throws {SpaceMismatchError} when its vectors are of another embedding space.
 * @throws {MissingDependencyError} when it needs hnswlib-node, which can't be loaded.
 * @throws {DataFolderError} when its files can't be read.
 */
export async function openIndex({ folder, space }: OpenIndexOptions): Promise<LibraryIndex> {
  for (let tries = 1; ; tries++) {
    const before = await signatureOf(folder);
    const manifest = await readManifest(folder);
    if (space !== undefined) requireSpace(manifest.space, space);
    try {
      return await openFiles(folder, manifest);
    } catch (error) {
      if (!(error instanceof FileFormatError) || tries === EXCHANGE_TRIES) throw error;
      if (await isBeingReplaced(folder)) await delay(EXCHANGE_MS);
      else if ((await signatureOf(folder)) === before) throw error;
    }
  }
}

/** Tells one writing of an index from the next, also where both say the same. */
function signatureOf(folder: string): Promise<string | undefined> {
  return fileSignature(manifestPath(folder)).catch(() => undefined);
}

async function openFiles(folder: string, manifest: Manifest): Promise<LibraryIndex> {
  const paths = await readLabels(folder, manifest);
  const { kind, path, expected } = engineFile(folder, manifest);
  return new LibraryIndex(manifest.space, await kind.open(path, expected), paths);
}

/** Throws {@link SpaceMismatchError} when an index holds vectors of another space than is asked for. */
export function requireSpace(found: EmbeddingSpace, asked: EmbeddingSpace): void {
  if (found === asked) return;
  const message = `The index holds vectors of "${found}", and "${asked}" was asked for. Build the index again with "rbassist index".`;
  throw new SpaceMismatchError(asked, found, message);
}

/** The tracks of a library by their vectors. Made by {@link openIndex}; a later build does not change it. */
export class LibraryIndex implements NeighborSource {
  readonly space: EmbeddingSpace;
  readonly #engine: VectorEngine;
  readonly #paths: Readonly<Labels>;
  readonly #labels: ReadonlyMap<string, number>;

  /** @internal */
  constructor(space: EmbeddingSpace, engine: VectorEngine, paths: Labels) {
    this.space = space;
    this.#engine = engine;
    this.#paths = paths;
    this.#labels = labelsByPath(paths);
  }

  /** Number of tracks. */
  get size(): number {
    return this.#labels.size;
  }

  /** Length of the vectors. */
  get dimensions(): number {
    return this.#engine.dimensions;
  }

  /** What does the searching. */
  get engine(): EngineName {
    return this.#engine.name;
  }

  /** Every track, in the order they were added. */
  paths(): IterableIterator<string> {
    return this.#labels.keys();
  }

  /** Whether a track is in the index. */
  has(path: string): boolean {
    return this.#labels.has(path);
  }

  /** A copy of a track's vector, of unit length; undefined for a track that is not in the index. */
  vector(path: string): Float32Array | undefined {
    const label = this.#labels.get(path);
    return label === undefined ? undefined : this.#engine.vector(label);
  }

  /**
   * The nearest tracks that `accept` lets through, nearest first, `count` of them whenever there are that many.
   *
   * @param query A finite vector of the index's dimensions; its length does not matter.
   * @throws {OptionError} for any other query, or a count that is not a whole number from 0.
   */
  nearest(query: Float32Array, count: number, accept?: (path: string) => boolean): Neighbor[] {
    return this.search(query, count, accept).neighbors;
  }

  /** As {@link nearest}, telling how far the search had to go. */
  search(query: Float32Array, count: number, accept: (path: string) => boolean = () => true): IndexSearch {
    if (!Number.isInteger(count) || count < 0)
      throw new OptionError(`count must be a whole number from 0, got ${count}.`);
    const acceptLabel = (label: number) => {
      const path = this.#paths[label];
      return path !== null && accept(path);
    };
    const { hits, way } = this.#engine.search(query, count, acceptLabel);
    return { neighbors: hits.map(({ label, distance }) => ({ path: this.#paths[label]!, distance })), way };
  }

  /**
   * The tracks nearest to a track, without itself; otherwise as {@link nearest}.
   *
   * @throws {NotFoundError} when the track is not in the index.
   */
  nearestTo(path: string, count: number, accept: (path: string) => boolean = () => true): Neighbor[] {
    const query = this.vector(path);
    if (query === undefined) {
      throw new NotFoundError(
        `${path} is not in the index. Embed it, then bring the index up to date with "rbassist index".`,
      );
    }
    return this.nearest(query, count, (other) => other !== path && accept(other));
  }
}

/** Which label stands for each path that was not removed. */
export function labelsByPath(paths: Readonly<Labels>): Map<string, number> {
  const labels = new Map<string, number>();
  paths.forEach((path, label) => {
    if (path !== null) labels.set(path, label);
  });
  return labels;
}
