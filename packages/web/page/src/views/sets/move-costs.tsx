import { Grade } from '../../components/joint/joint.tsx';
import { type Pair, pairKey } from '../../lists/set-order.ts';
import { text } from '../../text/en.ts';
import type { MoveCost } from './pair-queries.ts';
import styles from './sets-view.module.css';

/** The mixes that a move would part and make, while a track is on its way. */
export function MoveCosts({ cost: { parted, made, known } }: { cost: MoveCost }) {
  if (made.length === 0 && parted.length === 0) return null;
  return (
    <div role="status" className={styles.costs}>
      <Side name={text.sets.mixesNow} pairs={parted} known={known} />
      <Side name={text.sets.mixesThen} pairs={made} known={known} />
    </div>
  );
}

function Side({ name, pairs, known }: { name: string; pairs: readonly Pair[]; known: MoveCost['known'] }) {
  return (
    <span className={styles.cost}>
      <span className={styles.muted}>{name}</span>
      {pairs.map((pair, i) => {
        const mix = known.get(pairKey(...pair));
        // biome-ignore lint/suspicious/noArrayIndexKey: a set may have a pair twice
        return <span key={i}>{mix ? <Grade mix={mix} /> : '…'}</span>;
      })}
    </span>
  );
}
