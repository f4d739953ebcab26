import {
  type KnownField,
  type MixTrack,
  oddValues,
  parseFastSignature,
  RbassistError,
  type Remedy,
  recordField,
  type StandOutTag,
  TrackError,
  type TrackRecord,
  userEdited,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { failureRemedies } from '../failures/failure-remedies.ts';
import { type FileState, lookUpFiles } from '../files/file-state.ts';
import type { LibraryContext } from '../library-context.ts';
import { findTracks } from '../mix/find-track.ts';
import { trackOf } from '../mix/track-of.ts';
import { NamedTrackFinder } from '../playlists/named-track-finder.ts';
import { unusableSeed } from '../recommend/unusable-seed.ts';
import { findSetTracks } from '../sets/set-view.ts';
import { standOutTags } from '../sound-tags/stand-out-tags.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { isReplacedVector } from '../vectors/stored-vector.ts';
import { findCopies, type KnownCopy } from './find-copies.ts';

/** All that the library knows of one track. */
export interface TrackDescription {
  path: string;
  /** True if the given text is the path, the name or the title of the track. */
  exact: boolean;
  /** Other tracks that the text may mean, best first. */
  otherMatches: string[];
  /** Record as stored, with the values of other programs, and values that rbassist can't read. */
  record: TrackRecord;
  /** Facts that filters and scores read. */
  facts: MixTrack;
  file: DescribedFileState;
  vector: DescribedVector;
  /** Tags of the sound that stand out in the library, the most probable first; empty if the vector holds none. */
  soundTags: StandOutTag[];
  /** Keys with a person's work, which no scan replaces. */
  edited: KnownField[];
  /** The last failure; a track of kind `partial` was processed, but ends too early. */
  failure?: TrackError;
  /** Reasons why the track can't be recommended, with remedies. */
  problems: { message: string; remedies: readonly Remedy[] }[];
  copies: KnownCopy[];
  /** Saved sets with the track, and its places in them, from 1. */
  sets: { name: string; places: number[] }[];
  /** Keys that only other programs know. */
  otherKeys: string[];
  /** Places of values that rbassist can't read, e.g. "cues[2].start". */
  oddValues: string[];
}

/** State of a track's file now. */
export interface DescribedFileState {
  /** `foreign`: a path of another operating system; `bare`: a name without a folder. */
  state: FileState['state'];
  /** Size, in bytes; absent unless the file is present. */
  bytes?: number;
  /** True if the file changed since it was analysed; absent if unknown. */
  changed?: boolean;
  /** Size when it was analysed, in bytes; only if `changed` is true. */
  bytesThen?: number;
}

/** Vector of a track, and its place in the index. */
export interface DescribedVector {
  /**
   * - `indexed`: searches find the track.
   * - `stored`: the vector is not in the index.
   * - `foreign`: another program made it, and it can't be compared with the library's.
   * - `none`: there is no vector.
   */
  state: 'indexed' | 'stored' | 'foreign' | 'none';
  /** Path of the vector's file, as stored. */
  file?: string;
  /** Embedding space; absent if unknown. */
  space?: string;
}

/** See `Library.describeTrack`. */
export async function describeTrack(context: LibraryContext, text: string): Promise<TrackDescription> {
  const { matches, isExact } = await findTracks(context, text);
  // after a look at what other processes changed
  const { meta } = context;
  const [path, ...otherMatches] = matches;
  const stored = meta.stored(path) ?? {};
  const record = meta.get(path) ?? {};
  const index = await context.vectors.openIndex().catch(reasonOf);
  const vectors = index instanceof RbassistError ? undefined : index;
  const vector = await vectorOf(context, path, record, vectors);
  const { error } = record;
  return {
    path,
    exact: isExact,
    otherMatches,
    record: stored,
    facts: trackOf(context, path),
    file: await fileOf(path, record),
    vector,
    soundTags: vectors ? standOutTags(vectors, path) : [],
    edited: userEdited(record),
    ...(error && {
      failure: new TrackError(error.kind, path, error.message, { remedies: failureRemedies(path, error) }),
    }),
    problems: problemsOf(path, record, vector, index),
    copies: findCopies(context, path, vectors),
    sets: await setsWith(context, path),
    otherKeys: Object.keys(stored).filter((key) => recordField(key) === undefined),
    oddValues: oddValues(stored),
  };
}

async function setsWith(context: LibraryContext, path: string): Promise<TrackDescription['sets']> {
  const stored = await context.sets.list();
  const finder = new NamedTrackFinder(context);
  return stored.flatMap(({ name, set }) => {
    const tracks = findSetTracks(context, set?.tracks ?? [], finder);
    const places = tracks.flatMap(({ track }, i) => (track?.path === path ? [i + 1] : []));
    return places.length > 0 ? [{ name, places }] : [];
  });
}

/** Returns an error with a remedy, and throws any other. */
function reasonOf(error: unknown): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  throw error;
}

async function fileOf(path: string, record: TrackRecord): Promise<DescribedFileState> {
  const states = await lookUpFiles([path]);
  const file = states.get(path) ?? { state: 'missing' };
  if (file.state !== 'present') return { state: file.state };
  const known = signaturesOf(record);
  const other = known.find(({ signature }) => signature !== file.signature);
  return {
    state: 'present',
    bytes: file.size,
    ...(known.length > 0 && { changed: other !== undefined }),
    ...(other && { bytesThen: other.size }),
  };
}

/** Returns the stored times and sizes of a track's file: when it was analysed, and when its vector was computed. */
function signaturesOf({ analysis_signature, sig_bpmkey, sig_bpmkey_fast, embedding_signature }: TrackRecord) {
  // the Python rbassist writes the second and the third
  const analysed = [analysis_signature, sig_bpmkey, sig_bpmkey_fast].map(parseFastSignature).find(Boolean);
  return [analysed, parseFastSignature(embedding_signature)].filter((known) => known !== undefined);
}

async function vectorOf(
  { meta, folder }: LibraryContext,
  path: string,
  record: TrackRecord,
  index: ReadonlyVectorIndex | undefined,
): Promise<DescribedVector> {
  const { embedding, embedding_space: stated } = record;
  if (index?.has(path) && embedding && stated && !isReplacedVector(path, record)) {
    return { state: 'indexed', file: embedding, space: stated };
  }
  // reads the records of all tracks
  const spaces = await LibrarySpaces.of(meta, await EmbeddingFiles.list(folder));
  const vector = spaces.vectorOf(path, record);
  const isIndexed = index?.has(path) ?? false;
  if (vector === undefined) return { state: isIndexed ? 'indexed' : 'none' };
  const { stored: file, space } = vector;
  const state = isIndexed ? 'indexed' : spaces.isForeign(space) ? 'foreign' : 'stored';
  return { state, file, ...(space !== undefined && { space }) };
}

function problemsOf(
  path: string,
  record: TrackRecord,
  { state }: DescribedVector,
  index: ReadonlyVectorIndex | RbassistError,
): TrackDescription['problems'] {
  if (state !== 'none' && index instanceof RbassistError) return [{ message: index.message, remedies: index.remedies }];
  // a failure is described on its own
  if (state === 'indexed' && !record.missing && !record.staged) return [];
  if (record.error && !record.missing && !record.staged) return [];
  const { message, remedies } = unusableSeed(path, record);
  return [{ message, remedies }];
}
