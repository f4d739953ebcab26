import { resolve } from 'node:path';
import { CUE_WRITINGS, EXPORT_NAMES, PREFERENCES, TAG_TARGETS, TONALITY_NOTATIONS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXPORT_SELECTION_FLAGS, exportSelection } from '../flags/export-selection-flags.ts';
import { MP3_OFFSET_FLAG, parseMp3Offset } from '../flags/mp3-offset-flag.ts';
import { tagTargets } from '../flags/tag-targets-flag.ts';
import { withProgress } from '../progress/with-progress.ts';
import { reportExport } from '../reports/export-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist export-xml`: writes tracks and playlists for Rekordbox. */
export const exportXml = defineCommand({
  addFlags: (table) =>
    table
      .option('out', {
        type: 'string',
        path: 'file',
        default: EXPORT_NAMES.file,
        describe: 'XML file to write',
      })
      .option('name', {
        type: 'string',
        valueName: 'name',
        defaultText: `rbassist and the time; the playlist with all tracks is "${EXPORT_NAMES.playlist}"`,
        describe: 'Name of the folder of playlists, and of the playlist with all tracks',
      })
      .options(EXPORT_SELECTION_FLAGS)
      .option('cues', {
        type: 'string',
        choices: CUE_WRITINGS,
        default: 'stored',
        describe: 'Write cues as they are, all on pads, all as memory cues, or both',
      })
      .option('base', {
        type: 'string',
        path: 'file',
        describe: 'Your own export of Rekordbox; its tracks keep their identity and your values',
      })
      .option('prefer', {
        type: 'string',
        choices: PREFERENCES,
        default: 'rekordbox',
        describe: 'Program whose values win for tracks of --base',
      })
      .option('key-notation', {
        type: 'string',
        choices: TONALITY_NOTATIONS,
        defaultText: 'that of most of your keys in Rekordbox',
        describe: 'Spelling of keys: Fm, 4A, 9m or Fmin',
      })
      .options(MP3_OFFSET_FLAG)
      .option('tags-to', {
        type: 'string',
        valueName: 'places',
        describe: `Also write My Tags into these places: ${TAG_TARGETS.join(', ')}`,
      })
      .option('my-tags', {
        type: 'boolean',
        default: false,
        describe: 'Also write My Tags for the Python rbassist; Rekordbox ignores them',
      })
      .option('overwrite', { type: 'boolean', default: false, describe: 'Replace an existing file' }),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { out, name, cues, base, prefer, keyNotation, myTags, overwrite } = flags;
      const options = {
        ...(await exportSelection(flags)),
        name,
        cues,
        base,
        prefer,
        keyNotation,
        mp3Offset: parseMp3Offset(flags.mp3Offset),
        ...(flags.tagsTo !== undefined && { tagsTo: tagTargets(flags.tagsTo) }),
        myTags,
        overwrite,
      };
      const result = await withProgress(output, (run) => library.exportXml(resolve(out), { ...options, ...run }));
      return reportExport(result, output);
    }),
});
