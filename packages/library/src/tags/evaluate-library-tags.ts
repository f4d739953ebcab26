import { type EvaluateTagsOptions, evaluateTagSteps, type RunOptions, type TagsEvaluation } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { runSteps } from './run-steps.ts';
import { taggedLibrary } from './tagged-library.ts';

/** Options of `Library.evaluateTags`. */
export type EvaluateLibraryTagsOptions = EvaluateTagsOptions & RunOptions;

/** See `Library.evaluateTags`. */
export async function evaluateLibraryTags(
  context: LibraryContext,
  { signal, onProgress, ...options }: EvaluateLibraryTagsOptions,
): Promise<TagsEvaluation | undefined> {
  const library = await taggedLibrary(context, { signal, onProgress });
  return library && runSteps(evaluateTagSteps(library.tagged, options), 'tag-learning', { signal, onProgress });
}
