import { isDeepStrictEqual } from 'node:util';
import { folderNameOf, notify, pathKey, type RunOptions, recordField, type TrackRecord } from '@rbassist/core';
import { type CandidateFile, type FileReader, MoveCandidates, moveQuery } from './move-candidates.ts';
import { MOVE_EVIDENCE, type MoveEvidence } from './move-evidence.ts';
import { foldText } from './stored-file-facts.ts';

export interface MissingTrack {
  path: string;
  record: TrackRecord;
  /** True if its whole drive is missing, and may come back. */
  isRootMissing: boolean;
}

export interface MovedTrack {
  from: string;
  to: string;
  by: MoveEvidence;
}

/** An ambiguous match: a track that matches several files, or one of several tracks that match a file. */
export interface UnclearMove {
  path: string;
  candidates: string[];
}

/** Tracks in neither list were not found. */
export interface MoveFindings {
  moved: MovedTrack[];
  unclear: UnclearMove[];
}

/**
 * Tries the strongest evidence first. A candidate with a record matches only if its record is newer than the missing
 * one, so it was scanned after the move. An older record belongs to another copy of the file.
 */
export async function findMoved(
  missing: readonly MissingTrack[],
  files: readonly CandidateFile[],
  reader: FileReader,
  { signal, onProgress }: RunOptions = {},
): Promise<MoveFindings> {
  const candidates = new MoveCandidates(files, reader);
  const claims: MovedTrack[] = [];
  const unclear: UnclearMove[] = [];
  let done = 0;
  for (const track of missing) {
    signal?.throwIfAborted();
    const found = await findOne(track, candidates);
    if (found && 'to' in found) claims.push(found);
    else if (found) unclear.push(found);
    notify(onProgress, { stage: 'moved', done: ++done, total: missing.length, item: track.path });
  }
  return resolveClaims(claims, unclear);
}

async function findOne(track: MissingTrack, candidates: MoveCandidates): Promise<MovedTrack | UnclearMove | undefined> {
  const { path, record, isRootMissing } = track;
  const query = moveQuery(path, record);
  for (const by of MOVE_EVIDENCE) {
    const matching = await candidates.matching(by, query);
    const allowed = matching.filter((file) => mayTake(record, isRootMissing, candidates.record(file)));
    if (allowed.length === 0) continue;
    const [only, another] = inSameFolder(path, allowed);
    if (!another) return { from: path, to: only.path, by };
    return { path, candidates: allowed.map((file) => file.path).sort() };
  }
  return undefined;
}

function inSameFolder(path: string, files: readonly CandidateFile[]): readonly CandidateFile[] {
  if (files.length < 2) return files;
  const folder = foldText(folderNameOf(path));
  const preferred = files.filter((file) => folder !== '' && foldText(folderNameOf(file.path)) === folder);
  return preferred.length > 0 ? preferred : files;
}

function mayTake(missing: TrackRecord, isRootMissing: boolean, record: TrackRecord | undefined): boolean {
  if (!record || isCopyOf(record, missing)) return true;
  const [was, is] = [missing.added, record.added];
  if (was === undefined || is === undefined) return !isRootMissing;
  return isRootMissing ? is > was : is >= was;
}

/** A run that was killed before it removed the old record leaves two records of one track. */
function isCopyOf(record: TrackRecord, missing: TrackRecord): boolean {
  const lasting = (of: TrackRecord) => Object.fromEntries(Object.entries(of).filter(([key]) => !changesWithFile(key)));
  return isDeepStrictEqual(lasting(record), lasting(missing));
}

function changesWithFile(key: string): boolean {
  const { goesWith, signature } = recordField(key) ?? {};
  return goesWith === 'embedding' || signature !== undefined;
}

/** Equal claims are unclear, unless they are one path. */
function resolveClaims(claims: readonly MovedTrack[], unclear: readonly UnclearMove[]): MoveFindings {
  const byFile = Map.groupBy(claims, ({ to }) => to);
  const left = [...unclear];
  const moved: MovedTrack[] = [];
  for (const [file, rivals] of byFile) {
    const best = MOVE_EVIDENCE.find((evidence) => rivals.some(({ by }) => by === evidence));
    const strongest = rivals.filter(({ by }) => by === best);
    const isOnePath = new Set(strongest.map(({ from }) => pathKey(from))).size === 1;
    if (isOnePath) moved.push(...strongest);
    for (const claim of rivals)
      if (!isOnePath || claim.by !== best) left.push({ path: claim.from, candidates: [file] });
  }
  return { moved, unclear: left };
}
