import { FIND_DEFAULTS, type FindResult } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { CRATE_FLAGS, SET_FILTER_FLAGS, trackFilters } from '../flags/filter-flags.ts';
import { PLAYLIST_FLAGS, writeOut, writtenText } from '../flags/playlist-flags.ts';
import { TEMPO_KEY_FLAGS, tempoKeyRules } from '../flags/rule-flags.ts';
import { counted } from '../output/count.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { findTable } from '../reports/find-table.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist find`: tracks by words of their sound, tags and genres. */
export const find = defineCommand({
  addFlags: (table) =>
    table
      .positional('words', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Words such as "metal, no vocals", with commas or blanks between them',
      })
      .option('top', { type: 'number', default: FIND_DEFAULTS.top, describe: 'Maximum number of tracks' })
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' })
      .options(PLAYLIST_FLAGS)
      .options(TEMPO_KEY_FLAGS)
      .options(SET_FILTER_FLAGS)
      .options(CRATE_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { words, top, crate: crates, exclude } = flags;
      const filters = { ...trackFilters(flags), ...tempoKeyRules(flags), crates, exclude };
      const result = await withProgress(output, (run) => library.find(words.join(' '), { ...filters, top, ...run }));
      const isEmpty = result.tracks.length === 0;
      const file = result.interrupted || isEmpty ? undefined : await writeOut(library, flags, result.tracks);
      if (output.json) printJson({ ...plainResult(result), ...(file !== undefined && { file }) });
      if (result.interrupted) return EXIT.interrupted;
      if (output.json) return EXIT.done;
      printFound(result, flags.paths, output);
      if (file !== undefined) tell(output, writtenText(result.tracks.length, file));
      return EXIT.done;
    }),
});

function printFound({ terms, tracks, total, withoutTags }: FindResult, paths: boolean, output: Output): void {
  const asked = terms.map(({ text }) => text).join(', ');
  if (tracks.length === 0) print(`No track fits ${asked}.`);
  else {
    print(`Best of ${counted(total, 'track')} for ${asked}:`);
    print(findTable({ terms, tracks }, paths, output));
  }
  if (withoutTags > 0) tell(output, `Left out ${counted(withoutTags, 'track')} without a vector in the index.`);
}

/** Returns a result whose records contain only the columns of the table, since whole records are long. */
function plainResult({ tracks, ...result }: FindResult) {
  const plain = tracks.map(({ record: { artist, title, bpm, key }, ...track }) => ({
    ...track,
    record: { artist, title, bpm, key },
  }));
  return { ...result, tracks: plain };
}
