import { type RewrittenFile, rewriteXml } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatCount } from '../output/count.ts';
import { print, printJson } from '../output/output.ts';
import { interruptible } from '../progress/interrupt.ts';

/** `rbassist xml rewrite`: reads a Rekordbox XML file, writes it again, and compares both. */
export const xmlRewrite = defineCommand({
  addFlags: (table) =>
    table
      .positional('input', { type: 'string', demandOption: true, describe: 'XML file that Rekordbox exported' })
      .positional('output', { type: 'string', demandOption: true, describe: 'XML file to write' })
      .option('from-values', {
        type: 'boolean',
        default: false,
        describe: 'Lay out every value anew instead of copying bytes',
      })
      .option('overwrite', { type: 'boolean', default: false, describe: 'Replace the output if it exists' }),
  run: ({ input, output: file, fromValues, overwrite }, output) =>
    interruptible(
      async (signal) => {
        const rewritten = await rewriteXml(input, file, { fromValues, overwrite, signal });
        if (rewritten === undefined) return EXIT.interrupted;
        if (output.json) printJson(rewritten);
        else print(linesOf(rewritten, input));
        return EXIT.done;
      },
      () => {},
    ),
});

function linesOf({ path, bytes, difference }: RewrittenFile, input: string): string[] {
  const wrote = `Wrote ${path} (${formatCount(bytes)} bytes).`;
  if (difference === undefined) return [wrote, `Every byte is the same as in ${input}.`];
  const { byte, line } = difference;
  return [wrote, `It first differs from ${input} in line ${formatCount(line)}, at byte ${formatCount(byte)}.`];
}
