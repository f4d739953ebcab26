import { findModel } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { MODEL_ID, REVISION_FLAG } from '../flags/model-flags.ts';
import { complain, print, printJson } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';

/** `rbassist model path`: the folder of a model. */
export const modelPath = defineCommand({
  needs: 'current-folder',
  addFlags: (table) => table.positional('id', MODEL_ID).options(REVISION_FLAG),
  run: async ({ id, revision }, output) => {
    const folder = await findModel(id, { revision });
    if (output.json) printJson({ id, folder: folder ?? null });
    else if (folder !== undefined) print(folder);
    if (folder !== undefined) return EXIT.done;
    const message = `rbassist: Files of ${id} are missing in the model cache.`;
    complain(withRemedies(message, [{ action: 'pull-model', model: id }]));
    return EXIT.failed;
  },
});
