import { OptionError } from '@rbassist/core';
import { SCAN_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { BPM_RANGE_FLAG, parseBpmRange } from '../flags/analysis-flags.ts';
import { embeddingOptions, MODEL_FLAGS } from '../flags/embedding-flags.ts';
import { POOL_FLAGS, poolOptions, RE_EMBED_FLAG, RESUME_FLAG } from '../flags/scan-flags.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist scan`: embeds, analyses and indexes folders of music. */
export const scan = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', {
        type: 'string',
        array: true,
        setting: 'folders',
        defaultText: 'the folders of the configuration file',
        describe: 'Files or folders',
      })
      .options(RESUME_FLAG)
      .option('analyze', {
        type: 'boolean',
        default: SCAN_DEFAULTS.analyze,
        describe: 'Compute vectors only: no tempo, grid, key, cues, contours or loudness',
      })
      .options(BPM_RANGE_FLAG)
      .options(POOL_FLAGS)
      .options(MODEL_FLAGS)
      .options(RE_EMBED_FLAG),
  run: (flags, output) => {
    const { paths, model, reEmbed, resume, analyze } = flags;
    if (paths.length === 0) {
      throw new OptionError(
        'Name your music folders, or list them as "folders" in a configuration file ("rbassist config" shows where).',
      );
    }
    const embedding = embeddingOptions(flags, output);
    const analysis = { bpmRange: parseBpmRange(flags.bpmRange) };
    return runScan(paths, { model, embedding, reEmbed, analyze, analysis, ...poolOptions(flags, { resume }) }, output);
  },
});
