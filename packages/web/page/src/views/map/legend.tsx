import { type CSSProperties, useState } from 'react';
import { useMedia } from '../../components/use-media.ts';
import { text } from '../../text/en.ts';
import { formatCount } from '../../text/format.ts';
import type { TrackQuery } from '../../tracks/track-query.ts';
import { isOn, type LegendItem, toggleItem } from './color-scale.ts';
import styles from './legend.module.css';
import type { ColorBy } from './map-query.ts';

interface LegendProps {
  by: ColorBy;
  items: readonly LegendItem[];
  filters: TrackQuery;
  onFilters: (filters: TrackQuery) => void;
}

/** Colours of the map with their names. A click keeps the points of a colour and dims the others. */
export function Legend({ by, items, filters, onFilters }: LegendProps) {
  const roomy = useMedia('(min-width: 901px) and (min-height: 600px)');
  const [toggled, setToggled] = useState<boolean>();
  const open = toggled ?? roomy;
  if (items.length === 0) return null;
  return (
    <section aria-label={text.map.legend(text.map.values[by])} className={styles.legend}>
      <button type="button" className={styles.head} aria-expanded={open} onClick={() => setToggled(!open)}>
        {text.map.values[by]}
      </button>
      {open && (
        <ul className={styles.items} data-many={items.length > 13 || undefined}>
          {items.map((item) => (
            <li key={item.filter?.value ?? item.name}>
              <Item item={item} filters={filters} onFilters={onFilters} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({ item, filters, onFilters }: Omit<LegendProps, 'by' | 'items'> & { item: LegendItem }) {
  const { name, color, count, filter } = item;
  const content = (
    <>
      <span aria-hidden="true" className={styles.swatch} style={{ '--swatch': color } as CSSProperties} />
      <bdi className={styles.name}>{name}</bdi>
      <span className={`${styles.count} number`}>{formatCount(count)}</span>
    </>
  );
  if (!filter) return <span className={styles.item}>{content}</span>;
  return (
    <button
      type="button"
      className={styles.item}
      aria-pressed={isOn(filters, filter)}
      onClick={() => onFilters(toggleItem(filters, filter))}
    >
      {content}
    </button>
  );
}
