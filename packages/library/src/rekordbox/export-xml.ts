import { dirname } from 'node:path';
import {
  checkOptions,
  diskProblem,
  makeFolder,
  NotFoundError,
  notify,
  OptionError,
  optionRules,
  RbassistError,
  requireRule,
  withDefaults,
} from '@rbassist/core';
import { type DjPlaylist, playlistTree, writeRekordboxXml } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { readExportBase } from './export-base.ts';
import { missingLengths } from './export-lengths.ts';
import { type ExportList, exportLists } from './export-lists.ts';
import { EXPORT_NAMES, EXPORT_XML_DEFAULTS, EXPORT_XML_RULES, type ExportXmlOptions } from './export-options.ts';
import { type ExportPlan, LEFT_OUT_TEXT, planExport } from './export-plan.ts';
import { exportTarget } from './export-target.ts';
import { type ExportTrackProblems, exportTracks } from './export-tracks.ts';
import { type ExportedXml, exportedXml, interruptedExport } from './exported-xml.ts';
import { PRODUCT } from './product.ts';
import { TagWriter } from './tag-writer.ts';

/**
 * Writes tracks and playlists of a library as an XML file that Rekordbox imports. Never changes the `base`.
 *
 * @throws {OptionError} for an invalid option, a file that exists, or one that can't be written.
 * @throws {NotFoundError} if the library has no such track, set or tag, or no track can be written.
 * @throws {XmlError} if `base` is damaged.
 */
export async function exportXml(
  context: LibraryContext,
  file: string = EXPORT_NAMES.file,
  options: ExportXmlOptions = {},
): Promise<ExportedXml> {
  checkOptions(options, EXPORT_XML_RULES);
  requireRule('file', file, optionRules.text);
  // checked first, since a large library takes seconds to read
  const path = await exportTarget(file, options);
  await context.refresh();
  const { name = runName(new Date()) } = options;
  return writeLists(context, path, await exportLists(context, options), options, name);
}

/**
 * Writes lists of library tracks as an XML file for Rekordbox. After an abort, it writes no file.
 *
 * @param path From {@link exportTarget}.
 * @param folder Folder with all playlists; without it, they are at the top.
 */
export async function writeLists(
  context: LibraryContext,
  path: string,
  lists: readonly ExportList[],
  options: ExportXmlOptions,
  folder?: string,
): Promise<ExportedXml> {
  const { base: file, keyNotation, tagsTo, signal, onProgress } = options;
  const paths = new Set(lists.flatMap((list) => list.paths));
  const problems: ExportTrackProblems = { marks: [], unsureTimes: [] };
  try {
    const base = file === undefined ? undefined : await readExportBase(context, file, paths, options);
    const lengths = await missingLengths(context, paths, options);
    const plan = planExport(context, paths, { base, keyNotation, lengths });
    if (plan.tracks.size === 0) throw nothingToWrite(plan, lists);
    const tagWriter = await TagWriter.of(context, tagsTo);
    const all = [...lists, ...otherLists(tagWriter.listsOf(context, plan.tracks.keys()), lists)];
    const playlists = all.map((list) => playlistOf(list, plan, folder));
    const settings = { ...withDefaults(EXPORT_XML_DEFAULTS, options), tagWriter };
    const tracks = exportTracks(context, plan, settings, problems);
    const total = plan.tracks.size;
    const counted = withProgress(tracks, (done) => notify(onProgress, { stage: 'export', done, total }));
    await makeFolder(dirname(path));
    await writeRekordboxXml(path, {
      product: PRODUCT,
      trackCount: total,
      tracks: counted,
      playlists: playlistTree(playlists),
    });
    return exportedXml({ path, plan, playlists, lists: all, problems, file });
  } catch (error) {
    if (signal?.aborted) return interruptedExport(path, problems);
    if (RbassistError.isInstance(error)) throw error;
    const { message, ...details } = diskProblem(path, 'written', error);
    throw new OptionError(message, details);
  }
}

/** Returns the lists that are not among the earlier ones already. */
function otherLists(lists: readonly ExportList[], earlier: readonly ExportList[]): ExportList[] {
  const keyOf = ({ folders, name, paths }: ExportList) => JSON.stringify([folders, name, [...paths].sort()]);
  const known = new Set(earlier.map(keyOf));
  return lists.filter((list) => !known.has(keyOf(list)));
}

async function* withProgress<T>(items: AsyncIterable<T>, onItem: (done: number) => void): AsyncGenerator<T> {
  let done = 0;
  for await (const item of items) {
    yield item;
    onItem(++done);
  }
}

function playlistOf({ folders, name, paths }: ExportList, { tracks }: ExportPlan, folder?: string): DjPlaylist {
  const trackIds = paths.flatMap((path) => tracks.get(path)?.id ?? []);
  return { folders: folder === undefined ? folders : [folder, ...folders], name, trackIds };
}

/** Returns the name of the folder of a run, e.g. "rbassist 2026-11-30 14:05" in local time. */
export function runName(now: Date): string {
  const [year, ...rest] = [now.getFullYear(), now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes()];
  const [month, day, hour, minute] = rest.map((part) => String(part).padStart(2, '0'));
  return `rbassist ${year}-${month}-${day} ${hour}:${minute}`;
}

function nothingToWrite({ leftOut }: ExportPlan, lists: readonly ExportList[]): NotFoundError {
  const reasons = new Set(leftOut.map(({ reason }) => reason));
  const isUnscanned = reasons.has('no-duration');
  const message =
    leftOut.length > 0
      ? `None of the ${leftOut.length} tracks can be written. ${leftOut[0].path}: ${LEFT_OUT_TEXT[leftOut[0].reason]}.`
      : `There are no tracks to write${lists.length === 1 ? ` in ${lists[0].name}` : ''}.`;
  return new NotFoundError(message, [], {
    remedies: isUnscanned || leftOut.length === 0 ? [{ action: 'rescan' }] : [],
  });
}
