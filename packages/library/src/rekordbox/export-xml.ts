import { checkOptions, diskProblem, makeFolder, OptionError, optionRules, requireRule, withDefaults } from '@rbassist/core';
import { type DjPlaylist, playlistTree, type TonalityNotation } from '@rbassist/rekordbox';
import { dirname, resolve } from 'node:path';
import type { LibraryContext } from '../library-context.ts';
import { readExportBase } from './export-base.ts';
import { type ExportList, exportLists } from './export-lists.ts';
import { EXPORT_XML_DEFAULTS, EXPORT_XML_RULES, type ExportXmlOptions } from './export-options.ts';
import { type ExportPlan, type LeftOutTrack, planExport } from './export-plan.ts';
import { exportTarget } from './export-target.ts';
import { type ExportTrackProblems, exportTracks } from './export-tracks.ts';

/** A playlist of an export. */
export interface ExportedPlaylist {
  /** Folders and name in Rekordbox' tree, the outermost first. */
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
  playlists: ExportedPlaylist[];
  leftOut: LeftOutTrack[];
  /** Paths of files in a format that Rekordbox does not play. */
  unplayable: string[];
  keyNotation: TonalityNotation;
  /** Absolute path of your own export. */
  base?: string;
}

/**
 * Writes tracks and playlists of a library as an XML file that Rekordbox imports. Never changes the `base`.
 *
 * @throws {OptionError} for an invalid option, a file that exists, or one that can't be written.
 * @throws {NotFoundError} if the library has no such track, set or tag, or no track can be written.
 * @throws {XmlError} if `base` is damaged.
 */
export async function exportXml(
  context: LibraryContext,
  file: string = EXPORT_XML_DEFAULTS.file,
  options: ExportXmlOptions = {},
): Promise<ExportedXml> {
  checkOptions(options, EXPORT_XML_RULES);
  requireRule('file', file, optionRules.text);
  // checked first, since a large library takes seconds to read
  const path = await exportTarget(file, options);
  await context.refresh();
  return writeLists(context, path, await exportLists(context, options), options);
}
