import { type EmbeddingSpace, mapConcurrent, parseSpace, type RunOptions } from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { FileState } from '../files/file-state.ts';
import { type EmbeddingFiles, isEmbeddingOf } from '../vectors/embedding-file.ts';
import type { LibrarySpaces } from '../vectors/library-spaces.ts';
import type { ClassifiedRecord } from './classify-records.ts';

/** Problem of a track's vector. */
export type VectorProblem =
  /** Its file does not exist. */
  | 'missing'
  /**
   * Its file is no vector, has the wrong length for its space, holds values that are not finite, or is another track's:
   * two files were swapped, or one was renamed.
   */
  | 'corrupt'
  /** The system denies access. */
  | 'unreadable'
  /** Tracks with other bytes name the same file, which holds the vector of one of them. */
  | 'shared'
  /** The track's file changed since. */
  | 'stale';

type VectorKey = 'embedding' | 'embedding_next';

/** A vector with a problem. */
export interface BadVector {
  path: string;
  key: VectorKey;
  problem: VectorProblem;
}

interface NamedVector {
  path: string;
  key: VectorKey;
  /** Path as stored in the record. */
  stored: string;
  /** Path as it is on this machine. */
  file: string;
  space: EmbeddingSpace | undefined;
  signature: string | undefined;
  /** SHA-1 of the track's file, or its time and size. */
  content: string | undefined;
}

export interface VectorCheckInput {
  files: EmbeddingFiles;
  spaces: LibrarySpaces;
  states: ReadonlyMap<string, FileState>;
  /** Called with each good vector in use. */
  onVector?: (path: string, vector: Float32Array, space: EmbeddingSpace | undefined) => void;
}

const CONCURRENCY = 16;

/**
 * Reads every vector that the records name, and lists the bad ones, each with its first problem.
 *
 * @throws the signal's reason after an abort.
 */
export async function findBadVectors(
  records: Iterable<readonly [path: string, record: ClassifiedRecord]>,
  { files, spaces, states, onVector }: VectorCheckInput,
  run: RunOptions = {},
): Promise<BadVector[]> {
  const vectors = namedVectors(records, files, spaces);
  const owners = new Map<string, Set<string>>();
  for (const { path, file, content = path } of vectors) owners.set(file, (owners.get(file) ?? new Set()).add(content));
  const bad: BadVector[] = [];
  const check = async (vector: NamedVector) => {
    const { path, key, file, space } = vector;
    const loaded = await loadEmbedding(file, space && parseSpace(space)?.dimensions);
    const failure = loaded.ok ? undefined : loadProblem(loaded.error.code);
    if (failure === 'missing' || failure === 'unreadable') return { path, key, problem: failure };
    // two tracks of one file can't both be right, whatever is in it
    const problem = problemOf(vector, owners.get(file)!.size, states.get(path));
    if (problem === 'shared' || failure) return { path, key, problem: problem === 'shared' ? problem : failure };
    if (loaded.ok && problem === undefined && key === 'embedding') onVector?.(path, loaded.value, space);
    return { path, key, problem };
  };
  const nameOf = ({ path }: NamedVector) => path;
  const options = { concurrency: CONCURRENCY, stage: 'vectors', nameOf, ...run } as const;
  for await (const { path, key, problem } of mapConcurrent(vectors, check, options)) {
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
    const { embedding, embedding_signature: signature, embedding_next: next, sig_bpmkey: content } = record;
    if (embedding !== undefined) {
      const file = files.locate(embedding);
      const space = spaces.spaceOf(record);
      vectors.push({ path, key: 'embedding', stored: embedding, file, space, signature, content });
    }
    if (next) {
      vectors.push({
        path,
        key: 'embedding_next',
        stored: next.embedding,
        file: files.locate(next.embedding),
        space: next.embedding_space,
        signature: next.embedding_signature,
        content,
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
  // a file named after this track's path is its own; the Python rbassist's are named after the file name alone
  if (owners > 1 && !isEmbeddingOf(path, stored)) return 'shared';
  // the Python rbassist stored no signature, so its vectors count as current
  if (file?.state === 'present' && signature !== undefined && signature !== file.signature) return 'stale';
  return undefined;
}

function loadProblem(code: string): VectorProblem {
  if (code === 'missing' || code === 'unreadable') return code;
  return 'corrupt';
}
