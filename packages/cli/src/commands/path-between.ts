import { PATH_DEFAULTS } from '@rbassist/core';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { PATH_FLAGS, pathOptions } from '../flags/plan-flags.ts';
import { PLAYLIST_FLAGS, writeOut, writtenText } from '../flags/playlist-flags.ts';
import { printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printPlan } from '../reports/set-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist path-between`: tracks that lead from one track to another. */
export const pathBetween = defineCommand({
  addFlags: (table) =>
    table
      .positional('from', {
        type: 'string',
        demandOption: true,
        describe: 'First track: its path, or words of its artist, title or path',
      })
      .positional('to', { type: 'string', demandOption: true, describe: 'Last track' })
      .option('length', {
        type: 'number',
        default: PATH_DEFAULTS.length,
        describe: 'Number of tracks, with the first and the last',
      })
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' })
      .options(PLAYLIST_FLAGS)
      .options(PATH_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const options = { ...pathOptions(flags), length: flags.length };
      const planned = await withProgress(output, (run) =>
        library.pathBetween(flags.from, flags.to, { ...options, ...run }),
      );
      const file = await writeOut(library, flags, planned.tracks);
      if (output.json) printJson({ ...planned, ...(file !== undefined && { file }) });
      else printPlan(planned, output, flags.paths);
      if (file !== undefined) tell(output, writtenText(planned.tracks.length, file));
      return planned.interrupted ? EXIT.interrupted : EXIT.done;
    }),
});
