import { ANALYSIS_DEFAULTS, GRID_MODES } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { DURATION, parseDuration } from '../flags/analysis-flags.ts';
import { PATHS, POOL_FLAGS, poolOptions } from '../flags/scan-flags.ts';
import { tell } from '../output/output.ts';
import { listGrids } from '../reports/track-tables.ts';
import { runScan } from '../run-scan.ts';

const PYTHON_BACKENDS = ['beatnet', 'librosa'] as const;

/** `rbassist beatgrid`: beat grids with one tempo or several. */
export const beatgrid = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', PATHS)
      .option('mode', {
        choices: GRID_MODES,
        default: ANALYSIS_DEFAULTS.gridMode,
        valueName: 'mode',
        describe: 'One tempo (fixed), a changing tempo (dynamic), or the better one for each track (auto)',
      })
      .option('drift-pct', {
        type: 'number',
        default: ANALYSIS_DEFAULTS.driftPct,
        describe: 'Drift in percent that starts a new tempo section',
      })
      .option('bars-window', {
        type: 'number',
        defaultText: 'about eight seconds',
        describe: 'Number of bars to average the tempo over',
      })
      .option('duration-s', DURATION)
      .option('backend', {
        choices: ['auto', 'rbassist', ...PYTHON_BACKENDS] as const,
        default: 'auto' as const,
        hidden: true,
        describe: 'Accepted for Python scripts; rbassist finds the beats itself',
      })
      .option('overwrite', {
        type: 'boolean',
        default: false,
        describe: 'Replace existing grids and BPM values, including those set by you or another program',
      })
      .options(POOL_FLAGS),
  run: (flags, output) => {
    const { paths, overwrite, mode: gridMode, driftPct, barsWindow, backend } = flags;
    if (PYTHON_BACKENDS.some((name) => name === backend))
      tell(output, `--backend ${backend} has no effect: rbassist finds beats by itself.`);
    const durationS = parseDuration('--duration-s', flags.durationS);
    const options = {
      embed: false,
      analysis: { parts: ['tempo'] as const, gridMode, driftPct, barsWindow, durationS },
      force: overwrite,
      onlyMissing: true,
      ...poolOptions(flags, { resume: !overwrite }),
    };
    return runScan(paths, { ...options, table: listGrids }, output);
  },
});
