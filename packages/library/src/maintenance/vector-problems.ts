import { type EmbeddingSpace, mapConcurrent, parseSpace, type RunOptions } from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { FileState } from '../files/file-state.ts';
import { type EmbeddingFiles, isEmbeddingOf } from '../vectors/embedding-file.ts';
import type { LibrarySpaces } from '../vectors/library-spaces.ts';
import type { ClassifiedRecord } from './classify-records.ts';

/** What may be wrong with a track's vector. */
export type VectorProblem =
  /** Its file is not there. */
  | 'missing'
  /** Its file is no vector, of another length than its space has, or not finite. */
  | 'corrupt'
  /** The system does not let it be read. */
  | 'unreadable'
  /** Other tracks have the same file, which can be of one of them at most. */
  | 'shared'
  /** The track's file has changed since. */
  | 'stale';

/** Which of a track's two vectors: the one in use, or the one that waits for the library to move to another model. */
type VectorKey = 'embedding' | 'embedding_next';

/** A vector of which something is wrong. */
export interface BadVector {
  path: string;
  key: VectorKey;
  problem: VectorProblem;
}

/** One vector that a record names. */
interface NamedVector {
  path: string;
  key: VectorKey;
  /** As it is stored. */
  stored: string;
  /** Where it is read from. */
  file: string;
  space: EmbeddingSpace | undefined;
  signature: string | undefined;
}

/** What vectors are held against. */
export interface VectorSurroundings {
  files: EmbeddingFiles;
  spaces: LibrarySpaces;
  states: ReadonlyMap<string, FileState>;
  /** Told of each good vector in use. */
  onVector?: (path: string, vector: Float32Array, space: EmbeddingSpace | undefined) => void;
}

/** Small files, read from a disk that answers several at once. */
const AT_ONCE = 16;
/** No vector fits a space whose name can't be read. */
const NO_DIMENSIONS = 0;

/**
 * Reads every vector that the records name, and tells which are not what they should be. A vector has one problem at most, the first that is found.
 *
 * @throws the signal's reason.
 */
export async function findBadVectors(
  records: Iterable<readonly [path: string, record: ClassifiedRecord]>,
  { files, spaces, states, onVector }: VectorSurroundings,
  run: RunOptions = {},
): Promise<BadVector[]> {
  const vectors = namedVectors(records, files, spaces);
  const owners = new Map<string, Set<string>>();
  for (const { path, file } of vectors) owners.set(file, (owners.get(file) ?? new Set()).add(path));
  const bad: BadVector[] = [];
  const judge = async (vector: NamedVector) => {
    const { path, key, file, space } = vector;
    const loaded = await loadEmbedding(file, space && (parseSpace(space)?.dimensions ?? NO_DIMENSIONS));
    if (!loaded.ok) return { path, key, problem: unloadable(loaded.error.code) };
    const problem = problemOf(vector, owners.get(file)!.size, states.get(path));
    if (problem === undefined && key === 'embedding') onVector?.(path, loaded.value, space);
    return { path, key, problem };
  };
  const nameOf = ({ path }: NamedVector) => path;
  const options = { concurrency: AT_ONCE, stage: 'vectors', nameOf, ...run } as const;
  for await (const { path, key, problem } of mapConcurrent(vectors, judge, options)) {
    if (problem) bad.push({ path, key, problem });
  }
  run.signal?.throwIfAborted();
  const order = new Map(vectors.map(({ path }, i) => [path, i]));
  return bad.sort((a, b) => order.get(a.path)! - order.get(b.path)! || (a.key < b.key ? -1 : 1));
}

function namedVectors(
  records: Iterable<readonly [path: string, record: ClassifiedRecord]>,
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
): NamedVector[] {
  const vectors: NamedVector[] = [];
  for (const [path, record] of records) {
    const { embedding, embedding_signature: signature, embedding_next: next } = record;
    if (embedding !== undefined) {
      const file = files.locate(embedding);
      vectors.push({ path, key: 'embedding', stored: embedding, file, space: spaces.spaceOf(record), signature });
    }
    if (next) {
      vectors.push({
        path,
        key: 'embedding_next',
        stored: next.embedding,
        file: files.locate(next.embedding),
        space: next.embedding_space,
        signature: next.embedding_signature,
      });
    }
  }
  return vectors;
}

function problemOf(
  { path, stored, signature }: NamedVector,
  owners: number,
  file: FileState | undefined,
): VectorProblem | undefined {
  // the name that a vector has from its track says whose it is; the Python rbassist's may be of any track of that name
  if (owners > 1 && !isEmbeddingOf(path, stored)) return 'shared';
  // the Python rbassist stored no signature; its vectors are taken to be of the file as it is
  if (file?.state === 'present' && signature !== undefined && signature !== file.signature) return 'stale';
  return undefined;
}

function unloadable(code: string): VectorProblem {
  if (code === 'missing' || code === 'unreadable') return code;
  return 'corrupt';
}
