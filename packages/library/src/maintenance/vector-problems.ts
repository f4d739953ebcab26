import {
  type EmbeddingSpace,
  mapConcurrent,
  parseSpace,
  type RbassistError,
  type RunOptions,
  systemErrorCode,
} from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { FileState } from '../files/file-state.ts';
import { type EmbeddingFiles, isEmbeddingOf } from '../vectors/embedding-file.ts';
import type { LibrarySpaces } from '../vectors/library-spaces.ts';
import type { ClassifiedRecord } from './classify-records.ts';

export type VectorProblem =
  | 'missing'
  /** Its file is not a vector, has values that are not finite, or belongs to another track (files were swapped). */
  | 'corrupt'
  /** Another program overwrote rbassist's vector with one of another space. */
  | 'replaced'
  /** The system denies access. */
  | 'unreadable'
  /** A folder is in its place. */
  | 'blocked'
  /** Several tracks name the same file, but it is the vector of only one of them. */
  | 'shared'
  /** The track's file changed after the vector was computed. */
  | 'stale';

type VectorKey = 'embedding' | 'embedding_next';

export interface BadVector {
  path: string;
  key: VectorKey;
  file: string;
  problem: VectorProblem;
}

interface NamedVector {
  path: string;
  key: VectorKey;
  /** Path as stored in the record. */
  stored: string;
  file: string;
  space: EmbeddingSpace | undefined;
  isOwn: boolean;
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

/** Problems that keep rbassist from reading the vector. */
const STAYING: ReadonlySet<VectorProblem> = new Set(['missing', 'unreadable', 'blocked']);
const CONCURRENCY = 16;
/** Dimensions of a space whose name can't be parsed, so that no vector fits it. */
const NO_DIMENSIONS = 0;

/** Lists the bad vectors, each with its first problem. Throws the signal's reason after an abort. */
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
    const { path, key, file, space, isOwn } = vector;
    const dimensions = space && (parseSpace(space)?.dimensions ?? NO_DIMENSIONS);
    const loaded = await loadEmbedding(file, dimensions, { sealed: isOwn });
    const failure = loaded.ok ? undefined : await loadProblem(loaded.error, file);
    if (failure && STAYING.has(failure)) return { path, key, file, problem: failure };
    // a file that two tracks share is wrong for one of them
    const problem = problemOf(vector, owners.get(file)!.size, states.get(path));
    if (problem === 'shared' || failure) return { path, key, file, problem: problem === 'shared' ? problem : failure };
    if (loaded.ok && problem === undefined && key === 'embedding') onVector?.(path, loaded.value, space);
    return { path, key, file, problem };
  };
  const nameOf = ({ path }: NamedVector) => path;
  const options = { concurrency: CONCURRENCY, stage: 'vectors', nameOf, ...run } as const;
  for await (const { problem, ...vector } of mapConcurrent(vectors, check, options)) {
    if (problem) bad.push({ ...vector, problem });
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
    const { embedding_signature: signature, embedding_next: next, sig_bpmkey: content } = record;
    const vector = spaces.vectorOf(path, record);
    if (vector) {
      const { stored, space, isOwn, isReplaced } = vector;
      vectors.push({
        path,
        key: 'embedding',
        stored,
        file: files.locate(stored),
        space,
        isOwn,
        // the signature belongs to the vector that was replaced
        signature: isReplaced ? undefined : signature,
        content,
      });
    }
    if (next) {
      vectors.push({
        path,
        key: 'embedding_next',
        stored: next.embedding,
        file: files.locate(next.embedding),
        space: next.embedding_space,
        isOwn: true,
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
  // rbassist names vectors after the whole path; the Python rbassist names them only after the file name
  if (owners > 1 && !isEmbeddingOf(path, stored)) return 'shared';
  // the Python rbassist stored no signature, so its vectors count as current
  if (file?.state === 'present' && signature !== undefined && signature !== file.signature) return 'stale';
  return undefined;
}

async function loadProblem({ code, cause }: RbassistError, file: string): Promise<VectorProblem> {
  if (systemErrorCode(cause) === 'EISDIR') return 'blocked';
  if (code === 'missing' || code === 'unreadable') return code;
  return (await loadEmbedding(file)).ok ? 'replaced' : 'corrupt';
}
