import { UsageError } from '../arguments/usage-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { PLAYLIST_FLAGS, writeOut, writtenText } from '../flags/playlist-flags.ts';
import { SET_NAME } from '../flags/set-name.ts';
import { counted } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist set export`: writes a set to a playlist file. */
export const setExport = defineCommand({
  addFlags: (table) =>
    table.positional('name', SET_NAME).options({
      ...PLAYLIST_FLAGS,
      out: { ...PLAYLIST_FLAGS.out, describe: 'File to write: .m3u8, .m3u, .csv, .json, .txt, or .xml for Rekordbox' },
    }),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      if (flags.out === undefined) throw new UsageError('Name the file: --out NAME.m3u8.');
      const { name, tracks } = await library.set(flags.name);
      const listed = tracks.filter(({ track }) => track !== undefined);
      const file = await writeOut(
        library,
        flags,
        listed.map(({ path, movedTo }) => ({ path: movedTo ?? path })),
      );
      const left = tracks.length - listed.length;
      if (output.json) printJson({ name, file, tracks: listed.length, leftOut: left });
      else if (file !== undefined) print(writtenText(listed.length, file));
      if (left > 0)
        tell(output, `Left out ${counted(left, 'track')} that ${left === 1 ? 'is' : 'are'} not in the library.`);
      return EXIT.done;
    }),
});
