import type { VerifiedFile } from '@rbassist/embed';
import { formatBytes } from '../byte-size.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { untilInterrupted } from '../interrupt.ts';
import { MODEL_ID, REVISION_FLAG } from '../model-flags.ts';
import { complain, print, printJson } from '../output.ts';
import { createProgressView } from '../progress-view.ts';

/** `rbassist model verify`: whether the files of a model are what was published. */
export const modelVerify = defineCommand({
  spelling: 'verify <id>',
  summary: "Compare the checksums of a model's files with the published ones",
  flags: (yargs) => yargs.positional('id', MODEL_ID).options(REVISION_FLAG),
  run: async ({ id, revision }, output) => {
    const { verifyModel } = await import('@rbassist/embed');
    const view = await createProgressView(output, 'bytes');
    const work = (signal: AbortSignal) =>
      verifyModel(id, {
        revision,
        signal,
        onProgress: ({ stage, done, total, item }) => view.update(stage, done, total, item),
      });
    const verified = await untilInterrupted(work, () => {}).finally(() => view.close());
    if (verified === undefined) return EXIT.interrupted;
    if (output.json) printJson(verified);
    else for (const file of verified.files) print(describe(file));
    if (verified.ok) return EXIT.done;
    const broken = verified.files.some(({ state }) => state === 'wrong' || state === 'missing');
    const remedy = `fetch it again with "rbassist model rm ${id}" and "rbassist model pull ${id}"`;
    if (broken) complain(`rbassist: ${id} is not what was published: ${remedy}.`);
    else complain(`rbassist: Not every file of ${id} has a checksum to compare with; to be sure, ${remedy}.`);
    return EXIT.failed;
  },
});

const AGAINST = { known: 'the checksum rbassist knows', hub: 'the checksum the hub stated' };

function describe({ name, bytes, state, source, actual, expected }: VerifiedFile): string {
  if (state === 'missing') return `✗ ${name} is missing`;
  const file = `${name} (${formatBytes(bytes)})`;
  if (state === 'unknown' || source === undefined) return `? ${file} has SHA-256 ${actual}; nothing to compare it with`;
  if (state === 'right') return `✓ ${file} has ${AGAINST[source]}, ${expected}`;
  return `✗ ${file} has ${actual}, not ${AGAINST[source]}, ${expected}`;
}
