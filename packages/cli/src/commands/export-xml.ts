import { resolve } from 'node:path';
import { EXPORT_NAMES } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXPORT_SELECTION_FLAGS, exportSelection } from '../flags/export-selection-flags.ts';
import { EXPORT_VALUE_FLAGS, exportedValues } from '../flags/export-value-flags.ts';
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
      .option('base', {
        type: 'string',
        path: 'file',
        describe: 'Your own export of Rekordbox; its tracks keep their identity and your values',
      })
      .options(EXPORT_VALUE_FLAGS)
      .option('my-tags', {
        type: 'boolean',
        default: false,
        describe: 'Also write My Tags for the Python rbassist; Rekordbox ignores them',
      })
      .option('overwrite', { type: 'boolean', default: false, describe: 'Replace a file that rbassist did not write' }),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { out, name, base, myTags, overwrite } = flags;
      const options = { ...(await exportSelection(flags)), ...exportedValues(flags), name, base, myTags, overwrite };
      const result = await withProgress(output, (run) => library.exportXml(resolve(out), { ...options, ...run }));
      return reportExport(result, output);
    }),
});
