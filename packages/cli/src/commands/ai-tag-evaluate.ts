import type { TagEvaluation, TagsEvaluation } from '@rbassist/core';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { TAG_LEARNING_FLAGS } from '../flags/tag-flags.ts';
import { counted, formatCount } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { formatPercent } from '../output/percent.ts';
import { type Column, formatTable } from '../output/table.ts';
import { withProgress } from '../progress/with-progress.ts';
import { withLibrary } from '../with-library.ts';

const PRECISION = 0.8;

const COLUMNS: readonly Column[] = [
  { heading: 'Tag', shrinkTo: 8 },
  { heading: 'Tracks', align: 'right' },
  { heading: 'Right', align: 'right' },
  { heading: 'Found', align: 'right' },
  { heading: 'Right with --precision', align: 'right' },
  { heading: 'Found with --precision', align: 'right' },
];

/** `rbassist ai-tag evaluate`: counts right suggestions of each tag. */
export const aiTagEvaluate = defineCommand({
  addFlags: (table) =>
    table.options({
      ...TAG_LEARNING_FLAGS,
      precision: {
        type: 'number',
        valueName: 'share',
        default: PRECISION,
        describe: TAG_LEARNING_FLAGS.precision.describe,
      },
    }),
  run: ({ minSamples, margin, precision }, output) =>
    withLibrary(output, async (library) => {
      const evaluate = (options: { precision?: number }) =>
        withProgress(output, (run) => library.evaluateTags({ minSamples, margin, ...options, ...run }));
      const python = await evaluate({});
      const precise = python && (await evaluate({ precision }));
      if (!precise) return EXIT.interrupted;
      if (output.json) {
        printJson({ python, precise });
        return EXIT.done;
      }
      const rowOf = (name: string, samples: number, one: Rates, other: Rates) => [
        name,
        formatCount(samples),
        ...ratesText(one),
        ...ratesText(other),
      ];
      const rows = python.tags.map((each, i) => rowOf(each.tag, each.samples, each, precise.tags[i]));
      print(formatTable(COLUMNS, [...rows, rowOf('All', python.tracks, python, precise)]));
      tell(output, [
        `Tried ${counted(python.tracks, 'tagged track')}, each without its own tags.`,
        'Right: share of the suggestions that the track has. Found: share of its tags that were suggested.',
      ]);
      return EXIT.done;
    }),
});

type Rates = Pick<TagEvaluation | TagsEvaluation, 'precision' | 'recall'>;

function ratesText({ precision, recall }: Rates): [string, string] {
  return [precision === undefined ? '-' : formatPercent(precision), formatPercent(recall)];
}
