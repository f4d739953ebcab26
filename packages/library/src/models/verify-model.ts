import { checkOptions, notify, type OptionRule, optionRules, type Remedy, type RunOptions } from '@rbassist/core';
import {
  type ClipAndReference,
  type ClipComparison,
  compareClip,
  type DeviceChoice,
  type RevisionOptions,
  type VerifiedModel,
  verifyModel as verifyFiles,
} from '@rbassist/embed';
import type { ClipSource } from './compare-stored.ts';
import { prepareEmbedder } from './prepare-embedder.ts';

/** Options of {@link verifyModel}. */
export interface VerifyModelOptions extends RevisionOptions, RunOptions {
  /** A track, and the vector that another program stored for it. @default the first that `library` has */
  clip?: ClipAndReference;
  /** An open library, to find a clip in. Without it and `clip`, no clip is compared. */
  library?: ClipSource;
  /** Device that the model runs on. @default 'auto' */
  device?: DeviceChoice;
  /** Called once the checksums are known, before a clip is compared. Errors that it throws are ignored. */
  onChecksums?: (model: VerifiedModel) => void;
}

/** Result of {@link verifyModel}: checksums, and a comparison if there was a clip. */
export interface ModelVerification extends VerifiedModel {
  /** The comparison; absent if a file is wrong or missing, or if there was no clip. */
  clip?: ClipComparison;
  remedies: readonly Remedy[];
}

const RULES = {
  env: optionRules.options,
  revision: optionRules.text,
  signal: optionRules.signal,
  onProgress: optionRules.callback,
  clip: optionRules.options,
  library: optionRules.options,
  device: optionRules.text,
  onChecksums: optionRules.callback,
} satisfies Record<keyof VerifyModelOptions, OptionRule>;

/**
 * Checks the files of a model in the cache against their published checksums. If they are intact, it embeds a clip and
 * compares the vector with the stored one.
 *
 * @param id Id on the hub, e.g. `m-a-p/MERT-v1-330M`.
 * @throws {NotFoundError} if the cache does not hold the model.
 * @throws {ModelCacheError} if the cache can't be read.
 * @throws {FileFormatError} if the model or the stored vector can't be used.
 * @throws {TrackError} if the clip can't be decoded.
 * @throws the signal's reason after an abort.
 */
export async function verifyModel(id: string, options: VerifyModelOptions = {}): Promise<ModelVerification> {
  checkOptions(options, RULES);
  const { env, revision, signal, onProgress, clip, library, device, onChecksums } = options;
  const run = { signal, onProgress };
  const model = await verifyFiles(id, { env, revision, ...run });
  notify(onChecksums, model);
  const remedies: readonly Remedy[] = model.ok ? [] : [{ action: 'replace-model', model: id }];
  if (!isIntact(model)) return { ...model, remedies };
  const compared = clip
    ? await compareGiven(model.folder, clip, { device, ...run })
    : await library?.compareStored(model, { device, ...run });
  return { ...model, ...(compared && { clip: compared }), remedies };
}

/** Counts a file without a published checksum as intact: it may be right, so a comparison is useful. */
function isIntact({ files }: VerifiedModel): boolean {
  return files.every(({ state }) => state === 'right' || state === 'unknown');
}

async function compareGiven(
  checkpoint: string,
  clip: ClipAndReference,
  { device, ...run }: Pick<VerifyModelOptions, 'device'> & RunOptions,
): Promise<ClipComparison> {
  const embedder = await (await prepareEmbedder(checkpoint, { device, windows: 'canonical' })).open();
  return compareClip(embedder, clip, run).finally(() => embedder.close());
}
