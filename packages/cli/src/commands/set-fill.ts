import { changeSet } from '../change-set.ts';
import { defineCommand } from '../command.ts';
import { FILL_FLAGS, fillOptions } from '../flags/plan-flags.ts';
import { SET_NAME } from '../flags/set-name.ts';

/** `rbassist set fill`: adds tracks to a set that fit between and after those it has. */
export const setFill = defineCommand({
  addFlags: (table) =>
    table
      .positional('name', SET_NAME)
      .option('to', {
        type: 'number',
        option: 'length',
        valueName: 'tracks',
        defaultText: 'one more',
        describe: 'Number of tracks that the set gets',
      })
      .options(FILL_FLAGS),
  run: (flags, output) =>
    changeSet(output, async (library, run) => {
      const length = flags.to ?? (await library.set(flags.name)).tracks.length + 1;
      return library.fillSet(flags.name, length, { ...fillOptions(flags), ...run });
    }),
});
