import { NML_NAMES } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXPORT_SELECTION_FLAGS, exportSelection } from '../flags/export-selection-flags.ts';
import { MP3_OFFSET_FLAG, parseMp3Offset } from '../flags/mp3-offset-flag.ts';
import { withProgress } from '../progress/with-progress.ts';
import { reportNml } from '../reports/nml-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist export-nml`: writes tracks and playlists for Traktor. */
export const exportNml = defineCommand({
  addFlags: (table) =>
    table
      .option('out', { type: 'string', path: 'file', default: NML_NAMES.file, describe: 'NML file to write' })
      .option('name', {
        type: 'string',
        valueName: 'name',
        defaultText: NML_NAMES.folder,
        describe: 'Name of the folder of playlists, and of the playlist with all tracks',
      })
      .options(EXPORT_SELECTION_FLAGS)
      .option('start-volume', {
        type: 'string',
        valueName: 'name',
        defaultText: 'Macintosh HD',
        describe: 'Name of the start volume of the Mac that imports the file',
      })
      .options(MP3_OFFSET_FLAG)
      .option('overwrite', { type: 'boolean', default: false, describe: 'Replace a file that rbassist did not write' }),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { out, name, startVolume, overwrite } = flags;
      const mp3Offset = parseMp3Offset(flags.mp3Offset);
      const options = { ...(await exportSelection(flags)), name, startVolume, mp3Offset, overwrite };
      const result = await withProgress(output, (run) => library.exportNml(out, { ...options, ...run }));
      return reportNml(result, output);
    }),
});
