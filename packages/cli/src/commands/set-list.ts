import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { formatCount } from '../output/count.ts';
import { formatDuration } from '../output/duration.ts';
import { complain, print, printJson } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';
import { type Column, formatTable } from '../output/table.ts';
import { withLibrary } from '../with-library.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'Set', shrinkTo: 12 },
  { heading: 'Tracks', align: 'right' },
  { heading: 'Length', align: 'right' },
  { heading: 'Changed' },
  { heading: 'Notes' },
];

/** `rbassist set list`: lists the saved sets. */
export const setList = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const sets = await library.sets();
      const damaged = sets.filter(({ problem }) => problem !== undefined);
      if (output.json) printJson({ sets });
      else if (sets.length === 0)
        print(`No sets are saved. To plan one, run ${commandLine(['set', 'plan', 'NAME'], output)}.`);
      else {
        const rows = sets.map(({ name, tracks, durationS, changed, notInLibrary, problem }) => {
          if (problem) return [name, '-', '-', '-', 'unreadable'];
          const missing = notInLibrary === 0 ? '' : `${formatCount(notInLibrary)} not in the library`;
          return [name, formatCount(tracks), formatDuration(durationS), changed.slice(0, 10), missing];
        });
        print(formatTable(COLUMNS, rows));
      }
      for (const { problem } of damaged)
        if (problem) complain(`rbassist: ${withRemedies(problem.message, problem.remedies, output)}`);
      return damaged.length > 0 ? EXIT.failed : EXIT.done;
    }),
});
