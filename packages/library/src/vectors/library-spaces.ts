import { stat } from 'node:fs/promises';
import {
  type EmbeddingSpace,
  mapConcurrent,
  parseSpace,
  pythonSpace,
  type Remedy,
  SpaceMismatchError,
  spaceDifference,
  type TrackRecord,
  withoutWeights,
} from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import type { EmbeddingFiles } from './embedding-file.ts';
import { type StoredVector, storedVector, VECTOR_KEYS } from './stored-vector.ts';

export interface SpacedVector extends Pick<StoredVector, 'stored' | 'isReplaced'> {
  /** Space that the vector counts as; undefined if its file can't be read and no record names the space. */
  space: EmbeddingSpace | undefined;
  isOwn: boolean;
}

const CONCURRENCY = 16;

/** A vector without named weights counts as a vector of the known weights, if only one set is known. */
export class LibrarySpaces {
  /** Number of tracks in each space of the library. */
  readonly counts: ReadonlyMap<EmbeddingSpace, number>;
  /** Number of tracks in each other space, whose vectors another program wrote. No index holds them. */
  readonly foreign: ReadonlyMap<EmbeddingSpace, number>;
  /** Number of tracks whose vectors do not name their weights, and count as vectors of the known ones. */
  readonly unnamed: number;
  readonly #files: EmbeddingFiles;
  readonly #stated: ReadonlyMap<EmbeddingSpace, SpaceTracks>;
  /** Spaces of vectors whose records name none, by stored path and source. */
  readonly #read: ReadonlyMap<string, EmbeddingSpace>;
  readonly #countsAs: (space: EmbeddingSpace) => EmbeddingSpace;

  private constructor(
    files: EmbeddingFiles,
    stated: ReadonlyMap<EmbeddingSpace, SpaceTracks>,
    read: ReadonlyMap<string, EmbeddingSpace>,
    countsAs = namedWeights([...stated.keys()]),
  ) {
    this.#files = files;
    this.#stated = stated;
    this.#read = read;
    this.#countsAs = countsAs;
    const all = new Map<EmbeddingSpace, SpaceTracks>();
    let unnamed = 0;
    for (const [space, { tracks, own, replaced }] of stated) {
      const named = countsAs(space);
      const known = all.get(named) ?? NO_TRACKS;
      all.set(named, {
        tracks: known.tracks + tracks,
        own: known.own + own,
        replaced: known.replaced + replaced,
      });
      if (named !== space) unnamed += tracks;
    }
    this.unnamed = unnamed;
    const kept = new Map(spacesOfLibrary([...all]));
    const count = (spaces: Iterable<[EmbeddingSpace, SpaceTracks]>) =>
      new Map([...spaces].map(([space, { tracks }]) => [space, tracks]));
    this.counts = count(kept);
    this.foreign = count([...all].filter(([space]) => !kept.has(space)));
  }

  static async of(meta: MetaStore, files: EmbeddingFiles): Promise<LibrarySpaces> {
    const stated = new Map<EmbeddingSpace, SpaceTracks>();
    const others: StoredVector[] = [];
    const add = (space: EmbeddingSpace, { stated: own, isReplaced }: StoredVector) => {
      const before = stated.get(space) ?? NO_TRACKS;
      stated.set(space, {
        tracks: before.tracks + 1,
        own: before.own + Number(own !== undefined),
        replaced: before.replaced + Number(isReplaced),
      });
    };
    for (const [path, record] of meta.tracks(VECTOR_KEYS)) {
      const vector = storedVector(path, record, files);
      if (vector?.stated) add(vector.stated, vector);
      else if (vector) others.push(vector);
    }
    const read = await readSpaces(others, files);
    for (const vector of others) {
      const space = read.get(keyOf(vector));
      if (space) add(space, vector);
    }
    return new LibrarySpaces(files, stated, read);
  }

  /** Counts vectors of the embedder's model without named weights as its own. */
  forEmbedder(space: EmbeddingSpace): LibrarySpaces {
    return new LibrarySpaces(this.#files, this.#stated, this.#read, namedWeights([...this.#stated.keys(), space]));
  }

  /** Counts vectors only as vectors of the weights that they name. */
  exactly(): LibrarySpaces {
    return new LibrarySpaces(this.#files, this.#stated, this.#read, (space) => space);
  }

  vectorOf(path: string, record: TrackRecord): SpacedVector | undefined {
    const vector = storedVector(path, record, this.#files);
    if (!vector) return undefined;
    const { stored, stated, isReplaced } = vector;
    const space = stated ?? this.#read.get(keyOf(vector));
    return { stored, space: space && this.#countsAs(space), isOwn: stated !== undefined, isReplaced };
  }

  spaceOf(path: string, record: TrackRecord): EmbeddingSpace | undefined {
    return this.vectorOf(path, record)?.space;
  }

  /** Returns true for a space whose vectors no index holds. */
  isForeign(space: EmbeddingSpace | undefined): space is EmbeddingSpace {
    return space !== undefined && this.foreign.has(space);
  }

  /** True for mixed vectors of another program in a library of other vectors. Only a re-embed replaces them. */
  isKeptMixture(space: EmbeddingSpace | undefined): boolean {
    return this.isForeign(space) && isMixed(space);
  }

  /** Returns the space under which the vectors of an embedder are indexed, with or without its weights. */
  indexedAs(space: EmbeddingSpace): EmbeddingSpace {
    const unnamed = withoutWeights(space);
    return !this.counts.has(space) && this.counts.has(unnamed) ? unnamed : space;
  }

  /** Returns undefined without vectors. Throws {@link SpaceMismatchError} for several spaces. */
  only(): EmbeddingSpace | undefined {
    const [first, second] = this.counts.keys();
    if (second === undefined) return first;
    throw new SpaceMismatchError(
      first,
      second,
      `This library has vectors of ${SEVERAL[spaceDifference(first, second) ?? 'model']} (${this.#list()}). ` +
        'They cannot be compared. Embed every track with one model.',
      { remedies: [{ action: 'rescan', reEmbed: true }] },
    );
  }

  /** Throws {@link SpaceMismatchError} if vectors of `space` can't be added to this library. */
  requireCompatible(space: EmbeddingSpace): void {
    const other = [...this.counts.keys()].find((known) => known !== space);
    if (other === undefined) return;
    throw new SpaceMismatchError(
      other,
      space,
      `This library has vectors of ${ANOTHER[spaceDifference(other, space) ?? 'model']} (${this.#list()}) than ` +
        `${space}. The two cannot be compared.`,
      {
        remedies: [
          { action: 'choose-model' },
          ...pullRemedy(other),
          { action: 'choose-data-dir' },
          { action: 'rescan', reEmbed: true },
        ],
      },
    );
  }

  #list(): string {
    return [...this.counts].map(([space, count]) => `${space}: ${count} tracks`).join(', ');
  }
}

interface SpaceTracks {
  tracks: number;
  own: number;
  /** Tracks whose rbassist vector another program overwrote. */
  replaced: number;
}

const NO_TRACKS: SpaceTracks = { tracks: 0, own: 0, replaced: 0 };

/**
 * Picks the library's own spaces: those with unmixed vectors that did not overwrite others, if there are any. A space
 * that only another program wrote is included if no other has more tracks.
 */
function spacesOfLibrary(all: readonly [EmbeddingSpace, SpaceTracks][]): readonly [EmbeddingSpace, SpaceTracks][] {
  const plain = all.filter(([space, { tracks, replaced }]) => !isMixed(space) && replaced < tracks);
  const candidates = plain.length > 0 ? plain : all;
  const most = Math.max(...candidates.map(([, { tracks }]) => tracks));
  const kept = candidates.filter(([, { own, tracks }]) => own > 0 || tracks === most);
  return kept.some(([, { own }]) => own > 0) ? kept : kept.slice(0, 1);
}

const SEVERAL = { model: 'several models', weights: 'several weights of one model', windows: 'different windows' };
const ANOTHER = { model: 'another model', weights: 'other weights of the same model', windows: 'other windows' };

/** The model may not be on this machine. */
function pullRemedy(space: EmbeddingSpace): Remedy[] {
  const { model = '' } = parseSpace(space) ?? {};
  return model.includes('/') ? [{ action: 'pull-model', model }] : [];
}

function isMixed(space: EmbeddingSpace): boolean {
  return parseSpace(space)?.source !== undefined;
}

/** Adds weights to a space that names none, if only one set of weights of its model is known. */
export function namedWeights(known: readonly EmbeddingSpace[]): (space: EmbeddingSpace) => EmbeddingSpace {
  const named = Map.groupBy(new Set(known), withoutWeights);
  return (space) => {
    const weights = named.get(space)?.filter((other) => other !== space) ?? [];
    return weights.length === 1 ? weights[0] : space;
  };
}

/** The length of a Python vector tells its space. Files of one size hold one length. */
async function readSpaces(
  vectors: readonly StoredVector[],
  files: EmbeddingFiles,
): Promise<ReadonlyMap<string, EmbeddingSpace>> {
  const sized = async (vector: StoredVector) => ({ vector, bytes: await fileBytes(files.locate(vector.stored)) });
  const bySize = new Map<number, StoredVector[]>();
  for await (const { vector, bytes } of mapConcurrent(vectors, sized, { concurrency: CONCURRENCY })) {
    if (bytes === undefined) continue;
    const others = bySize.get(bytes);
    if (others) others.push(vector);
    else bySize.set(bytes, [vector]);
  }
  const spaces = new Map<string, EmbeddingSpace>();
  for (const group of bySize.values()) {
    const dimensions = await firstDimensions(group, files);
    if (dimensions === undefined) continue;
    for (const vector of group) spaces.set(keyOf(vector), pythonSpace(dimensions, vector.source));
  }
  return spaces;
}

async function fileBytes(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function firstDimensions(vectors: readonly StoredVector[], files: EmbeddingFiles): Promise<number | undefined> {
  for (const { stored } of vectors) {
    const loaded = await loadEmbedding(files.locate(stored));
    if (loaded.ok) return loaded.value.length;
  }
  return undefined;
}

function keyOf({ stored, source = '' }: StoredVector): string {
  return `${stored}\0${source}`;
}
