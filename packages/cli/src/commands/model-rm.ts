import { listModels, removeModel } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { MODEL_ID } from '../flags/model-flags.ts';
import { formatBytes } from '../output/byte-size.ts';
import { commandLine } from '../output/command-line.ts';
import { complain, printJson, tell } from '../output/output.ts';

/** `rbassist model rm`: removes a model from the cache. */
export const modelRm = defineCommand({
  needs: 'current-folder',
  addFlags: (table) => table.positional('id', MODEL_ID),
  run: async ({ id }, output) => {
    const bytes = (await listModels()).find((stored) => stored.id === id)?.bytes ?? 0;
    const removed = await removeModel(id);
    if (output.json) printJson({ id, removed, bytes });
    if (removed) {
      if (!output.json) tell(output, `Removed ${id}: ${formatBytes(bytes)}.`);
      return EXIT.done;
    }
    complain(`rbassist: ${id} is not in the model cache. To list the models, run ${commandLine(['model', 'list'])}.`);
    return EXIT.failed;
  },
});
