import { OptionError, untilAborted } from '@rbassist/core';
import { type VerifyModelOptions, verifyModel } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { DEVICE_FLAG, deviceOption } from '../flags/embedding-flags.ts';
import { MODEL_ID, REVISION_FLAG } from '../flags/model-flags.ts';
import { complain, print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { clipHint, clipText, fileProblemText, fileText, isBroken, RAN_WITH } from '../reports/verification-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist model verify`: checks a model's files, and compares its vector of a clip with a stored one. */
export const modelVerify = defineCommand({
  addFlags: (table) =>
    table
      .positional('id', MODEL_ID)
      .options(REVISION_FLAG)
      .option('clip', {
        type: 'string',
        path: 'file',
        defaultText: 'the first track that the Python rbassist embedded',
        describe: 'Track to embed',
      })
      .option('reference', {
        type: 'string',
        path: 'file',
        describe: 'Vector (.npy file) that the Python rbassist stored for that track',
      })
      .options(DEVICE_FLAG),
  run: async (flags, output) => {
    const { id, revision } = flags;
    const clip = givenClip(flags);
    const device = deviceOption(flags.device, output);
    const onChecksums: VerifyModelOptions['onChecksums'] = ({ files }) => {
      if (!output.json) for (const file of files) print(fileText(file));
    };
    const verify = (options: VerifyModelOptions) =>
      withProgress(output, (run) =>
        untilAborted(run.signal, () => verifyModel(id, { revision, device, onChecksums, ...options, ...run })),
      );
    const verified = clip ? await verify({ clip }) : await withLibrary(output, (library) => verify({ library }));
    if (verified === undefined) return EXIT.interrupted;
    if (output.json) printJson({ ...verified, clip: verified.clip ?? null, ranWith: RAN_WITH });
    else if (verified.clip) print(clipText(verified.clip, verified));
    if (!verified.clip && !isBroken(verified)) tell(output, clipHint(id, revision));
    if (!verified.ok) complain(fileProblemText(verified));
    return verified.ok && verified.clip?.ok !== false ? EXIT.done : EXIT.failed;
  },
});

function givenClip({ clip, reference }: { clip?: string; reference?: string }): VerifyModelOptions['clip'] {
  if (clip !== undefined && reference !== undefined) return { clip, reference };
  if (clip === undefined && reference === undefined) return undefined;
  throw new OptionError(
    'Use --clip and --reference together: a track, and the .npy file that the Python rbassist stored for it.',
  );
}
