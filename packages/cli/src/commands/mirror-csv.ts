import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { LIST_ENDINGS, LIST_FLAGS, listText, writeList } from '../flags/list-output.ts';
import { counted } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { printMissingRows } from '../reports/list-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist mirror-csv`: writes a playlist of the tracks that a CSV file lists. */
export const mirrorCsv = defineCommand({
  addFlags: (table) =>
    table
      .positional('csv', { type: 'string', demandOption: true, describe: 'CSV file with artists and titles' })
      .option('out-xml', {
        type: 'string',
        path: 'file',
        default: 'rb_from_csv.xml',
        describe: `File to write: ${LIST_ENDINGS}`,
      })
      .option('name', {
        type: 'string',
        valueName: 'name',
        default: 'CSV Playlist',
        describe: 'Name of the playlist in Rekordbox',
      })
      .option('artist-column', {
        type: 'string',
        valueName: 'column',
        describe: 'Heading or number of the column with the artists',
      })
      .option('title-column', {
        type: 'string',
        valueName: 'column',
        describe: 'Heading or number of the column with the titles',
      })
      .options(LIST_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { csv, outXml, name, artistColumn, titleColumn } = flags;
      const playlist = await library.readCsvPlaylist(csv, { artistColumn, titleColumn });
      const { tracks, notFound, repeats } = playlist;
      const paths = tracks.map(({ path }) => path);
      const file = paths.length === 0 ? undefined : await writeList(library, { file: outXml, name, paths }, flags);
      if (output.json) printJson({ ...(file !== undefined && { file }), name, ...playlist });
      else {
        if (file !== undefined) print(listText({ name, paths }, file));
        printMissingRows(notFound, output);
      }
      if (repeats > 0) tell(output, `Left out ${counted(repeats, 'row')} whose track is in the playlist already.`);
      if (file !== undefined) return EXIT.done;
      tell(output, 'The library has no track of this file, so no playlist was written.');
      return EXIT.failed;
    }),
});
