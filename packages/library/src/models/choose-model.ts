import { type EmbeddingSpace, parseSpace } from '@rbassist/core';
import { describeRuntime, findModel, mertOptionsOf } from '@rbassist/embed';
import { DEFAULT_MODEL, type EmbeddingOptions, isBuiltIn } from './prepare-embedder.ts';

/** Which model makes a library's vectors, and why that one. */
export interface ChosenModel {
  model: string;
  embedding: EmbeddingOptions;
  /** It was asked for; the library's vectors are of it; it was found in the cache of models; or nothing better is here. */
  reason: 'asked' | 'library' | 'cached' | 'default';
}

/** Models that a library without vectors begins with where they have been pulled, the better first. */
const PREFERRED = ['m-a-p/MERT-v1-330M', 'm-a-p/MERT-v1-95M'] as const;

/**
 * The model that is asked for, else the one that the library's vectors are of where it is on this machine, else MERT where it has been pulled, else
 * the built-in one.
 *
 * @param spaces Of the library's vectors.
 */
export async function chooseModel(
  asked: { model?: string; embedding: EmbeddingOptions },
  spaces: Iterable<EmbeddingSpace>,
): Promise<ChosenModel> {
  const { model, embedding } = asked;
  if (model !== undefined) return { model, embedding, reason: 'asked' };
  const [space, another] = spaces;
  if (space === undefined) return preferredModel(embedding);
  const own = another === undefined ? await modelOfSpace(space) : undefined;
  if (own) return { model: own.model, embedding: { ...own.embedding, ...given(embedding) }, reason: 'library' };
  return { model: DEFAULT_MODEL, embedding, reason: 'default' };
}

async function preferredModel(embedding: EmbeddingOptions): Promise<ChosenModel> {
  for (const model of PREFERRED) {
    if ((await isPulled(model)) && (await describeRuntime()).available) return { model, embedding, reason: 'cached' };
  }
  return { model: DEFAULT_MODEL, embedding, reason: 'default' };
}

/** Finds the model of a space on this machine. A model that was named by its folder can't be found again. */
async function modelOfSpace(space: EmbeddingSpace): Promise<Pick<ChosenModel, 'model' | 'embedding'> | undefined> {
  const parts = parseSpace(space);
  if (!parts) return undefined;
  const { model } = parts;
  if (isBuiltIn(model)) return { model, embedding: {} };
  const embedding = mertOptionsOf(parts);
  return embedding && (await isPulled(model)) ? { model, embedding } : undefined;
}

/** A cache that can't be read holds nothing for those who named no model. */
async function isPulled(id: string): Promise<boolean> {
  return (await findModel(id).catch(() => undefined)) !== undefined;
}

function given(options: EmbeddingOptions): EmbeddingOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
