import { MUSIC_TAGS } from '@rbassist/musicnn';
import { drawLabels } from '../similarity/bootstrap.ts';
import type { TaggedFile } from './corpus-tags.ts';
import { isTagOf } from './label-words.ts';
import { type Auc, rocAuc } from './roc-auc.ts';

/** Separation of a tag's styles from the others. */
export interface TagAuc extends Auc {
  tag: string;
  /** The same with scores from the whole vector, and from the windows. */
  fromVector: number;
  fromWindows: number;
}

/**
 * Returns the tags for which the styles of some, but not all, tracks are right, in the order of the model. Leaves out
 * tracks without a style: any tag may be right for them.
 */
export function tagAucs(all: readonly TaggedFile[]): TagAuc[] {
  const tracks = all.filter(({ styles }) => styles.length > 0);
  const draws = drawLabels(tracks.map(({ label }) => label));
  return MUSIC_TAGS.flatMap(({ name }, tag): TagAuc[] => {
    const scored = (scores: 'fromDirection' | 'fromVector' | 'fromWindows') =>
      tracks.map((track) => ({
        label: track.label,
        score: track[scores][tag],
        isPositive: isTagOf(name, track.styles),
      }));
    const auc = rocAuc(scored('fromDirection'), draws);
    if (auc.positives === 0 || auc.negatives === 0) return [];
    const [{ auc: fromVector }, { auc: fromWindows }] = [scored('fromVector'), scored('fromWindows')].map((each) =>
      rocAuc(each, []),
    );
    return [{ tag: name, ...auc, fromVector, fromWindows }];
  });
}
