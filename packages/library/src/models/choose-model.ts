import { type EmbeddingSpace, parseSpace, type SpaceParts } from '@rbassist/core';
import { describeRuntime, findModel, mertOptionsOf } from '@rbassist/embed';
import { DEFAULT_MODEL, type EmbeddingOptions, isBuiltIn, type WeightsChoice } from './prepare-embedder.ts';

export interface ChosenModel extends WeightsChoice {
  model: string;
  embedding: EmbeddingOptions;
  /** `asked`: the caller named it. `library`: most vectors are of it. `cached`: it was pulled. `default`: built in. */
  reason: 'asked' | 'library' | 'cached' | 'default';
}

interface AskedModel {
  model?: string;
  embedding: EmbeddingOptions;
  reEmbed: boolean;
}

/** Models to download, which a new library uses if they are there; best first. */
export const DOWNLOADABLE_MODELS = ['m-a-p/MERT-v1-330M', 'm-a-p/MERT-v1-95M'] as const;

/**
 * Prefers the model that the caller names, then that of most vectors, then MERT if it was pulled, then the default.
 * `reEmbed` moves a library of a built-in model to the one that a new library would get. Without it, a library keeps
 * its windows, layer, precision and weights, even if the model has a newer revision.
 */
export async function chooseModel(
  { model, embedding, reEmbed }: AskedModel,
  spaces: ReadonlyMap<EmbeddingSpace, number>,
): Promise<ChosenModel> {
  const main = mainSpace(spaces);
  const parts = main === undefined ? undefined : parseSpace(main);
  if (model !== undefined) {
    const own = !reEmbed && parts?.model === model ? await modelOfSpace(parts) : undefined;
    return own ? { ...withGiven(own, embedding), reason: 'asked' } : { model, embedding, reason: 'asked' };
  }
  if (main === undefined || (reEmbed && parts && isBuiltIn(parts.model))) return preferredModel(embedding);
  const own = parts && (await modelOfSpace(parts));
  return own
    ? { ...withGiven(own, embedding), reason: 'library' }
    : { model: DEFAULT_MODEL, embedding, reason: 'default' };
}

export function mainSpace(spaces: ReadonlyMap<EmbeddingSpace, number>): EmbeddingSpace | undefined {
  const [main] = [...spaces].sort(([, a], [, b]) => b - a).map(([space]) => space);
  return main;
}

async function preferredModel(embedding: EmbeddingOptions): Promise<ChosenModel> {
  for (const model of DOWNLOADABLE_MODELS) {
    if ((await isPulled(model)) && (await describeRuntime()).available) return { model, embedding, reason: 'cached' };
  }
  return { model: DEFAULT_MODEL, embedding, reason: 'default' };
}

type OwnModel = Omit<ChosenModel, 'reason'>;

/** A model that was named by its folder can't be found again. */
async function modelOfSpace({ model, weights, ...parts }: SpaceParts): Promise<OwnModel | undefined> {
  if (isBuiltIn(model)) return { model, embedding: {} };
  const embedding = mertOptionsOf(parts);
  if (!embedding) return undefined;
  if (weights !== undefined && (await isPulled(model, weights))) return { model, weights, embedding };
  // other weights can't be used, but their error says which ones the library needs
  return (await isPulled(model)) ? { model, embedding } : undefined;
}

/** Treats a cache that can't be read as empty, because the caller may have named no model. */
async function isPulled(id: string, weights?: string): Promise<boolean> {
  return (await findModel(id, { weights }).catch(() => undefined)) !== undefined;
}

function withGiven({ embedding, ...own }: OwnModel, options: EmbeddingOptions): OwnModel {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...own, embedding: { ...embedding, ...Object.fromEntries(given) } };
}
