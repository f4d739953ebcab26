import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { LibraryTag } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { formatCount, shownText } from '../../text/format.ts';
import { tagKey, tagsQuery } from '../../tracks/tag-queries.ts';
import styles from './tag-list.module.css';

/** A library may have thousands of tags; the field finds the rest. */
const MOST_SHOWN = 300;

interface TagListProps {
  /** Tag whose suggestions are listed; nothing for those of all tags. */
  chosen: string;
  onChoose: (tag: string) => void;
}

/** Tags of the library by name, with the tracks that have them and those that may get them. */
export function TagList({ chosen, onChoose }: TagListProps) {
  const [sought, setSought] = useState('');
  const { data, error } = useQuery(tagsQuery);
  const sorted = useMemo(() => (data?.tags ?? []).toSorted((a, b) => a.tag.localeCompare(b.tag)), [data]);
  const found = sorted.filter(({ tag }) => tagKey(tag).includes(tagKey(sought)));
  return (
    <div className={styles.tags}>
      <input
        type="text"
        aria-label={text.tags.find}
        placeholder={text.tags.find}
        maxLength={200}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      {error && <p role="alert">{error.message}</p>}
      <ul aria-label={text.tags.library} className={styles.list}>
        {sought === '' && (
          <li>
            <button type="button" className={styles.tag} aria-pressed={chosen === ''} onClick={() => onChoose('')}>
              <span className={styles.name}>{text.tags.all}</span>
              <span className={`${styles.open} number`}>{data && formatCount(data.suggestions)}</span>
            </button>
          </li>
        )}
        {found.slice(0, MOST_SHOWN).map((tag) => (
          <li key={tag.tag}>
            <TagButton tag={tag} isChosen={tagKey(chosen) === tagKey(tag.tag)} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {data && found.length === 0 && <p className={styles.muted}>{sought ? text.tags.noneFound : text.tags.none}</p>}
      {found.length > MOST_SHOWN && <p className={styles.muted}>{text.tags.more(found.length - MOST_SHOWN)}</p>}
    </div>
  );
}

interface TagButtonProps {
  tag: LibraryTag;
  isChosen: boolean;
  onChoose: (tag: string) => void;
}

function TagButton({ tag: { tag, tracks, suggested, category, color }, isChosen, onChoose }: TagButtonProps) {
  return (
    <button
      type="button"
      className={styles.tag}
      aria-pressed={isChosen}
      title={category ? shownText(category) : undefined}
      onClick={() => onChoose(tag)}
    >
      {color && <span className={styles.color} style={{ background: color }} aria-hidden="true" />}
      <bdi className={styles.name}>{shownText(tag)}</bdi>
      {tracks > 0 && (
        <span className={`${styles.muted} number`}>
          {formatCount(tracks)}
          <span className="unseen"> {text.tags.withIt}</span>
        </span>
      )}
      <span className={`${styles.open} number`}>
        {suggested > 0 && (
          <>
            {text.tags.plus(suggested)}
            <span className="unseen"> {text.tags.suggested}</span>
          </>
        )}
      </span>
    </button>
  );
}
