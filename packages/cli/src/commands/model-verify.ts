import { OptionError, type RunOptions } from '@rbassist/core';
import type { ClipAndReference, ClipComparison, VerifiedFile, VerifiedModel } from '@rbassist/embed';
import { formatBytes } from '../byte-size.ts';
import { describeClip, RAN_WITH } from '../clip-text.ts';
import { defineCommand } from '../command.ts';
import { DEVICE_FLAG, deviceOption } from '../embedding-flags.ts';
import { EXIT } from '../exit-codes.ts';
import { untilInterrupted } from '../interrupt.ts';
import { MODEL_ID, REVISION_FLAG } from '../model-flags.ts';
import { complain, type Output, print, printJson, tell } from '../output.ts';
import { createProgressView } from '../progress-view.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist model verify`: whether a model's files are what was published, and whether it gives the vector that was stored for a clip. */
export const modelVerify = defineCommand({
  spelling: 'verify <id>',
  summary: "Compare a model's files with the published checksums, and its vector of a clip with a stored one",
  flags: (yargs) =>
    yargs
      .positional('id', MODEL_ID)
      .options(REVISION_FLAG)
      .option('clip', {
        type: 'string',
        requiresArg: true,
        describe: 'A track to embed [the first that the Python rbassist embedded, if the library has one]',
      })
      .option('reference', {
        type: 'string',
        requiresArg: true,
        describe: 'The .npy file that the Python rbassist stored for that track',
      })
      .options(DEVICE_FLAG),
  run: async (flags, output) => {
    const { id, revision } = flags;
    const given = pairOf(flags);
    const device = deviceOption(flags.device, output);
    const { compareClip, createMertEmbedder, verifyModel } = await import('@rbassist/embed');
    const checked = await shown(output, 'bytes', (options) => verifyModel(id, { ...options, revision }));
    if (checked === undefined) return EXIT.interrupted;
    if (!output.json) for (const file of checked.files) print(describe(file));

    const compareGiven = async (pair: ClipAndReference, options: RunOptions) => {
      const embedder = await createMertEmbedder({ checkpoint: checked.folder, device, windows: 'canonical' });
      return compareClip(embedder, pair, options).finally(() => embedder.close());
    };
    const heard = await shown(output, 'items', async (options): Promise<{ clip?: ClipComparison }> => {
      if (isBroken(checked)) return {};
      if (given) return { clip: await compareGiven(given, options) };
      return { clip: await withLibrary(flags, (library) => library.compareStored(checked, { ...options, device })) };
    });
    if (heard === undefined) return EXIT.interrupted;
    const { clip } = heard;
    if (output.json) printJson({ ...checked, clip: clip ?? null, ranWith: RAN_WITH });
    else if (clip) print(describeClip(clip, checked));
    if (!isBroken(checked) && !clip) tell(output, howToCompare(id));
    if (!checked.ok) complain(whatIsWrong(checked));
    return checked.ok && clip?.ok !== false ? EXIT.done : EXIT.failed;
  },
});

/** Runs one part of the command, with its progress; undefined when Ctrl-C ended it. */
async function shown<T>(
  output: Output,
  counted: 'bytes' | 'items',
  work: (options: RunOptions) => Promise<T>,
): Promise<T | undefined> {
  const view = await createProgressView(output, counted);
  const onProgress: RunOptions['onProgress'] = ({ stage, done, total, item }) => view.update(stage, done, total, item);
  return untilInterrupted(
    (signal) => work({ signal, onProgress }),
    () => {},
  ).finally(() => view.close());
}

function pairOf({ clip, reference }: Partial<ClipAndReference>): ClipAndReference | undefined {
  if (clip !== undefined && reference !== undefined) return { clip, reference };
  if (clip === undefined && reference === undefined) return undefined;
  throw new OptionError(
    '--clip and --reference go together: a track, and the .npy file that the Python rbassist stored for it.',
  );
}

/** Such files are not worth listening with. */
function isBroken({ files }: VerifiedModel): boolean {
  return files.some(({ state }) => state === 'wrong' || state === 'missing');
}

function whatIsWrong(model: VerifiedModel): string {
  const remedy = `fetch it again with "rbassist model rm ${model.id}" and "rbassist model pull ${model.id}"`;
  if (isBroken(model)) return `rbassist: ${model.id} is not what was published, and no clip was compared: ${remedy}.`;
  return `rbassist: Not every file of ${model.id} has a checksum to compare with; to be sure, ${remedy}.`;
}

function howToCompare(id: string): string {
  return (
    'No clip was compared, for the library holds no vector that the Python rbassist made with this model. ' +
    `Where you have one: "rbassist model verify ${id} --clip TRACK --reference VECTOR.npy".`
  );
}

const AGAINST = { known: 'the checksum rbassist knows', hub: 'the checksum the hub stated' };

function describe({ name, bytes, state, source, actual, expected }: VerifiedFile): string {
  if (state === 'missing') return `✗ ${name} is missing`;
  const file = `${name} (${formatBytes(bytes)})`;
  if (state === 'unknown' || source === undefined) return `? ${file} has SHA-256 ${actual}; nothing to compare it with`;
  if (state === 'right') return `✓ ${file} has ${AGAINST[source]}, ${expected}`;
  return `✗ ${file} has ${actual}, not ${AGAINST[source]}, ${expected}`;
}
