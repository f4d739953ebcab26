import { placeOf, removeTracks } from '@rbassist/library';
import { changeSet } from '../change-set.ts';
import { defineCommand } from '../command.ts';
import { SET_NAME } from '../flags/set-name.ts';
import { SET_TRACKS } from '../flags/set-tracks.ts';

/** `rbassist set remove`: removes tracks from a set. */
export const setRemove = defineCommand({
  addFlags: (table) => table.positional('name', SET_NAME).positional('tracks', SET_TRACKS),
  run: ({ name, tracks }, output) =>
    changeSet(output, (library) =>
      library.editSet(name, (set) =>
        removeTracks(
          set,
          tracks.map((track) => placeOf(set, track)),
        ),
      ),
    ),
});
