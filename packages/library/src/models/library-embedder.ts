import { type EmbeddingSpace, parseSpace, spaceDifference } from '@rbassist/core';
import { mertOptionsOf, type PreparedEmbedder } from '@rbassist/embed';
import { type ChosenModel, chooseModel, mainSpace } from './choose-model.ts';
import { type EmbeddingOptions, prepareEmbedder } from './prepare-embedder.ts';

export interface LibraryEmbedder extends Pick<ChosenModel, 'model' | 'reason'> {
  prepared: PreparedEmbedder;
}

/** A library keeps its windows and layer unless the caller names others or sets `reEmbed`. */
export async function prepareLibraryEmbedder(
  asked: { model?: string; embedding: EmbeddingOptions; reEmbed: boolean },
  spaces: ReadonlyMap<EmbeddingSpace, number>,
): Promise<LibraryEmbedder> {
  const { model, reason, weights, embedding } = await chooseModel(asked, spaces);
  const prepared = await prepareEmbedder(model, { ...embedding, weights });
  const main = mainSpace(spaces);
  const isFree = !asked.reEmbed && asked.embedding.windows === undefined && asked.embedding.layer === undefined;
  if (!isFree || main === undefined || spaceDifference(main, prepared.space) !== 'windows')
    return { model, reason, prepared };
  const parts = parseSpace(main);
  const own = parts && mertOptionsOf(parts);
  return { model, reason, prepared: own ? await prepareEmbedder(model, { ...embedding, ...own, weights }) : prepared };
}
