import { listModels, type StoredModel } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatBytes } from '../output/byte-size.ts';
import { commandLine } from '../output/command-line.ts';
import { print, printJson, tell } from '../output/output.ts';

/** `rbassist model list`: the models in the cache, including those of other programs. */
export const modelList = defineCommand({
  needs: 'current-folder',
  addFlags: (table) => table,
  run: async (_flags, output) => {
    const models = await listModels();
    if (output.json) {
      printJson(models);
      return EXIT.done;
    }
    for (const { id, bytes, unfinishedBytes, revisions } of models) {
      const usable = revisions.filter((revision) => revision.usable);
      const state = usable.length > 0 ? usable.map(revisionText).join(', ') : 'incomplete';
      const rest = unfinishedBytes > 0 ? `, ${formatBytes(unfinishedBytes)} unfinished` : '';
      print(`${id}  ${formatBytes(bytes)}  ${state}${rest}`);
    }
    if (models.length === 0)
      tell(output, `No models yet. Download one with ${commandLine(['model', 'pull', 'm-a-p/MERT-v1-95M'])}.`);
    return EXIT.done;
  },
});

/** Returns the commit, and the digits of its weights in the name of an embedding space. */
function revisionText({ commit, weights }: StoredModel['revisions'][number]): string {
  return `${commit.slice(0, 8)}${weights === undefined ? '' : ` #${weights}`}`;
}
