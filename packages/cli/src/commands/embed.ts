import { readFile } from 'node:fs/promises';
import { errorMessage, OptionError } from '@rbassist/core';
import { defineCommand } from '../command.ts';
import { embeddingOptions, MODEL_FLAGS } from '../embedding-flags.ts';
import { runScan } from '../run-scan.ts';

/** What the Python rbassist was limited to; old command lines may spell it out. */
const OLD_DURATION_S = 120;

/** `rbassist embed`: vectors only; `rbassist index` makes them searchable. */
export const embed = defineCommand({
  spelling: 'embed [paths..]',
  summary: 'Turn tracks into vectors, without indexing them',
  flags: (yargs) =>
    yargs
      .positional('paths', { type: 'string', array: true, describe: 'Files or folders' })
      .option('paths-file', { type: 'string', requiresArg: true, describe: 'Text file with one path per line' })
      .options(MODEL_FLAGS)
      .option('duration-s', {
        type: 'number',
        requiresArg: true,
        describe: 'Accepted as 0 or 120; spectral-v1 listens to the whole track',
      })
      .option('num-workers', {
        type: 'number',
        alias: 'workers',
        requiresArg: true,
        describe: 'Tracks listened to at once, 0 for one [one per core less one]',
      })
      .option('resume', { type: 'boolean', default: true, describe: 'Skip what is done; --no-resume does all again' })
      .option('checkpoint-every', { type: 'number', requiresArg: true, describe: 'Save after so many tracks [50]' })
      .option('re-embed', { type: 'boolean', default: false, describe: "Replace another model's vectors" }),
  run: async (flags, output) => {
    const paths = [
      ...(flags.paths ?? []),
      ...(flags.pathsFile === undefined ? [] : await readPathsFile(flags.pathsFile)),
    ];
    if (paths.length === 0)
      throw new OptionError('Name the files or folders to embed, or a --paths-file that lists them.');
    checkDuration(flags.durationS);
    const embedding = embeddingOptions(flags, output);
    const { model, reEmbed, resume, checkpointEvery: saveEvery } = flags;
    const workers = flags.numWorkers === 0 ? 1 : flags.numWorkers;
    return runScan(
      flags,
      paths,
      { model, embedding, workers, reEmbed, resume, saveEvery, analyze: false, updateIndex: false },
      output,
    );
  },
});

/** The Python rbassist could listen to less of a track. */
function checkDuration(durationS: number | undefined): void {
  if (durationS === undefined || durationS === 0 || durationS === OLD_DURATION_S) return;
  throw new OptionError(
    `--duration-s ${durationS} would give vectors that cannot be compared with the others; leave it out.`,
  );
}

async function readPathsFile(path: string): Promise<string[]> {
  try {
    const text = await readFile(path, 'utf8');
    return text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
  } catch (error) {
    throw new OptionError(`The --paths-file ${path} cannot be read: ${errorMessage(error)}`, { cause: error });
  }
}
