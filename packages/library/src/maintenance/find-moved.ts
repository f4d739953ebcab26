import { extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AudioTags } from '@rbassist/audio';
import {
  fileNameOf,
  folderNameOf,
  notify,
  pathKey,
  pathSystem,
  type RunOptions,
  recordField,
  type TrackRecord,
} from '@rbassist/core';
import { foldText, type StoredFileFacts, storedFileFacts } from './stored-file-facts.ts';

/** What says that a file is a track's, best first. */
const MOVE_EVIDENCE = [
  /** It is the same path, spelled as this file system spells it. */
  'spelling',
  /** Name, time of writing and size. */
  'name and signature',
  /** Time of writing, size and duration: it was renamed. */
  'signature and duration',
  /** SHA-1 of the bytes. */
  'sha-1',
  'name and size',
  'name and duration',
  /** Name, artist and title, where nothing else is known. */
  'name and tags',
] as const;

/** One of {@link MOVE_EVIDENCE}. */
export type MoveEvidence = (typeof MOVE_EVIDENCE)[number];

/** A track whose file is not where its record says. */
export interface LostTrack {
  path: string;
  record: TrackRecord;
  /** Whether the drive that it was on is gone as a whole, and may come back. */
  isRootGone: boolean;
}

/** A file that may be one that is looked for. */
export interface CandidateFile {
  path: string;
  size: number;
  /** Fast. */
  signature: string;
  /** Whether the library has a record of it already. */
  isKnown: boolean;
}

/** What takes reading to find out. None throws; undefined for a file that cannot be read or has no record. */
export interface FileReader {
  record: (path: string) => TrackRecord | undefined;
  sha1: (path: string) => Promise<string | undefined>;
  tags: (path: string) => Promise<AudioTags | undefined>;
}

/** Where a track's file is now. */
export interface MovedTrack {
  from: string;
  to: string;
  by: MoveEvidence;
}

/** A track that may be any of several files, or a file that may be any of several tracks. */
export interface UnclearMove {
  path: string;
  candidates: string[];
}

/** What became of the lost tracks; those in neither list were not found. */
export interface MoveFindings {
  moved: MovedTrack[];
  unclear: UnclearMove[];
}

/** Two readers of tags do not agree on the last frame of a file. */
const SAME_DURATION_S = 0.2;

/**
 * Finds the files of lost tracks among others. Each kind of evidence is tried on all before the next, weaker one; what fits several files, or a file
 * that several tracks fit, is told and left.
 *
 * A file that has a record of its own is taken only where that record is not older than the lost one: it was scanned after the move. An older one is of another
 * copy, and the track that is gone was one copy too many.
 *
 * @throws the signal's reason.
 */
export async function findMoved(
  lost: readonly LostTrack[],
  candidates: readonly CandidateFile[],
  reader: FileReader,
  { signal, onProgress }: RunOptions = {},
): Promise<MoveFindings> {
  const among = new Candidates(candidates, reader);
  const claims: MovedTrack[] = [];
  const unclear: UnclearMove[] = [];
  let done = 0;
  for (const track of lost) {
    signal?.throwIfAborted();
    const found = await findOne(track, among);
    if (found && 'to' in found) claims.push(found);
    else if (found) unclear.push(found);
    notify(onProgress, { stage: 'moved', done: ++done, total: lost.length, item: track.path });
  }
  return settleClaims(claims, unclear);
}

async function findOne(track: LostTrack, among: Candidates): Promise<MovedTrack | UnclearMove | undefined> {
  const wanted = { ...track, known: storedFileFacts(track.record), name: nameKey(track.path) };
  for (const by of MOVE_EVIDENCE) {
    const fitting = (await among.fitting(by, wanted)).filter((file) => mayTake(track, among.record(file)));
    if (fitting.length === 0) continue;
    const [only, another] = nearest(track.path, fitting);
    if (!another) return { from: track.path, to: only.path, by };
    return { path: track.path, candidates: fitting.map(({ path }) => path).sort() };
  }
  return undefined;
}

/** Several copies of a file are told apart by the name of the folder that they lie in. */
function nearest(path: string, files: readonly CandidateFile[]): readonly CandidateFile[] {
  if (files.length < 2) return files;
  const folder = foldText(folderNameOf(path));
  const near = files.filter((file) => folder !== '' && foldText(folderNameOf(file.path)) === folder);
  return near.length > 0 ? near : files;
}

function mayTake({ record: lost, isRootGone }: LostTrack, record: TrackRecord | undefined): boolean {
  if (!record || isCopyOf(record, lost)) return true;
  const [was, is] = [lost.added, record.added];
  if (was === undefined || is === undefined) return !isRootGone;
  return isRootGone ? is > was : is >= was;
}

/** True for the two records that a run leaves if it is killed between writing the new one and removing the old one. */
function isCopyOf(record: TrackRecord, lost: TrackRecord): boolean {
  const lasting = (of: TrackRecord) => Object.fromEntries(Object.entries(of).filter(([key]) => !changesWithFile(key)));
  return isDeepStrictEqual(lasting(record), lasting(lost));
}

/** Following a file changes its vector's name, its signatures and its error. */
function changesWithFile(key: string): boolean {
  const { goesWith, signature } = recordField(key) ?? {};
  return goesWith === 'embedding' || signature !== undefined;
}

/** Of several tracks that claim a file, the one of the best evidence has it; several of the same evidence only where they are spellings of one path. */
function settleClaims(claims: readonly MovedTrack[], unclear: readonly UnclearMove[]): MoveFindings {
  const byFile = Map.groupBy(claims, ({ to }) => to);
  const left = [...unclear];
  const moved: MovedTrack[] = [];
  for (const [file, rivals] of byFile) {
    const best = MOVE_EVIDENCE.find((evidence) => rivals.some(({ by }) => by === evidence));
    const first = rivals.filter(({ by }) => by === best);
    const isOnePath = new Set(first.map(({ from }) => pathKey(from))).size === 1;
    if (isOnePath) moved.push(...first);
    for (const claim of rivals)
      if (!isOnePath || claim.by !== best) left.push({ path: claim.from, candidates: [file] });
  }
  return { moved, unclear: left };
}

interface Wanted extends LostTrack {
  known: StoredFileFacts;
  name: string;
}

function nameKey(path: string): string {
  return foldText(fileNameOf(path));
}

/** The files that lost tracks are looked for among, by what they are found by. */
class Candidates {
  readonly #byPath: ReadonlyMap<string, CandidateFile[]>;
  readonly #byName: ReadonlyMap<string, CandidateFile[]>;
  readonly #bySignature: ReadonlyMap<string, CandidateFile[]>;
  readonly #bySize: ReadonlyMap<number, CandidateFile[]>;
  /** Those that the library does not know. */
  readonly #newByEnding: ReadonlyMap<string, CandidateFile[]>;
  readonly #reader: FileReader;

  constructor(files: readonly CandidateFile[], reader: FileReader) {
    this.#byPath = Map.groupBy(files, ({ path }) => pathKey(path));
    this.#byName = Map.groupBy(files, ({ path }) => nameKey(path));
    this.#bySignature = Map.groupBy(files, ({ signature }) => signature);
    this.#bySize = Map.groupBy(files, ({ size }) => size);
    this.#newByEnding = Map.groupBy(
      files.filter(({ isKnown }) => !isKnown),
      ({ path }) => extname(path).toLowerCase(),
    );
    this.#reader = reader;
  }

  record({ path, isKnown }: CandidateFile): TrackRecord | undefined {
    return isKnown ? this.#reader.record(path) : undefined;
  }

  async fitting(by: MoveEvidence, wanted: Wanted): Promise<readonly CandidateFile[]> {
    const { known, name } = wanted;
    const named = this.#byName.get(name) ?? [];
    switch (by) {
      case 'spelling':
        return pathSystem(wanted.path) === 'none' ? [] : (this.#byPath.get(pathKey(wanted.path)) ?? []);
      case 'name and signature':
        return named.filter(({ signature }) => known.signatures.has(signature));
      case 'signature and duration': {
        const same = [...known.signatures].flatMap((signature) => this.#bySignature.get(signature) ?? []);
        return this.#ofDuration(same, known);
      }
      case 'sha-1':
        return this.#ofBytes(named, wanted);
      case 'name and size':
        return named.filter(({ size }) => size === known.last?.size);
      case 'name and duration':
        return this.#ofDuration(named, known);
      case 'name and tags':
        return known.durationS === undefined ? this.#ofTags(named, known) : [];
    }
  }

  /** Where no size is known, reading all music would take hours: files of the name, and those that the library does not know, are read. */
  async #ofBytes(named: readonly CandidateFile[], { path, known }: Wanted): Promise<CandidateFile[]> {
    const { sha1, last } = known;
    if (sha1 === undefined) return [];
    const ofSize = last && (this.#bySize.get(last.size) ?? []);
    const fresh = this.#newByEnding.get(extname(fileNameOf(path)).toLowerCase()) ?? [];
    for (const likely of ofSize ? [ofSize] : [named, fresh]) {
      const fitting: CandidateFile[] = [];
      for (const file of likely) if ((await this.#reader.sha1(file.path)) === sha1) fitting.push(file);
      if (fitting.length > 0) return fitting;
    }
    return [];
  }

  async #ofDuration(
    files: readonly CandidateFile[],
    { durationS, artist, title }: StoredFileFacts,
  ): Promise<CandidateFile[]> {
    if (durationS === undefined) return [];
    const fitting: CandidateFile[] = [];
    for (const file of files) {
      const tags = await this.#reader.tags(file.path);
      if (tags?.durationS === undefined || Math.abs(tags.durationS - durationS) > SAME_DURATION_S) continue;
      if (!contradicts(title, tags.title) && !contradicts(artist, tags.artist)) fitting.push(file);
    }
    return fitting;
  }

  async #ofTags(files: readonly CandidateFile[], { artist, title }: StoredFileFacts): Promise<CandidateFile[]> {
    if (artist === '' || title === '') return [];
    const fitting: CandidateFile[] = [];
    for (const file of files) {
      const tags = await this.#reader.tags(file.path);
      if (foldText(tags?.artist) === artist && foldText(tags?.title) === title) fitting.push(file);
    }
    return fitting;
  }
}

/** Names that have nothing to do with each other; one may be a longer way to say the other. */
function contradicts(known: string, found: string | undefined): boolean {
  const tag = foldText(found);
  return known !== '' && tag !== '' && !known.includes(tag) && !tag.includes(known);
}
