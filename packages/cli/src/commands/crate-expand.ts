import { UsageError } from '../arguments/usage-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import {
  CRATE_EXPAND_FLAGS,
  CRATE_FLAGS,
  CRATE_WEIGHT_FLAGS,
  crateOptions,
  cratePreset,
} from '../flags/crate-flags.ts';
import { TRACK_FILTER_FLAGS, trackFilters } from '../flags/filter-flags.ts';
import { KEEP_CRATE_FLAGS, keepCrate, requireFreeSet } from '../flags/keep-crate.ts';
import { printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printCrate, tellCrate } from '../reports/crate-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist crate expand`: finds tracks that make a crate grow in its own spirit. */
export const crateExpand = defineCommand({
  addFlags: (table) =>
    table
      .positional('crate', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Playlist file (M3U8), saved set, tag (tag:NAME if ambiguous) or track; several are joined',
      })
      .option('to', { type: 'number', valueName: 'tracks', describe: 'Number of tracks of the grown crate' })
      .option('add', {
        type: 'number',
        valueName: 'tracks',
        defaultText: '25, without --to',
        describe: 'Number of tracks to add',
      })
      .option('include', {
        type: 'string',
        array: true,
        valueName: 'track',
        describe: 'Add this track, playlist, set or tag for sure',
      })
      .option('exclude', {
        type: 'string',
        array: true,
        valueName: 'name',
        describe: 'Do not add this track, or tracks of this tag, artist, playlist or set',
      })
      .options(KEEP_CRATE_FLAGS)
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' })
      .options(CRATE_EXPAND_FLAGS)
      .options(CRATE_FLAGS)
      .options(TRACK_FILTER_FLAGS)
      .options(CRATE_WEIGHT_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { to, add, include, exclude, tempoMode, keyScore, newArtist, otherVersions } = flags;
      if (to !== undefined && add !== undefined) throw new UsageError('Give either --to or --add, not both.');
      const preset = cratePreset(flags.preset);
      const filters = { ...trackFilters(flags), newArtist, otherVersions };
      const options = { ...filters, ...crateOptions(flags), preset, tempoMode, keyScore, to, add, include, exclude };
      await requireFreeSet(library, flags);
      const crate = await withProgress(output, (run) => library.expandCrate(flags.crate, { ...options, ...run }));
      const written = crate.interrupted ? [] : await keepCrate(library, crate, flags);
      if (output.json) printJson(crate);
      if (crate.interrupted) return EXIT.interrupted;
      if (output.json) return EXIT.done;
      printCrate(crate, flags, output);
      const limit = to === undefined ? `--add ${crate.wanted}` : `--to ${to}`;
      tellCrate(crate, { ...options, limit }, output);
      if (written.length > 0) tell(output, written);
      return EXIT.done;
    }),
});
