import { readFile } from 'node:fs/promises';
import { errorMessage, OptionError } from '@rbassist/core';
import { defineCommand } from '../command.ts';
import { embeddingOptions, MODEL_FLAGS } from '../flags/embedding-flags.ts';
import { RE_EMBED_FLAG, RESUME_FLAG, SAVE_FLAG } from '../flags/scan-flags.ts';
import { runScan } from '../run-scan.ts';

/** Seconds that the Python rbassist was limited to; old command lines may name them. */
const OLD_DURATION_S = 120;

/** `rbassist embed`: vectors only; `rbassist index` makes them searchable. */
export const embed = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', { type: 'string', array: true, describe: 'Files or folders' })
      .option('paths-file', { type: 'string', describe: 'Text file with one path per line' })
      .options(MODEL_FLAGS)
      .option('duration-s', {
        type: 'number',
        describe: `Accepted as 0 or ${OLD_DURATION_S}; spectral-v1 listens to the whole track`,
      })
      .option('num-workers', {
        type: 'number',
        alias: 'workers',
        describe: 'Tracks listened to at once, 0 for one [one per core less one]',
      })
      .options(RESUME_FLAG)
      .options(SAVE_FLAG)
      .options(RE_EMBED_FLAG),
  run: async (flags, output) => {
    const listed = flags.pathsFile === undefined ? [] : await readPathsFile(flags.pathsFile);
    const paths = [...(flags.paths ?? []), ...listed];
    if (paths.length === 0)
      throw new OptionError('Name the files or folders to embed, or a --paths-file that lists them.');
    checkDuration(flags.durationS);
    const embedding = embeddingOptions(flags, output);
    const { model, reEmbed, resume, checkpointEvery: saveEvery } = flags;
    const workers = flags.numWorkers === 0 ? 1 : flags.numWorkers;
    const options = { model, embedding, workers, reEmbed, resume, saveEvery, analyze: false, updateIndex: false };
    return runScan(paths, options, output);
  },
});

/** The Python rbassist could embed less of a track. */
function checkDuration(durationS: number | undefined): void {
  if (durationS === undefined || durationS === 0 || durationS === OLD_DURATION_S) return;
  throw new OptionError(
    `--duration-s ${durationS} would give vectors that can't be compared with the others. Leave it out.`,
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
    throw new OptionError(`The --paths-file ${path} can't be read: ${errorMessage(error)}`, { cause: error });
  }
}
