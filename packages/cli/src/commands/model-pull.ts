import { createInterface } from 'node:readline/promises';
import { untilAborted } from '@rbassist/core';
import { type ModelTerms, pullModel } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { MODEL_ID, REVISION_FLAG } from '../flags/model-flags.ts';
import { formatBytes } from '../output/byte-size.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';

/** `rbassist model pull`: downloads a model into the shared cache, and checks it. */
export const modelPull = defineCommand({
  needs: 'current-folder',
  addFlags: (table) =>
    table.positional('id', MODEL_ID).options(REVISION_FLAG).option('accept-license', {
      type: 'boolean',
      default: false,
      describe: 'Accept the licence without being asked',
    }),
  run: async ({ id, revision, acceptLicense: accepted }, output) => {
    const pulled = await withProgress(output, (run) => {
      const acceptLicense = (terms: ModelTerms) => {
        tell(output, termsText(terms));
        return accepted || askToAccept(output, run.signal);
      };
      return untilAborted(run.signal, () => pullModel(id, { revision, acceptLicense, ...run }));
    });
    if (pulled === undefined) {
      tell(output, 'Stopped. Run the same command again to continue; the part downloaded so far is kept.');
      return EXIT.interrupted;
    }
    if (output.json) printJson(pulled);
    else {
      const { fetchedBytes, replaced } = pulled;
      if (replaced.length > 0) tell(output, `Replaced damaged files: ${replaced.join(', ')}.`);
      tell(
        output,
        fetchedBytes > 0
          ? `Downloaded ${id}. Its checksums are correct.`
          : `${id} is already here. Its checksums are correct.`,
      );
      print(pulled.folder);
    }
    return EXIT.done;
  },
});

function termsText({ id, license, page, bytes, bytesToFetch }: ModelTerms): string[] {
  const begun = bytesToFetch < bytes ? `, ${formatBytes(bytesToFetch)} left to download` : '';
  return [
    `${id}: ${formatBytes(bytes)}${begun}`,
    `Licence: ${license ?? 'none stated'}, see ${page}`,
    ...(license?.startsWith('cc-by-nc') ? ['It allows no commercial use. A paid gig may count as one.'] : []),
  ];
}

/** Asks on a terminal; elsewhere, returns false. Throws the signal's reason after an abort. */
async function askToAccept(output: Output, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY || output.quiet || output.json) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  // readline catches Ctrl-C while it reads
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const either = { signal: AbortSignal.any([signal, closed.signal]) };
    const answer = await terminal.question('Accept the licence and download? [y/N] ', either).catch(() => '');
    signal.throwIfAborted();
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
