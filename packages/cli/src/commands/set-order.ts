import { changeSet } from '../change-set.ts';
import { defineCommand } from '../command.ts';
import { ORDER_FLAGS, orderOptions } from '../flags/plan-flags.ts';
import { SET_NAME } from '../flags/set-name.ts';

/** `rbassist set order`: puts the tracks of a set in the best order. */
export const setOrder = defineCommand({
  addFlags: (table) => table.positional('name', SET_NAME).options(ORDER_FLAGS),
  run: (flags, output) =>
    changeSet(output, (library, run) => library.orderSet(flags.name, { ...orderOptions(flags), ...run })),
});
