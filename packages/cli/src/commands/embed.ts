import { OptionError } from '@rbassist/core';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { embeddingOptions, MODEL_FLAGS } from '../flags/embedding-flags.ts';
import { readPathsFile } from '../flags/paths-file.ts';
import { RE_EMBED_FLAG, RESUME_FLAG, RETRY_FLAG, SAVE_FLAG, WORKERS_FLAG, workersOption } from '../flags/scan-flags.ts';
import { runScan } from '../run-scan.ts';

/** Limit of the Python rbassist; old command lines may contain it. */
const OLD_DURATION_S = 120;

/** `rbassist embed`: vectors only; `rbassist index` makes them searchable. */
export const embed = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', { type: 'string', array: true, describe: 'Files or folders' })
      .option('paths-file', { type: 'string', path: 'file', describe: 'Text file with one path per line' })
      .option('duration-s', {
        type: 'number',
        hidden: true,
        describe: `Accepted for Python scripts, as 0 or ${OLD_DURATION_S}; --windows chooses the part of a track`,
      })
      .options(WORKERS_FLAG)
      .options(RESUME_FLAG)
      .option('retry-failed', { ...RETRY_FLAG['retry-failed'], alias: 'retry-checkpoint-failures' })
      .options(SAVE_FLAG)
      .options(MODEL_FLAGS)
      .options(RE_EMBED_FLAG),
  run: async (flags, output) => {
    const listed = flags.pathsFile === undefined ? [] : await readPathsFile(flags.pathsFile);
    const paths = [...(flags.paths ?? []), ...listed];
    // without paths, this flag asks for a kind of vector that rbassist does not write
    if (paths.length === 0 && 'missingSectionSidecars' in flags && flags.missingSectionSidecars === true)
      return EXIT.done;
    if (paths.length === 0)
      throw new OptionError('Name the files or folders to embed, or list them in a --paths-file.');
    checkDuration(flags.durationS);
    const embedding = embeddingOptions(flags, output);
    const { model, reEmbed, resume, checkpointEvery: saveEvery } = flags;
    const retryFailed = flags.retryFailed || !resume;
    const workers = workersOption(flags.workers);
    const options = { model, embedding, workers, reEmbed, resume, retryFailed, saveEvery };
    return runScan(paths, { ...options, analyze: false, updateIndex: false }, output);
  },
});

/** Refuses the shorter durations that the Python rbassist allowed. */
function checkDuration(durationS: number | undefined): void {
  if (durationS === undefined || durationS === 0 || durationS === OLD_DURATION_S) return;
  throw new OptionError(
    `--duration-s ${durationS} would make vectors that can't be compared with the others. Leave it out.`,
  );
}
