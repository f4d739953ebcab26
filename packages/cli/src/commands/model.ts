import type { CommandModule } from 'yargs';
import { formatBytes } from '../byte-size.ts';
import { type CommonFlags, defineCommand } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { MODEL_ID, REVISION_FLAG } from '../model-flags.ts';
import { complain, print, printJson, tell } from '../output.ts';
import { modelPull } from './model-pull.ts';
import { modelVerify } from './model-verify.ts';

/** `rbassist model`: the models of this machine, in the cache that all programs of the hub share. */
export const model = (finish: (code: ExitCode) => void): CommandModule<CommonFlags, CommonFlags> => ({
  command: 'model <command>',
  describe: 'Download, list, check and remove models',
  builder: (yargs) =>
    yargs
      .command(modelPull(finish))
      .command(modelList(finish))
      .command(modelPath(finish))
      .command(modelRemove(finish))
      .command(modelVerify(finish))
      .demandCommand(1, 'Say what to do with models: a command is missing.'),
  // one of the commands above runs in its place
  handler: () => {},
});

const modelList = defineCommand({
  spelling: 'list',
  summary: 'The models in the cache, of every program that shares it',
  flags: (yargs) => yargs,
  run: async (_flags, output) => {
    const { listModels } = await import('@rbassist/embed');
    const models = await listModels();
    if (output.json) {
      printJson(models);
      return EXIT.done;
    }
    for (const { id, bytes, unfinishedBytes, revisions } of models) {
      const usable = revisions.filter((revision) => revision.usable).map(({ commit }) => commit.slice(0, 8));
      const whole = usable.length > 0 ? usable.join(', ') : 'not whole';
      const rest = unfinishedBytes > 0 ? `, ${formatBytes(unfinishedBytes)} unfinished` : '';
      print(`${id}  ${formatBytes(bytes)}  ${whole}${rest}`);
    }
    if (models.length === 0) tell(output, 'No models yet; "rbassist model pull m-a-p/MERT-v1-95M" downloads one.');
    return EXIT.done;
  },
});

const modelPath = defineCommand({
  spelling: 'path <id>',
  summary: 'The folder that holds a model',
  flags: (yargs) => yargs.positional('id', MODEL_ID).options(REVISION_FLAG),
  run: async ({ id, revision }, output) => {
    const { findModel } = await import('@rbassist/embed');
    const folder = await findModel(id, { revision });
    if (output.json) printJson({ id, folder: folder ?? null });
    else if (folder !== undefined) print(folder);
    if (folder !== undefined) return EXIT.done;
    complain(`rbassist: The cache does not hold ${id} whole. Download it with "rbassist model pull ${id}".`);
    return EXIT.failed;
  },
});

const modelRemove = defineCommand({
  spelling: 'rm <id>',
  summary: 'Remove a model from the cache, with all its revisions and for every program that shares it',
  flags: (yargs) => yargs.positional('id', MODEL_ID),
  run: async ({ id }, output) => {
    const { listModels, removeModel } = await import('@rbassist/embed');
    const bytes = (await listModels()).find((stored) => stored.id === id)?.bytes ?? 0;
    const removed = await removeModel(id);
    if (output.json) printJson({ id, removed, bytes });
    if (removed) {
      if (!output.json) tell(output, `Removed ${id}: ${formatBytes(bytes)}.`);
      return EXIT.done;
    }
    complain(`rbassist: The cache holds no ${id}; "rbassist model list" says what it holds.`);
    return EXIT.failed;
  },
});
