import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readTags } from '@rbassist/audio';
import {
  carrySignatures,
  fileSignature,
  notify,
  type RunOptions,
  type StoredTrackError,
  type TrackRecord,
} from '@rbassist/core';
import { type FileState, lookUpFiles, pathsInState } from '../files/file-state.ts';
import { walkMusic } from '../files/walk-music.ts';
import { groupMissing } from './absent-folders.ts';
import { findMoved, type MissingTrack, type MovedTrack } from './find-moved.ts';
import { libraryFolders } from './library-folders.ts';
import type { CandidateFile, FileReader } from './move-candidates.ts';
import type { RecordsView } from './records-view.ts';
import { mergeInto, type Planning } from './repair-plan.ts';
import { storedFileFacts } from './stored-file-facts.ts';

const SAME_BYTES: readonly MovedTrack['by'][] = ['sha-1', 'name and size'];

export interface FollowOptions extends RunOptions {
  /** Files that another program still writes. */
  unfinished?: ReadonlySet<string>;
}

/** Searches `folders` for moved files; if empty, those with the library's music. */
export async function followMoved(
  planning: Planning,
  folders: readonly string[],
  options: FollowOptions,
): Promise<void> {
  const { plan, states } = planning;
  const { report, records } = plan;
  // before the early return, so that a misspelled folder is reported
  report.unreadable = [...pathsInState('unreadable', states), ...(await unreadablePaths(folders))];
  const { missing, likelyFolders } = await missingTracks(planning, folders.length > 0);
  if (missing.length === 0) return;
  report.folders = folders.length > 0 ? folders.map((path) => resolve(path)) : likelyFolders;
  const candidates = await candidateFiles(planning, options);
  const { moved, unclear } = await findMoved(missing, [...candidates.keys()], fileReader(records), options);
  report.moved = moved;
  report.unclear = unclear;
  const settled = new Set([...moved.map(({ from }) => from), ...unclear.map(({ path }) => path)]);
  report.notFound = missing.map(({ path }) => path).filter((path) => !settled.has(path));
  const stateOf = new Map([...candidates].map(([file, state]) => [file.path, state]));
  for (const move of moved) follow(planning, move, stateOf.get(move.to));
}

async function unreadablePaths(paths: readonly string[]): Promise<string[]> {
  const resolved = [...new Set(paths.map((path) => resolve(path)))];
  const found = await Promise.all(
    resolved.map((path) =>
      access(path, constants.R_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return resolved.filter((_, i) => !found[i]);
}

async function missingTracks(
  { plan, states }: Planning,
  withForeign: boolean,
): Promise<{ missing: MissingTrack[]; likelyFolders: string[] }> {
  const of = (state: FileState['state']) => pathsInState(state, states);
  const absent = of('missing');
  const present = of('present');
  const { folders, single } = await groupMissing(absent, present, (path) => plan.records.get(path)?.added);
  const rootMissing = new Set(folders.filter(({ isRoot }) => isRoot).flatMap(({ paths }) => paths));
  // two systems may share a library on one disk, so paths of the other one change only on request
  const paths = [...absent, ...of('bare'), ...(withForeign ? of('foreign') : [])];
  const missing = paths.map((path) => ({
    path,
    // read on demand: the records of a library that moved as a whole fill a gigabyte
    get record() {
      return plan.records.get(path) ?? {};
    },
    isRootMissing: rootMissing.has(path),
  }));
  // files that left a folder are likely still near it
  const near = folders.filter(({ isRoot }) => !isRoot).map(({ folder }) => folder);
  return { missing, likelyFolders: libraryFolders([...present, ...single, ...near]) };
}

/** Uses the path of a file's record, if there is one. */
async function candidateFiles(
  { plan, states }: Planning,
  { unfinished, ...options }: FollowOptions,
): Promise<Map<CandidateFile, FileState>> {
  const { report } = plan;
  const found: string[] = [];
  const unreadable = new Set(report.unreadable);
  for await (const event of walkMusic(report.folders, options.signal)) {
    if (event.type === 'problem') unreadable.add(event.path);
    else if (event.type === 'file' && !unfinished?.has(event.path)) found.push(event.path);
    else if (event.type === 'skipped') report.skipped.push({ path: event.path, reason: event.reason });
    else if (event.type === 'walk') notify(options.onProgress, { stage: 'walk', done: event.found });
  }
  report.unreadable = [...unreadable];
  options.signal?.throwIfAborted();
  const pathByInode = new Map<string, string>();
  for (const [path, state] of states)
    if (state.state === 'present' && state.inode !== undefined) pathByInode.set(state.inode, path);
  const candidates = new Map<CandidateFile, FileState>();
  for (const [walked, state] of await lookUpFiles(found, options)) {
    if (state.state !== 'present') continue;
    const path = states.has(walked) ? walked : (pathByInode.get(state.inode ?? '') ?? walked);
    const { size, signature } = state;
    candidates.set({ path, size, signature, hasRecord: states.has(path) }, state);
  }
  return candidates;
}

function fileReader(records: RecordsView): FileReader {
  const cached = <T>(read: (path: string) => Promise<T>) => {
    const results = new Map<string, Promise<T | undefined>>();
    return (path: string) => {
      const result = results.get(path) ?? read(path).catch(() => undefined);
      results.set(path, result);
      return result;
    };
  };
  return {
    sha1: cached((path) => fileSignature(path, 'content')),
    tags: cached(readTags),
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
  delete moved.missing;
  if (moved.error?.kind === 'missing') delete moved.error;
  else if (moved.error) moved.error = errorAt(to, from, moved.error);
  // its file left the staging folder
  delete moved.staged;
  if (records.get(to)) mergeInto(plan, from, to, moved, state);
  else {
    records.replace(from, to, moved);
    changed.add(to);
  }
  states.delete(from);
  if (state) states.set(to, state);
}

/** Returns an error whose message and remedies name the new path of the file. */
function errorAt(to: string, from: string, error: StoredTrackError): StoredTrackError {
  return JSON.parse(JSON.stringify(error), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(from, () => to) : value,
  );
}
