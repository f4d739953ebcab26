import { OptionError, PLAN_DEFAULTS } from '@rbassist/core';
import { UsageError } from '../arguments/usage-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { PLAN_FLAGS, planOptions } from '../flags/plan-flags.ts';
import { readSetLength } from '../flags/read-set-length.ts';
import { SET_NAME } from '../flags/set-name.ts';
import { printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printPlan } from '../reports/set-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist set plan`: plans a set, and saves it. */
export const setPlan = defineCommand({
  addFlags: (table) =>
    table
      .positional('name', SET_NAME)
      .positional('seeds', {
        type: 'string',
        array: true,
        defaultText: 'none',
        describe: 'Tracks that the set must contain: paths, or words of their names; quote each',
      })
      .option('length', {
        type: 'number',
        valueName: 'tracks',
        defaultText: `${PLAN_DEFAULTS.length}, without --duration`,
        describe: 'Number of tracks',
      })
      .option('duration', {
        type: 'string',
        option: 'durationS',
        valueName: 'time',
        describe: 'Length of the set instead, e.g. 90m, 1h30m or 1:30',
      })
      .option('start', { type: 'string', valueName: 'track', describe: 'First track' })
      .option('end', { type: 'string', valueName: 'track', describe: 'Last track' })
      .option('keep-order', {
        type: 'boolean',
        default: PLAN_DEFAULTS.keepOrder,
        describe: 'Play the named tracks in the order given',
      })
      .option('overwrite', { type: 'boolean', default: false, describe: 'Replace a set of that name' })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Print the set without saving it' })
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' })
      .options(PLAN_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { name, seeds, length, start, end, keepOrder, overwrite, dryRun } = flags;
      if (length !== undefined && flags.duration !== undefined) {
        throw new UsageError('--length and --duration exclude each other. Give one of them.');
      }
      const durationS = readSetLength('--duration', flags.duration);
      if (!dryRun && !overwrite && (await library.hasSet(name))) {
        throw new OptionError(`There is already a set "${name}".`, { remedies: [{ action: 'overwrite' }] });
      }
      const options = {
        ...planOptions(flags),
        ...(seeds.length > 0 && { seeds }),
        ...(keepOrder && { keepOrder }),
        ...(length !== undefined && { length }),
        ...(durationS !== undefined && { durationS }),
        ...(start !== undefined && { start }),
        ...(end !== undefined && { end }),
      };
      const planned = await withProgress(output, (run) => library.planSet({ ...options, ...run }));
      // an existing set keeps the spelling of its name
      const saved = dryRun ? undefined : await library.saveSet(name, planned, { overwrite });
      if (output.json) printJson({ name: saved?.name ?? name, saved: saved !== undefined, ...planned });
      else {
        printPlan(planned, output, flags.paths);
        tell(output, saved === undefined ? 'Nothing was saved.' : `Saved as the set "${saved.name}".`);
      }
      return planned.interrupted ? EXIT.interrupted : EXIT.done;
    }),
});
