import { resolve } from 'node:path';
import { type DjPlaylist, type ImportStep, importSteps, type TonalityNotation } from '@rbassist/rekordbox';
import type { ExportList } from './export-lists.ts';
import type { ExportPlan, LeftOutTrack } from './export-plan.ts';
import type { ExportTrackProblems } from './export-tracks.ts';

/** A playlist of an export. */
export interface ExportedPlaylist {
  /** Folders and name in Rekordbox's tree, the outermost first. */
  folders: string[];
  name: string;
  /** Number of tracks in it. */
  entries: number;
  /** Entries that the library has no track for. */
  notFound: string[];
}

/** Result of an export. */
export interface ExportedXml extends ExportTrackProblems {
  /** Absolute path of the file. */
  path: string;
  /** Number of tracks written. */
  tracks: number;
  /** Number of these that your own export has too. */
  inBase: number;
  playlists: readonly ExportedPlaylist[];
  leftOut: readonly LeftOutTrack[];
  /** Paths of files in a format that Rekordbox does not play. */
  unplayable: readonly string[];
  keyNotation: TonalityNotation;
  /** Absolute path of your own export. */
  base?: string;
  /** Clicks that import the file. */
  steps: readonly ImportStep[];
  /** True after an abort; then no file was written. */
  interrupted: boolean;
}

const NOTHING = {
  tracks: 0,
  inBase: 0,
  playlists: [],
  leftOut: [],
  unplayable: [],
  keyNotation: 'camelot',
  steps: [],
} as const;

/** Returns the result of an export that was aborted. */
export function interruptedExport(path: string, problems: ExportTrackProblems): ExportedXml {
  return { ...NOTHING, ...problems, path, interrupted: true };
}

/** Result of a writer, before the report. */
interface Written {
  path: string;
  plan: ExportPlan;
  playlists: readonly DjPlaylist[];
  lists: readonly ExportList[];
  problems: ExportTrackProblems;
  file: string | undefined;
}

/** Returns the result of an export. */
export function exportedXml({ path, plan, playlists, lists, problems, file }: Written): ExportedXml {
  // several tracks are looked up at once
  problems.marks.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  problems.unsureTimes.sort();
  return {
    path,
    tracks: plan.tracks.size,
    inBase: [...plan.tracks.values()].filter(({ isInBase }) => isInBase).length,
    playlists: playlists.map(({ folders, name, trackIds }, i) => ({
      folders,
      name,
      entries: trackIds.length,
      notFound: lists[i].notFound,
    })),
    leftOut: plan.leftOut,
    unplayable: plan.unplayable,
    ...problems,
    keyNotation: plan.notation,
    ...(file !== undefined && { base: resolve(file) }),
    steps: stepsFor(path, plan, playlists, file),
    interrupted: false,
  };
}

function stepsFor(path: string, plan: ExportPlan, playlists: readonly DjPlaylist[], base: string | undefined) {
  // without the user's export, some tracks may be in the collection
  const hasKnown = base === undefined || [...plan.tracks.values()].some(({ isInBase }) => isInBase);
  const [first, ...more] = playlists;
  const [folder] = first?.folders ?? [];
  if (more.length > 0 && folder !== undefined) {
    return importSteps({ file: path, newInFolder: folder, updatesAll: hasKnown });
  }
  const name = first?.name;
  return importSteps({ file: path, ...(name !== undefined && { newIn: name, ...(hasKnown && { updatesIn: name }) }) });
}
