import { createInterface } from 'node:readline/promises';
import type { ModelTerms } from '@rbassist/embed';
import { formatBytes } from '../byte-size.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { untilInterrupted } from '../interrupt.ts';
import { MODEL_ID, REVISION_FLAG } from '../model-flags.ts';
import { type Output, print, printJson, tell } from '../output.ts';
import { createProgressView } from '../progress-view.ts';

/** `rbassist model pull`: a model's configuration and weights, downloaded, checked, and put where every program of the hub finds them. */
export const modelPull = defineCommand({
  spelling: 'pull <id>',
  summary: 'Download a model, or go on with a download; its licence is shown first',
  flags: (yargs) =>
    yargs.positional('id', MODEL_ID).options(REVISION_FLAG).option('accept-license', {
      type: 'boolean',
      default: false,
      describe: 'Accept the licence without being asked',
    }),
  run: async ({ id, revision, acceptLicense }, output) => {
    const { pullModel } = await import('@rbassist/embed');
    const view = await createProgressView(output, 'bytes');
    const work = (signal: AbortSignal) =>
      pullModel(id, {
        revision,
        signal,
        acceptLicense: (terms) => {
          tell(output, describeTerms(terms));
          return acceptLicense || ask(output, signal);
        },
        onProgress: ({ stage, done, total, item }) => view.update(stage, done, total, item),
      });
    const whenStopped = () =>
      view.line(`Stopped; what was downloaded is kept, and "rbassist model pull ${id}" goes on from there.`);
    const pulled = await untilInterrupted(work, whenStopped).finally(() => view.close());
    if (pulled === undefined) return EXIT.interrupted;
    if (output.json) printJson(pulled);
    else {
      tell(output, pulled.fetchedBytes > 0 ? `Downloaded ${id}, checksums right.` : `${id} is here already.`);
      print(pulled.folder);
    }
    return EXIT.done;
  },
});

function describeTerms({ id, license, page, bytes, bytesToFetch }: ModelTerms): string {
  const begun = bytesToFetch < bytes ? `, ${formatBytes(bytesToFetch)} of it still to download` : '';
  return [
    `${id}: ${formatBytes(bytes)}${begun}`,
    `Licence: ${license ?? 'none stated'}, see ${page}`,
    ...(license?.startsWith('cc-by-nc') ? ['It allows no commercial use; a paid gig may be one.'] : []),
  ].join('\n');
}

/** A question where someone can answer it; elsewhere, and without an answer, the licence counts as not accepted. */
async function ask(output: Output, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY || output.quiet || output.json) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  // while it reads, the terminal keeps Ctrl-C to itself
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const either = { signal: AbortSignal.any([signal, closed.signal]) };
    const answer = await terminal.question('Accept the licence and download? [y/N] ', either).catch(() => '');
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
