import { changeSet } from '../change-set.ts';
import { defineCommand } from '../command.ts';
import { SET_NAME } from '../flags/set-name.ts';

/** `rbassist set undo`: takes back the last change of a set. */
export const setUndo = defineCommand({
  addFlags: (table) => table.positional('name', SET_NAME),
  run: ({ name }, output) => changeSet(output, (library) => library.undoSet(name)),
});
