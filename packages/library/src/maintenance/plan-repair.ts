import { resolve } from 'node:path';
import { readTags } from '@rbassist/audio';
import {
  carrySignatures,
  fileSignature,
  NO_EMBEDDING,
  notify,
  type RunOptions,
  type TrackRecord,
  userEdited,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { type FileState, lookUpFiles, pathsThatAre } from '../files/file-state.ts';
import { walkMusic } from '../files/walk-music.ts';
import type { LibraryContext } from '../library-context.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { groupMissing } from './absent-folders.ts';
import { classifyRecords, type RecordClasses } from './classify-records.ts';
import { type CandidateFile, type FileReader, findMoved, type LostTrack, type MovedTrack } from './find-moved.ts';
import { isIndexed } from './index-agrees.ts';
import { libraryFolders } from './library-folders.ts';
import type { RepairReport } from './maintenance-options.ts';
import { mergeRecords } from './merge-records.ts';
import { findOrphanFiles } from './orphan-files.ts';
import { RecordsView } from './records-view.ts';
import { findSameFiles } from './same-file.ts';
import { storedFileFacts } from './stored-file-facts.ts';
import { renameVectors, type VectorMove } from './vector-moves.ts';
import { findBadVectors } from './vector-problems.ts';

/** Changes that repair a library, and their report. */
export interface RepairPlan {
  vectorMoves: VectorMove[];
  records: RecordsView;
  /** Files of the data folder that no record names then. */
  removals: string[];
  /** Paths of which the index holds another vector, if any. */
  changed: Set<string>;
  report: RepairReport;
}

/** A plan in the making, and what is known of every path. */
interface Planning {
  plan: RepairPlan;
  states: Map<string, FileState>;
}

/** Evidence that the bytes are those that the record's vector and analysis are of. */
const SAME_BYTES: readonly MovedTrack['by'][] = ['sha-1', 'name and size'];

/**
 * Plans the repair of everything that needs no decoding. Changes nothing.
 *
 * @param folders Folders to look for moved files in; without any, those that hold the library's music.
 * @param report Filled in as the plan grows.
 * @throws the signal's reason.
 */
export async function planRepair(
  { folder, meta, vectors }: LibraryContext,
  folders: readonly string[],
  report: RepairReport,
  options: RunOptions,
): Promise<RepairPlan> {
  const classes = classifyRecords(meta);
  const plan: RepairPlan = {
    vectorMoves: [],
    records: new RecordsView(meta, classes),
    removals: [],
    changed: new Set(),
    report,
  };
  const files = await EmbeddingFiles.list(folder);
  const spaces = await LibrarySpaces.of(meta, files);
  dropJunk(plan, classes);
  const planning: Planning = { plan, states: await lookUpFiles([...classes.tracks.keys()], options) };
  await mergeSameFiles(planning);
  await followMoved(planning, folders, options);
  await dropBadVectors(planning, files, spaces, await vectors.openIndex().catch(() => undefined), options);

  const { records } = plan;
  plan.vectorMoves = renameVectors(folder, files, records, [...report.merged, ...report.moved]);
  const remaining = [...records.records()].map(([, record]) => record);
  const { orphans, abandoned } = await findOrphanFiles(folder, remaining);
  plan.removals = [...orphans, ...abandoned];
  const oldNames = new Set(plan.vectorMoves.map(({ from }) => from));
  report.removedFiles = plan.removals.filter((file) => !oldNames.has(file));
  return plan;
}

function dropJunk({ records, report }: RepairPlan, { junk }: RecordClasses): void {
  for (const path of junk.keys()) {
    const keys = userEdited(records.get(path) ?? {});
    if (keys.length > 0) report.keptJunk.push({ path, keys });
    else {
      report.junk.push(path);
      records.forget(path);
    }
  }
}

async function mergeSameFiles({ plan, states }: Planning): Promise<void> {
  for (const { path, others } of await findSameFiles(states)) {
    for (const from of others) {
      mergeInto(plan, from, path, plan.records.get(from) ?? {}, states.get(path));
      states.delete(from);
    }
  }
}

/** Makes one record of two, under the path of the second. */
function mergeInto(
  { records, report, changed }: RepairPlan,
  from: string,
  to: string,
  record: TrackRecord,
  state: FileState | undefined,
): void {
  const signature = state?.state === 'present' ? state.signature : undefined;
  const kept = { path: to, record: records.get(to) ?? {} };
  const merged = mergeRecords(kept, { path: from, record }, signature);
  records.set(to, merged.record);
  records.forget(from);
  report.merged.push({ from, to, conflicts: merged.conflicts });
  changed.add(to);
}

async function followMoved(planning: Planning, folders: readonly string[], options: RunOptions): Promise<void> {
  const { plan, states } = planning;
  const { report, records } = plan;
  report.unreadable = pathsThatAre('unreadable', states);
  const { lost, places } = await lostTracks(planning, folders.length > 0);
  if (lost.length === 0) return;
  report.folders = folders.length > 0 ? folders.map((path) => resolve(path)) : places;
  const candidates = await candidateFiles(planning, options);
  const { moved, unclear } = await findMoved(lost, [...candidates.keys()], fileReader(records), options);
  report.moved = moved;
  report.unclear = unclear;
  const settled = new Set([...moved.map(({ from }) => from), ...unclear.map(({ path }) => path)]);
  report.notFound = lost.map(({ path }) => path).filter((path) => !settled.has(path));
  const stateOf = new Map([...candidates].map(([file, state]) => [file.path, state]));
  for (const move of moved) follow(planning, move, stateOf.get(move.to));
}

/** The tracks whose files have to be looked for, and the folders where they may well be. */
async function lostTracks(
  { plan, states }: Planning,
  withForeign: boolean,
): Promise<{ lost: LostTrack[]; places: string[] }> {
  const of = (wanted: FileState['state']) => pathsThatAre(wanted, states);
  const missing = of('missing');
  const present = of('present');
  const { folders, single } = await groupMissing(missing, present);
  const rootGone = new Set(folders.filter(({ isRoot }) => isRoot).flatMap(({ paths }) => paths));
  // a library on a disk that two systems share is not to be rewritten for one of them without a word
  const paths = [...missing, ...of('bare'), ...(withForeign ? of('foreign') : [])];
  const lost = paths.map((path) => ({
    path,
    // read when its turn comes: all of a library that was moved would be a gigabyte of contours
    get record() {
      return plan.records.get(path) ?? {};
    },
    isRootGone: rootGone.has(path),
  }));
  // what is gone from a folder is likely still near it
  const near = folders.filter(({ isRoot }) => !isRoot).map(({ folder }) => folder);
  return { lost, places: libraryFolders([...present, ...single, ...near]) };
}

/** Every audio file in the folders, by the path that the library knows it by. */
async function candidateFiles({ plan, states }: Planning, options: RunOptions): Promise<Map<CandidateFile, FileState>> {
  const { report } = plan;
  const found: string[] = [];
  for await (const event of walkMusic(report.folders, options.signal)) {
    if (event.type === 'problem') report.unreadable.push(event.path);
    else if (event.type === 'file') found.push(event.path);
    else notify(options.onProgress, { stage: 'walk', done: event.found });
  }
  options.signal?.throwIfAborted();
  const known = new Map<string, string>();
  for (const [path, state] of states)
    if (state.state === 'present' && state.inode !== undefined) known.set(state.inode, path);
  const candidates = new Map<CandidateFile, FileState>();
  for (const [walked, state] of await lookUpFiles(found, options)) {
    if (state.state !== 'present') continue;
    const path = states.has(walked) ? walked : (known.get(state.inode ?? '') ?? walked);
    const { size, signature } = state;
    candidates.set({ path, size, signature, isKnown: states.has(path) }, state);
  }
  return candidates;
}

/** A file is read once, however many tracks it is held against. */
function fileReader(records: RecordsView): FileReader {
  const remembered = <T>(read: (path: string) => Promise<T>) => {
    const known = new Map<string, Promise<T | undefined>>();
    return (path: string) => {
      const answer = known.get(path) ?? read(path).catch(() => undefined);
      known.set(path, answer);
      return answer;
    };
  };
  return {
    sha1: remembered((path) => fileSignature(path, 'content')),
    tags: remembered(readTags),
    record: (path) => records.get(path),
  };
}

function follow({ plan, states }: Planning, { from, to, by }: MovedTrack, state: FileState | undefined): void {
  const { records, changed } = plan;
  const record = records.get(from) ?? {};
  const before = storedFileFacts(record).last?.signature;
  const after = state?.state === 'present' ? state.signature : undefined;
  const isSame = before !== undefined && after !== undefined && SAME_BYTES.includes(by);
  const moved: TrackRecord = { ...record, ...(isSame && carrySignatures(record, before, after)) };
  if (moved.error?.kind === 'missing') delete moved.error;
  if (records.get(to)) mergeInto(plan, from, to, moved, state);
  else {
    records.set(to, moved);
    records.forget(from);
    changed.add(to);
  }
  states.delete(from);
  if (state) states.set(to, state);
}

async function dropBadVectors(
  { plan, states }: Planning,
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  index: ReadonlyVectorIndex | undefined,
  options: RunOptions,
): Promise<void> {
  const { records, report, changed } = plan;
  const onVector = (path: string, vector: Float32Array) => {
    if (index && isIndexed(index, path, vector) === 'other') changed.add(path);
  };
  const bad = await findBadVectors([...records.records()], { files, spaces, states, onVector }, options);
  // what may not be read is not known to be bad
  report.vectors = bad.filter(({ problem }) => problem !== 'unreadable');
  for (const { path, key } of report.vectors) {
    const taken = key === 'embedding' ? NO_EMBEDDING : { embedding_next: undefined };
    records.set(path, { ...records.get(path), ...taken });
  }
}
