import {
  checkOptions,
  errorMessage,
  impossibleValues,
  isSamePulse,
  LIMITED_FIELDS,
  lacksValue,
  oddValues,
  RbassistError,
  type Remedy,
  RUN_OPTION_RULES,
  type RunOptions,
  TrackError,
  untilAborted,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import { failureRemedies } from '../failures/failure-remedies.ts';
import { type FileState, lookUpFiles, pathsInState } from '../files/file-state.ts';
import type { LibraryContext } from '../library-context.ts';
import { NamedTrackFinder } from '../playlists/named-track-finder.ts';
import { findSetTracks } from '../sets/set-view.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { VectorNames } from '../vectors/vector-names.ts';
import { groupMissing } from './absent-folders.ts';
import { classifyRecords, type RecordClasses } from './classify-records.ts';
import { compareIndexed } from './index-agrees.ts';
import { areRecordsDamaged, findOrphanFiles, refuseOrphans } from './orphan-files.ts';
import { findSameFiles } from './same-file.ts';
import { findStaged } from './staged-tracks.ts';
import { findBadVectors, type VectorProblem } from './vector-problems.ts';

type FindingKind =
  /** A drive, or the folder of all music, is missing; `detail` names it. */
  | 'root-missing'
  | 'file-missing'
  | 'file-unreadable'
  /** Files that end too early; their values describe the existing part. */
  | 'file-partial'
  /** Tracks whose last attempt failed; `detail` is the kind of their errors. */
  | 'file-failed'
  /** A name without a folder. */
  | 'path-bare'
  /** A path of another operating system. */
  | 'path-foreign'
  /** Staged tracks whose files are back in place. */
  | 'staged-back'
  /** Staged tracks whose files are neither in place nor in the staging folder. */
  | 'staged-gone'
  /** Several records of one file. */
  | 'same-file'
  | 'junk'
  /** Values that cannot be true, such as a BPM of 999; `detail` counts them by key. */
  | 'value-impossible'
  /** A BPM that disagrees with the beat grid; either may be a user's value. */
  | 'bpm-unlike-grid'
  | 'vector-none'
  | `vector-${VectorProblem}`
  /** Values of the wrong type or form; `paths` names track and key. rbassist ignores them. */
  | 'odd-value'
  /** The records, or some of them, could not be read; `detail` gives the reason. */
  | 'records-damaged'
  /** Vectors of several models, weights or windows. */
  | 'vector-spaces'
  /** Vectors that another program made in other spaces than the library's. They are in no index. */
  | 'vector-foreign'
  /** Vectors that do not name the weights of their model, and count as vectors of the known ones. */
  | 'vector-unnamed'
  /** Vectors of a new model; used once every track has one. */
  | 'vector-waiting'
  /** Vectors that no record names. */
  | 'orphan'
  /** Temporary files of a killed process. */
  | 'abandoned'
  | 'index-unusable'
  | 'index-space'
  | 'index-lacks'
  | 'index-extra'
  /** The index has an earlier vector of a track. */
  | 'index-old'
  /** A hnsw.idx that other programs read does not match the vectors. */
  | 'hnsw-outdated'
  /** Tracks of a saved set that are not in the library; `detail` is the name of the set. */
  | 'set-track-missing'
  /** A saved set that can't be read; `detail` gives the reason. */
  | 'set-unreadable';

/** Everything of one kind that a check found. */
export interface Finding {
  kind: FindingKind;
  /** Number of tracks, files or models. */
  count: number;
  /** Tracks or files. */
  paths: string[];
  /** Drive or folder, models, or reason, if the kind has one. */
  detail?: string;
  /** Errors of failed tracks, in the order of `paths`. */
  errors?: readonly TrackError[];
  /** Steps that repair it, in order; absent if nothing needs repair. */
  steps?: readonly Remedy[];
}

/** Result of `Library.check`. */
export interface LibraryCheck {
  dataDir: string;
  tracks: number;
  /** True if nothing needs repair. */
  ok: boolean;
  /** True if the check was aborted; `findings` are then incomplete. */
  interrupted: boolean;
  findings: Finding[];
}

const SCAN: Remedy = { action: 'rescan' };
const REPAIR: Remedy = { action: 'repair' };
const GRANT_ACCESS: Remedy = { action: 'grant-access' };
const BUILD_INDEX: Remedy = { action: 'rebuild-index' };
const VECTOR_STEPS: Readonly<Record<Exclude<VectorProblem, 'blocked'>, readonly Remedy[]>> = {
  missing: [REPAIR, SCAN],
  corrupt: [REPAIR, SCAN],
  replaced: [REPAIR, SCAN],
  unreadable: [GRANT_ACCESS],
  shared: [REPAIR, SCAN],
  stale: [SCAN],
};

export async function checkLibrary(context: LibraryContext, options: RunOptions): Promise<LibraryCheck> {
  checkOptions(options, RUN_OPTION_RULES);
  const findings: Finding[] = [];
  const finished = await untilAborted(options.signal, async () => {
    await findProblems(context, findings, options);
    return true;
  });
  const interrupted = finished === undefined;
  const ok = !interrupted && findings.every(({ steps }) => steps === undefined);
  return { dataDir: context.folder.root, tracks: context.meta.size, ok, interrupted, findings };
}

async function findProblems(context: LibraryContext, findings: Finding[], options: RunOptions): Promise<void> {
  const { folder, meta, vectors } = context;
  const classes = classifyRecords(meta);
  const files = await EmbeddingFiles.list(folder);
  const spaces = await LibrarySpaces.of(meta, files);
  const states = await lookUpFiles([...classes.tracks.keys()], options);
  const add: Add = (kind, paths, rest = {}, count = paths.length) => {
    if (count > 0) findings.push({ kind, count, paths, ...rest });
  };
  await addFiles(classes, states, add);
  addImpossibleValues(meta, add);
  add('bpm-unlike-grid', bpmUnlikeGrid(meta));
  const staged = await findStaged(meta, options);
  add('staged-back', staged.back, { steps: [REPAIR] });
  add('staged-gone', staged.gone, { steps: [REPAIR, { action: 'prune' }] });
  const index = await vectors.openIndex().catch(unusableIndex);
  const indexed = await addVectors(classes, states, { files, spaces, index }, add, options);
  const { odd, named } = readStored(meta);
  add('odd-value', odd);
  if (areRecordsDamaged(meta)) {
    const detail = meta.warnings.map(({ message }) => message).join(' ');
    add('records-damaged', [meta.path], { detail, steps: [SCAN] });
  }
  const found = await findOrphanFiles(folder, named);
  // a repair would leave them in place
  add('orphan', found.orphans, (await refuseOrphans(found, meta)) ? { steps: [SCAN] } : { steps: [REPAIR] });
  add('abandoned', found.abandoned, { steps: [REPAIR] });
  addIndex(index, spaces, indexed, add);
  // a library without vectors, or with those of several models, has no index to compare the graph with
  const graph = isUnusable(index) ? undefined : await vectors.findOutdatedGraph().catch(() => undefined);
  if (graph)
    add('hnsw-outdated', [graph.path], { detail: graph.reason, steps: [...installs(graph.remedies), BUILD_INDEX] });
  await addSets(context, add);
}

async function addSets(context: LibraryContext, add: Add): Promise<void> {
  const finder = new NamedTrackFinder(context);
  for (const { name, file, set, problem } of await context.sets.list()) {
    if (problem)
      add('set-unreadable', [file], {
        detail: problem.message,
        steps: problem.remedies.length > 0 ? problem.remedies : [{ action: 'move-away', path: file }],
      });
    const missing = set ? findSetTracks(context, set.tracks, finder).filter(({ track }) => track === undefined) : [];
    add(
      'set-track-missing',
      missing.map(({ path }) => path),
      { detail: name },
    );
  }
}

function readStored(meta: MetaStore): { odd: string[]; named: VectorNames } {
  const odd: string[] = [];
  const named = new VectorNames();
  for (const [path, record] of meta.storedTracks()) {
    named.addFrom(record);
    for (const place of oddValues(record)) odd.push(place === '' ? path : `${path} (${place})`);
  }
  return { odd, named };
}

interface UnusableIndex {
  detail: string;
  steps: readonly Remedy[];
}

function unusableIndex(error: unknown): UnusableIndex {
  const missing = installs(RbassistError.isInstance(error) ? error.remedies : []);
  return { detail: errorMessage(error), steps: missing.length > 0 ? missing : [BUILD_INDEX] };
}

function isUnusable(index: ReadonlyVectorIndex | UnusableIndex): index is UnusableIndex {
  return 'detail' in index;
}

function installs(remedies: readonly Remedy[]): readonly Remedy[] {
  return remedies.filter(({ action }) => action === 'install');
}

type Add = (
  kind: FindingKind,
  paths: string[],
  rest?: Pick<Finding, 'detail' | 'errors' | 'steps'>,
  count?: number,
) => void;

async function addFiles(classes: RecordClasses, states: ReadonlyMap<string, FileState>, add: Add): Promise<void> {
  const of = (wanted: FileState['state']) => pathsInState(wanted, states);
  const { folders, single } = await groupMissing(
    of('missing'),
    of('present'),
    (path) => classes.tracks.get(path)?.added,
  );
  for (const { folder, paths, isRoot } of folders) {
    if (isRoot)
      add('root-missing', paths, { detail: folder, steps: [{ action: 'connect-drive', path: folder }, REPAIR] });
  }
  const scattered = folders.filter(({ isRoot }) => !isRoot).flatMap(({ paths }) => paths);
  add('file-missing', [...single, ...scattered].sort(), { steps: [REPAIR, { action: 'prune' }] });
  add('file-unreadable', of('unreadable'), { steps: [GRANT_ACCESS] });
  addFailed(classes, new Set(of('present')), add);
  add('path-bare', of('bare'), { steps: [REPAIR] });
  add('path-foreign', of('foreign'), { steps: [{ action: 'repair', folders: true }] });
  const same = await findSameFiles(states);
  add(
    'same-file',
    same.flatMap(({ path, others }) => [path, ...others]),
    { steps: [REPAIR] },
  );
  add('junk', [...classes.junk.keys()], { steps: [REPAIR] });
}

/** No repair of the library helps these tracks, so they need no steps. */
function addFailed({ tracks }: RecordClasses, present: ReadonlySet<string>, add: Add): void {
  const errors: TrackError[] = [];
  for (const [path, { error }] of tracks) {
    if (!error || !present.has(path)) continue;
    const remedies = failureRemedies(path, error);
    errors.push(new TrackError(error.kind, path, error.message, { remedies }));
  }
  for (const [kind, failed] of Map.groupBy(errors, (error) => error.kind)) {
    const paths = failed.map(({ path }) => path);
    if (kind === 'partial') add('file-partial', paths, { errors: failed });
    else add('file-failed', paths, { detail: kind, errors: failed });
  }
}

function addImpossibleValues(meta: MetaStore, add: Add): void {
  const paths: string[] = [];
  const counts = new Map<string, number>();
  for (const [path, record] of meta.tracks(LIMITED_FIELDS)) {
    const keys = impossibleValues(record);
    if (keys.length > 0) paths.push(path);
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const detail = [...counts].map(([key, count]) => `${key}: ${count}`).join(', ');
  // a scan measures an impossible BPM again, and leaves all other values alone
  add('value-impossible', paths, { detail, ...(counts.has('bpm') && { steps: [SCAN] }) });
}

function bpmUnlikeGrid(meta: MetaStore): string[] {
  const paths: string[] = [];
  for (const [path, record] of meta.tracks(['bpm', 'tempos'])) {
    const { bpm, tempos = [] } = record;
    if (lacksValue(record, 'bpm') || tempos.length === 0) continue;
    if (!tempos.some((tempo) => isSamePulse(tempo.bpm, bpm))) paths.push(path);
  }
  return paths;
}

interface IndexedTracks {
  named: Set<string>;
  good: Set<string>;
  /** Tracks of `good` with another vector in the index. */
  old: string[];
}

async function addVectors(
  classes: RecordClasses,
  states: ReadonlyMap<string, FileState>,
  {
    files,
    spaces,
    index,
  }: { files: EmbeddingFiles; spaces: LibrarySpaces; index: ReadonlyVectorIndex | UnusableIndex },
  add: Add,
  options: RunOptions,
): Promise<IndexedTracks> {
  // the index leaves it out
  const isMarkedMissing = (path: string) => Boolean(classes.tracks.get(path)?.missing);
  const indexed: IndexedTracks = { named: new Set(), good: new Set(), old: [] };
  const onVector = (path: string, vector: Float32Array, space: string | undefined) => {
    if (isUnusable(index) || space !== index.space || isMarkedMissing(path)) return;
    indexed.good.add(path);
    if (compareIndexed(index, path, vector) === 'other') indexed.old.push(path);
  };
  const bad = await findBadVectors([...classes.tracks], { files, spaces, states, onVector }, options);
  const without: string[] = [];
  const waiting: string[] = [];
  for (const [path, record] of classes.tracks) {
    const { embedding, embedding_next: next, error } = record;
    if (!isUnusable(index) && spaces.spaceOf(path, record) === index.space && !isMarkedMissing(path))
      indexed.named.add(path);
    // a track that failed has no vector
    if (embedding === undefined && !next && !error && states.get(path)?.state === 'present') without.push(path);
    if (next) waiting.push(path);
  }
  // a library that was only analysed needs no vectors
  if (spaces.counts.size > 0 || waiting.length > 0) add('vector-none', without, { steps: [SCAN] });
  for (const problem of Object.keys(VECTOR_STEPS) as (keyof typeof VECTOR_STEPS)[]) {
    const paths = bad.filter((vector) => vector.problem === problem).map(({ path }) => path);
    add(`vector-${problem}`, paths, { steps: VECTOR_STEPS[problem] });
  }
  for (const { path, file, problem } of bad) {
    const steps: Remedy[] = [{ action: 'move-away', path: file }, SCAN];
    if (problem === 'blocked') add('vector-blocked', [path], { detail: file, steps });
  }
  if (spaces.counts.size > 1) {
    const models = [...spaces.counts].map(([space, count]) => `${space}: ${count}`).join(', ');
    add('vector-spaces', [], { detail: models, steps: [{ action: 'rescan', reEmbed: true }] }, spaces.counts.size);
  }
  const foreign = [...spaces.foreign].map(([space, count]) => `${space}: ${count}`).join(', ');
  const leftOut = [...classes.tracks].filter(([path, record]) => spaces.isForeign(spaces.spaceOf(path, record)));
  add(
    'vector-foreign',
    leftOut.map(([path]) => path),
    { detail: foreign, steps: [{ action: 'rescan', reEmbed: true }] },
  );
  add('vector-unnamed', [], { detail: [...spaces.counts.keys()].join(', ') }, spaces.unnamed);
  add('vector-waiting', waiting);
  return indexed;
}

function addIndex(
  index: ReadonlyVectorIndex | UnusableIndex,
  { counts }: LibrarySpaces,
  { named, good, old }: IndexedTracks,
  add: Add,
): void {
  if (isUnusable(index)) {
    if (counts.size > 0) add('index-unusable', [], index, 1);
    return;
  }
  if (counts.size > 0 && !counts.has(index.space)) {
    add('index-space', [], { detail: index.space, steps: [BUILD_INDEX] }, index.size);
    return;
  }
  const steps: Remedy[] = [{ action: 'rebuild-index', incremental: true }];
  const paths = new Set(index.keys());
  add(
    'index-lacks',
    [...good].filter((path) => !paths.has(path)),
    { steps },
  );
  add(
    'index-extra',
    [...paths].filter((path) => !named.has(path)),
    { steps },
  );
  add('index-old', old.sort(), { steps: [BUILD_INDEX] });
}
