import type { StandOutTag } from '@rbassist/core';
import { formatPercent } from '../output/percent.ts';

/** Lists tags of a sound with the share of the library that has less of each, e.g. "metal (97 %), rock (91 %)". */
export function soundTagsText(tags: readonly StandOutTag[]): string {
  return tags.map(({ tag, share }) => `${tag} (${formatPercent(share)})`).join(', ');
}
