import { optionRules, requireRule } from '@rbassist/core';
import { addTracks } from '@rbassist/library';
import { changeSet } from '../change-set.ts';
import { defineCommand } from '../command.ts';
import { SET_NAME } from '../flags/set-name.ts';

/** `rbassist set add`: adds tracks to a set. */
export const setAdd = defineCommand({
  addFlags: (table) =>
    table
      .positional('name', SET_NAME)
      .positional('tracks', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Paths of tracks, or words of their artists, titles or paths; quote each',
      })
      .option('at', {
        type: 'number',
        valueName: 'number',
        defaultText: 'at the end',
        describe: 'Number of the first new track',
      })
      .option('allow-repeats', {
        type: 'boolean',
        default: false,
        describe: 'Add tracks again that the set already contains',
      }),
  run: ({ name, tracks, at, allowRepeats }, output) =>
    changeSet(output, async (library) => {
      if (at !== undefined) requireRule('at', at, optionRules.positiveInteger);
      const added = await library.setTracks(tracks);
      const place = at === undefined ? undefined : at - 1;
      if (await library.hasSet(name)) {
        return library.editSet(name, (set) => addTracks(set, added, place, { allowRepeats }));
      }
      return library.saveSet(name, addTracks({ tracks: [] }, added, undefined, { allowRepeats }));
    }),
});
