import {
  checkOptions,
  mapConcurrent,
  NotFoundError,
  type OptionRule,
  optionRules,
  requireRule,
  type TrackRecord,
} from '@rbassist/core';
import { type DjTrack, type NmlSummary, shiftTrack, writeTraktorNml } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { storedCueForm } from '../records/stored-cue-form.ts';
import { DJ_TRACK_KEYS, djTrackOf } from './dj-track-of.ts';
import { exportLists } from './export-lists.ts';
import { EXPORT_XML_RULES, type ExportXmlOptions } from './export-options.ts';
import { programShift } from './program-time.ts';
import { selectedRecords } from './selected-records.ts';

/** Options of `Library.exportNml`. Without `tracks`, `playlists`, `sets` and `tags`, it writes the whole library. */
export interface ExportNmlOptions
  extends Pick<
    ExportXmlOptions,
    'tracks' | 'playlists' | 'sets' | 'tags' | 'name' | 'mp3Offset' | 'overwrite' | 'signal' | 'onProgress'
  > {
  /** Name of the start volume of the Mac that imports the file. @default "Macintosh HD" */
  startVolume?: string;
}

/** Result of an export. */
export interface ExportedNml extends NmlSummary {
  /** Playlists in order, with the number of their tracks and the entries that the library has no track for. */
  lists: { name: string; entries: number; notFound: string[] }[];
  /** Paths whose start is unknown, because the file can't be read: their times may be up to 51 ms early. */
  unsureTimes: string[];
  /** True after an abort; then no file was written. */
  interrupted: boolean;
}

/** Name of the file, and of the folder with the playlists. */
export const NML_NAMES = { file: 'rbassist.nml', folder: 'rbassist' } as const;

const { tracks, playlists, sets, tags, name, mp3Offset, overwrite, signal, onProgress } = EXPORT_XML_RULES;
const RULES = {
  ...{ tracks, playlists, sets, tags, name, mp3Offset, overwrite, signal, onProgress },
  startVolume: optionRules.text,
} satisfies Record<keyof ExportNmlOptions, OptionRule>;

const KEYS = [...DJ_TRACK_KEYS, 'encoder_delay', 'embedding_decoder'] as const;
type NmlRecord = Pick<TrackRecord, (typeof KEYS)[number]>;

/** Files that are looked up at once; more would slow down network drives. */
const LOOK_UPS = 32;

/**
 * Writes tracks and playlists of a library as an NML file that Traktor imports.
 *
 * @throws {OptionError} for an invalid option, a file that exists, or one that can't be written.
 * @throws {NotFoundError} if the library has no such track, set or tag, or there is nothing to write.
 */
export async function exportNml(
  context: LibraryContext,
  file: string = NML_NAMES.file,
  options: ExportNmlOptions = {},
): Promise<ExportedNml> {
  checkOptions(options, RULES);
  requireRule('file', file, optionRules.text);
  await context.refresh();
  const { name: folder = NML_NAMES.folder, startVolume } = options;
  const lists = await exportLists(context, options);
  const wanted = new Set(lists.flatMap(({ paths }) => paths));
  if (wanted.size === 0)
    throw new NotFoundError('There are no tracks to write.', [], { remedies: [{ action: 'rescan' }] });
  const { found, unsureTimes } = await traktorTracks(context, wanted, options);
  const named = lists.map((list) => ({ name: list.name, entries: list.paths.length, notFound: list.notFound }));
  if (options.signal?.aborted) {
    return { path: file, tracks: 0, playlists: 0, leftOut: 0, padsLost: 0, lists: [], unsureTimes, interrupted: true };
  }
  const summary = await writeTraktorNml(
    file,
    {
      tracks: found,
      playlists: lists.map((list) => ({
        folders: [folder, ...list.folders],
        name: list.name,
        trackIds: list.paths,
      })),
    },
    { ...(options.overwrite !== undefined && { overwrite: options.overwrite }), ...(startVolume && { startVolume }) },
  );
  return { ...summary, lists: named, unsureTimes, interrupted: false };
}

/** Returns tracks in Traktor's time, in the order of their paths. */
async function traktorTracks(
  context: LibraryContext,
  wanted: ReadonlySet<string>,
  { mp3Offset: offset, signal: abort, onProgress: progress }: ExportNmlOptions,
): Promise<{ found: DjTrack[]; unsureTimes: string[] }> {
  const cueForm = storedCueForm(context.meta);
  const unsureTimes: string[] = [];
  const shifted = async ([path, record]: [string, NmlRecord]): Promise<DjTrack> => {
    const shift = { clock: 'traktor', ...(offset !== undefined && { mp3Offset: offset }) } as const;
    const { seconds, isKnown } = await programShift(path, record, shift);
    const track = shiftTrack(djTrackOf(path, record, { cueForm }), seconds);
    if (!isKnown && track.grid.length + track.marks.length > 0) unsureTimes.push(path);
    return track;
  };
  const found: DjTrack[] = [];
  const records = selectedRecords(context, wanted, KEYS);
  const run = { concurrency: LOOK_UPS, stage: 'export', total: wanted.size } as const;
  for await (const track of mapConcurrent(records, shifted, {
    ...run,
    nameOf: ([path]) => path,
    ...(abort && { signal: abort }),
    ...(progress && { onProgress: progress }),
  })) {
    found.push(track);
  }
  // several files are looked up at once
  found.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  return { found, unsureTimes: unsureTimes.sort() };
}
