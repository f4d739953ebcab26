import { UNCERTAINTY_STRATEGIES } from '@rbassist/core';
import { UNCERTAIN_TRACKS_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { MIN_SAMPLES_FLAG } from '../flags/tag-flags.ts';
import { commandLine } from '../output/command-line.ts';
import { print, printJson, tell } from '../output/output.ts';
import { formatTable } from '../output/table.ts';
import { withProgress } from '../progress/with-progress.ts';
import { namesOf } from '../reports/tag-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist ai-tag uncertain`: lists the untagged tracks whose tags would teach most. */
export const aiTagUncertain = defineCommand({
  addFlags: (table) =>
    table
      .option('strategy', {
        choices: UNCERTAINTY_STRATEGIES,
        valueName: 'strategy',
        default: UNCERTAIN_TRACKS_DEFAULTS.strategy,
        describe: 'Look for tracks with two likely tags (margin), with many (entropy), or with none (least_confidence)',
      })
      .option('top-k', { type: 'number', default: UNCERTAIN_TRACKS_DEFAULTS.topK, describe: 'Number of tracks' })
      .options(MIN_SAMPLES_FLAG),
  run: ({ strategy, topK, minSamples }, output) =>
    withLibrary(output, async (library) => {
      const options = { strategy, topK, minSamples };
      const { tracks, interrupted } = await withProgress(output, (run) =>
        library.uncertainTracks({ ...options, ...run }),
      );
      if (output.json) printJson({ tracks, interrupted });
      if (interrupted) return EXIT.interrupted;
      if (output.json) return EXIT.done;
      if (tracks.length === 0) {
        print('No untagged track is left, or no tag has enough tracks.');
        return EXIT.done;
      }
      const name = namesOf(library);
      const rows = tracks.map(({ path, uncertainty, scores }) => [
        name(path),
        uncertainty.toFixed(3),
        scores.map(({ tag, score }) => `${tag} ${score.toFixed(2)}`).join(', '),
      ]);
      print('Tag these tracks first, because their tags teach most:');
      print(
        formatTable(
          [
            { heading: 'Track', shrinkTo: 12 },
            { heading: 'Uncertainty', align: 'right' },
            { heading: 'Closest tags', shrinkTo: 12 },
          ],
          rows,
        ),
      );
      const [first] = tracks;
      const tag = first.scores.at(0)?.tag ?? 'TAG';
      tell(output, `To tag the first one, run ${commandLine(['tag', 'add', name(first.path), tag], output)}.`);
      return EXIT.done;
    }),
});
