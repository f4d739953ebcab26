import { errorMessage, type RunOptions } from '@rbassist/core';
import type { LibraryIndex } from '@rbassist/index';
import { type FileState, lookUpFiles, pathsThatAre } from '../files/file-state.ts';
import type { CareTarget } from '../library-context.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { groupMissing } from './absent-folders.ts';
import { type Survey, surveyRecords } from './classify-records.ts';
import { isIndexed } from './index-agrees.ts';
import { findLooseFiles } from './orphan-files.ts';
import { findSameFiles } from './same-file.ts';
import { findBadVectors, type VectorProblem } from './vector-problems.ts';

/** What may be found in a library. */
export type FindingKind =
  /** A drive, or all of the music, is not there; `folder` says which. */
  | 'root-missing'
  | 'file-missing'
  | 'file-unreadable'
  /** A bare name for a path. */
  | 'path-bare'
  /** A path of another system. */
  | 'path-foreign'
  /** Several records of one file. */
  | 'same-file'
  /** What is no track. */
  | 'junk'
  | 'vector-none'
  | `vector-${VectorProblem}`
  /** Vectors of several models. */
  | 'vector-spaces'
  /** Vectors that wait until every track has one of their model. */
  | 'vector-waiting'
  /** Vectors that no record names. */
  | 'orphan'
  /** What a killed process did not get to put in place. */
  | 'abandoned'
  | 'index-unusable'
  | 'index-space'
  | 'index-lacks'
  | 'index-extra'
  /** The index holds an earlier vector of a track. */
  | 'index-old';

/** Something of one kind that was found. */
export interface Finding {
  kind: FindingKind;
  /** Tracks or files. */
  count: number;
  /** All of them. */
  paths: string[];
  /** The drive or folder, the models, or the reason, where the kind has one. */
  detail?: string;
  /** What mends it; absent where nothing has to be mended. */
  mend?: string;
}

/** What a look at a library found. */
export interface LibraryCheck {
  dataDir: string;
  tracks: number;
  /** Whether nothing has to be mended. */
  ok: boolean;
  findings: Finding[];
}

const REPAIR = 'rbassist library repair';
const SCAN = 'rbassist scan';
const INDEX = 'rbassist index';
const VECTOR_MENDS: Readonly<Record<VectorProblem, string>> = {
  missing: `${REPAIR}, then ${SCAN}`,
  corrupt: `${REPAIR}, then ${SCAN}`,
  unreadable: 'give yourself access to them',
  shared: `${REPAIR}, then ${SCAN}`,
  stale: SCAN,
};

/**
 * Looks for whatever may be wrong with a library: tracks that are gone, records that can be no track, vectors and an index that are not what they should
 * be, files that nothing needs. Changes nothing.
 *
 * @throws the signal's reason.
 */
export async function checkLibrary(
  { folder, meta, openIndex }: CareTarget,
  options: RunOptions = {},
): Promise<LibraryCheck> {
  const survey = surveyRecords(meta);
  const files = await EmbeddingFiles.list(folder);
  const spaces = await LibrarySpaces.of(meta, files);
  const states = await lookUpFiles([...survey.tracks.keys()], options);
  const findings: Finding[] = [];
  const add = (
    kind: FindingKind,
    paths: string[],
    rest: Pick<Finding, 'detail' | 'mend'> = {},
    count = paths.length,
  ) => {
    if (count > 0) findings.push({ kind, count, paths, ...rest });
  };

  await addFiles(survey, states, add);
  const index = await openIndex().catch((error) => errorMessage(error));
  const indexed = await addVectors(survey, states, { files, spaces, index }, add, options);
  const all = Object.values<Survey[keyof Survey]>({ ...survey }).flatMap((sort) => [...sort.values()]);
  const { orphans, abandoned } = await findLooseFiles(folder, all);
  add('orphan', orphans, { mend: REPAIR });
  add('abandoned', abandoned, { mend: REPAIR });
  addIndex(index, spaces, indexed, add);
  return { dataDir: folder.root, tracks: meta.size, ok: findings.every(({ mend }) => mend === undefined), findings };
}

type Add = (kind: FindingKind, paths: string[], rest?: Pick<Finding, 'detail' | 'mend'>, count?: number) => void;

async function addFiles(survey: Survey, states: ReadonlyMap<string, FileState>, add: Add): Promise<void> {
  const of = (wanted: FileState['state']) => pathsThatAre(wanted, states);
  const { folders, single } = await groupMissing(of('missing'), of('present'));
  for (const { folder, paths, isRoot } of folders) {
    if (isRoot) add('root-missing', paths, { detail: folder, mend: `plug it in, or ${REPAIR}` });
  }
  const scattered = folders.filter(({ isRoot }) => !isRoot).flatMap(({ paths }) => paths);
  add('file-missing', [...single, ...scattered].sort(), { mend: `${REPAIR}, then rbassist library prune` });
  add('file-unreadable', of('unreadable'), { mend: 'give yourself access to them' });
  add('path-bare', of('bare'), { mend: REPAIR });
  add('path-foreign', of('foreign'), { mend: `${REPAIR} FOLDER` });
  const same = await findSameFiles(states);
  add(
    'same-file',
    same.flatMap(({ path, others }) => [path, ...others]),
    { mend: REPAIR },
  );
  add('junk', [...survey.junk.keys()], { mend: REPAIR });
}

/** What is known once every vector was read. */
interface IndexedTracks {
  /** Tracks with a vector of the index's space. */
  named: Set<string>;
  /** Of those, the ones whose vectors are good. */
  good: Set<string>;
  /** Of those, the ones of which the index holds another vector. */
  old: string[];
}

async function addVectors(
  survey: Survey,
  states: ReadonlyMap<string, FileState>,
  { files, spaces, index }: { files: EmbeddingFiles; spaces: LibrarySpaces; index: LibraryIndex | string },
  add: Add,
  options: RunOptions,
): Promise<IndexedTracks> {
  const indexed: IndexedTracks = { named: new Set(), good: new Set(), old: [] };
  const onVector = (path: string, vector: Float32Array, space: string | undefined) => {
    if (typeof index === 'string' || space !== index.space) return;
    indexed.good.add(path);
    if (isIndexed(index, path, vector) === 'other') indexed.old.push(path);
  };
  const bad = await findBadVectors([...survey.tracks], { files, spaces, states, onVector }, options);
  const without: string[] = [];
  const waiting: string[] = [];
  for (const [path, record] of survey.tracks) {
    const { embedding, embedding_next: next, error } = record;
    if (typeof index !== 'string' && spaces.spaceOf(record) === index.space) indexed.named.add(path);
    // one that failed cannot have any
    if (embedding === undefined && !next && !error && states.get(path)?.state === 'present') without.push(path);
    if (next) waiting.push(path);
  }
  // a library that was only analysed has none on purpose
  if (spaces.counts.size > 0 || waiting.length > 0) add('vector-none', without, { mend: SCAN });
  for (const problem of Object.keys(VECTOR_MENDS) as VectorProblem[]) {
    const paths = bad.filter((vector) => vector.problem === problem).map(({ path }) => path);
    add(`vector-${problem}`, paths, { mend: VECTOR_MENDS[problem] });
  }
  if (spaces.counts.size > 1) {
    const models = [...spaces.counts].map(([space, count]) => `${space}: ${count}`).join(', ');
    add('vector-spaces', [], { detail: models, mend: `${SCAN} --re-embed` }, spaces.counts.size);
  }
  add('vector-waiting', waiting);
  return indexed;
}

function addIndex(
  index: LibraryIndex | string,
  { counts }: LibrarySpaces,
  { named, good, old }: IndexedTracks,
  add: Add,
): void {
  if (typeof index === 'string') {
    if (counts.size > 0) add('index-unusable', [], { detail: index, mend: INDEX }, 1);
    return;
  }
  if (counts.size > 0 && !counts.has(index.space)) {
    add('index-space', [], { detail: index.space, mend: INDEX }, index.size);
    return;
  }
  const mend = `${INDEX} --incremental`;
  const paths = new Set(index.paths());
  add(
    'index-lacks',
    [...good].filter((path) => !paths.has(path)),
    { mend },
  );
  add(
    'index-extra',
    [...paths].filter((path) => !named.has(path)),
    { mend },
  );
  add('index-old', old.sort(), { mend: INDEX });
}
