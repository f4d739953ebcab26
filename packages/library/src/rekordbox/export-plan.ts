import { parseKey, pathSystem, type TrackRecord } from '@rbassist/core';
import {
  fileKind,
  locationKey,
  locationOfPath,
  type RefusedReason,
  refusedReason,
  TonalityCount,
  type TonalityNotation,
  TrackIds,
  UNKNOWN_KIND,
} from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import type { BaseTrack, ExportBase } from './export-base.ts';
import { selectedRecords } from './selected-records.ts';

/** Reason why a track is left out of an export. */
export type LeftOutReason =
  | RefusedReason
  /** The last scan did not find the file, or the file is staged as a duplicate. */
  | 'missing'
  | 'staged';

/** Explanations of {@link LeftOutReason}. */
export const LEFT_OUT_TEXT: Readonly<Record<LeftOutReason, string>> = {
  'no-duration': 'its length is unknown, and Rekordbox refuses such tracks',
  'long-path': 'its path has more than 255 characters, and Rekordbox refuses such paths',
  'no-path': 'its path is not absolute',
  missing: 'the last scan did not find its file',
  staged: 'it is staged as a duplicate',
};

/** A track that is left out of an export. */
export interface LeftOutTrack {
  path: string;
  reason: LeftOutReason;
}

/** A track to write. */
export interface PlannedTrack extends Required<BaseTrack> {
  path: string;
  isInBase: boolean;
}

/** Tracks to write, with their identities. */
export interface ExportPlan {
  /** By path, in the order of the library. */
  tracks: Map<string, PlannedTrack>;
  leftOut: LeftOutTrack[];
  /** Paths of files in a format that Rekordbox does not play. */
  unplayable: string[];
  notation: TonalityNotation;
  /** Lengths that records lack, in seconds by path. */
  lengths: ReadonlyMap<string, number>;
}

const KEYS = ['missing', 'staged', 'duration', 'rekordbox'] as const;
type PlanRecord = Pick<TrackRecord, (typeof KEYS)[number]>;

interface PlanExportOptions {
  base?: ExportBase;
  keyNotation?: TonalityNotation;
  /** Lengths that records lack, from {@link missingLengths}. */
  lengths: Map<string, number>;
}

/** Decides which tracks can be written, and under which TrackID and Location. */
export function planExport(
  context: LibraryContext,
  paths: ReadonlySet<string>,
  { base, keyNotation, lengths }: PlanExportOptions,
): ExportPlan {
  const ids = new TrackIds();
  for (const id of base?.ids ?? []) ids.reserve(id);
  const imported = new TonalityCount();
  const plan: ExportPlan = { tracks: new Map(), leftOut: [], unplayable: [], notation: 'camelot', lengths };
  const written = new Map<string, PlanRecord>();
  for (const [path, record] of selectedRecords(context, paths, KEYS)) {
    const reason = reasonToLeaveOut(path, { ...record, duration: record.duration ?? lengths.get(path) });
    if (reason === undefined) written.set(path, record);
    else plan.leftOut.push({ path, reason });
  }
  const locations = takenLocations(written.keys(), base);
  for (const [path, record] of written) {
    const known = base?.tracks.get(path);
    imported.add(parseKey(record.rekordbox?.key) ? (record.rekordbox?.key ?? '') : '');
    const location = known?.location ?? locationFor(path, record, locations);
    if (known === undefined) locations.set(locationKey(location), path);
    plan.tracks.set(path, { path, location, id: known?.id ?? ids.take(location), isInBase: known !== undefined });
    if (fileKind(path) === UNKNOWN_KIND) plan.unplayable.push(path);
  }
  plan.notation = keyNotation ?? base?.notation ?? imported.majority ?? 'camelot';
  return plan;
}

function reasonToLeaveOut(path: string, { missing, staged, duration }: PlanRecord): LeftOutReason | undefined {
  if (staged) return 'staged';
  if (missing) return 'missing';
  if (pathSystem(path) === 'none') return 'no-path';
  return refusedReason({ path, isStream: false, durationS: duration });
}

/** Returns the tracks to which Locations belong before any import counts: by the user's file, or by their paths. */
function takenLocations(paths: Iterable<string>, base: ExportBase | undefined): Map<string, string> {
  const taken = new Map<string, string>();
  for (const path of paths) {
    const key = locationKey(locationOfPath(path));
    if (!taken.has(key)) taken.set(key, path);
  }
  for (const [path, { location }] of base?.tracks ?? []) taken.set(locationKey(location), path);
  return taken;
}

/** Returns the Location from an import, unless another track has it; else that of the path. */
function locationFor(path: string, { rekordbox }: PlanRecord, taken: ReadonlyMap<string, string>): string {
  const imported = rekordbox?.location;
  if (!imported) return locationOfPath(path);
  const owner = taken.get(locationKey(imported));
  return owner === undefined || owner === path ? imported : locationOfPath(path);
}
