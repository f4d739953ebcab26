import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { counted } from '../output/count.ts';
import { print, printJson } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist import m3u8`: stores playlist files as playlists of the library. */
export const importM3u8 = defineCommand({
  addFlags: (table) =>
    table.positional('files', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'Playlist files: .m3u8 or .m3u',
    }),
  run: ({ files }, output) =>
    withLibrary(output, async (library) => {
      const playlists = await library.importPlaylists(files);
      if (output.json) printJson(playlists);
      else {
        for (const { path, tracks, notFound } of playlists) {
          const missing = notFound.length > 0 ? `, ${counted(notFound.length, 'track')} not in the library:` : '.';
          print(`${path}: ${counted(tracks.length, 'track')} stored${missing}`);
          if (notFound.length > 0) {
            printPaths(
              notFound.map(({ entry }) => entry.path),
              output,
            );
          }
        }
      }
      return EXIT.done;
    }),
});
