import { lockTracks, placeOf } from '@rbassist/library';
import { changeSet } from '../change-set.ts';
import { type Command, defineCommand } from '../command.ts';
import { SET_NAME } from '../flags/set-name.ts';
import { SET_TRACKS } from '../flags/set-tracks.ts';

/** `rbassist set lock`: makes tracks of a set keep their places. */
export const setLock: Command = lockCommand(true);

/** `rbassist set unlock`: lets tracks of a set move again. */
export const setUnlock: Command = lockCommand(false);

function lockCommand(locked: boolean): Command {
  return defineCommand({
    addFlags: (table) => table.positional('name', SET_NAME).positional('tracks', SET_TRACKS),
    run: ({ name, tracks }, output) =>
      changeSet(output, (library) =>
        library.editSet(name, (set) =>
          lockTracks(
            set,
            tracks.map((track) => placeOf(set, track)),
            locked,
          ),
        ),
      ),
  });
}
