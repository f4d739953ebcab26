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
      }),
  run: ({ name, tracks, at }, output) =>
    changeSet(output, async (library) => {
      const added = await library.setTracks(tracks);
      if (!(await library.hasSet(name))) return library.saveSet(name, { tracks: added });
      return library.editSet(name, (set) => addTracks(set, added, at === undefined ? undefined : at - 1));
    }),
});
