import { moveTrack, placeOf } from '@rbassist/library';
import { changeSet } from '../change-set.ts';
import { defineCommand } from '../command.ts';
import { SET_NAME } from '../flags/set-name.ts';

/** `rbassist set move`: moves a track of a set to another place. */
export const setMove = defineCommand({
  addFlags: (table) =>
    table
      .positional('name', SET_NAME)
      .positional('from', {
        type: 'string',
        demandOption: true,
        isName: true,
        describe: 'Number of the track in the set, or words of its name',
      })
      .positional('to', { type: 'string', demandOption: true, isName: true, describe: 'Its new number' }),
  run: ({ name, from, to }, output) =>
    changeSet(output, (library) =>
      library.editSet(name, (set) => moveTrack(set, placeOf(set, from), placeOf(set, to))),
    ),
});
