import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { text } from '../../text/en.ts';
import { formatCount, shownText } from '../../text/format.ts';
import { tagsQuery } from '../../tracks/tag-queries.ts';
import { proposedTags } from './proposed-tags.ts';
import styles from './tag-editor.module.css';

/** Longest name of a tag that the server takes. */
const LONGEST = 200;

interface TagInputProps {
  /** Tags that it does not propose. */
  except: readonly string[];
  onAdd: (tag: string) => void;
  /** Name of the field. @default 'Add a tag' */
  label?: string;
}

/** A field for a tag: type, walk known tags with the arrows, Enter adds. A name that no track has yet is a new tag. */
export function TagInput({ except, onAdd, label = text.tagEditor.add }: TagInputProps) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const listId = useId();
  const { data } = useQuery({ ...tagsQuery, enabled: open });
  const proposals = open ? proposedTags(typed, data?.tags ?? [], except) : [];
  const shown = proposals.length > 0;

  const add = (tag: string | undefined) => {
    if (tag === undefined) return;
    setTyped('');
    setActive(0);
    onAdd(tag);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((active + 1) % Math.max(1, proposals.length));
    else if (event.key === 'ArrowUp') setActive((active - 1 + proposals.length) % Math.max(1, proposals.length));
    else if (event.key === 'Enter' && typed.trim() !== '') add(proposals[active]?.tag);
    else if (event.key === 'Escape' && (shown || typed !== '')) {
      setTyped('');
      setOpen(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.search}>
      <input
        type="text"
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-activedescendant={shown ? `${listId}-${active}` : undefined}
        placeholder={label}
        maxLength={LONGEST}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={press}
      />
      {shown && (
        <div id={listId} role="listbox" aria-label={text.tagEditor.known} className={styles.found}>
          {proposals.map(({ tag, tracks }, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field has the keys
            <div
              key={tag}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === active}
              className={styles.option}
              // the field would lose the focus first, which closes the list
              onPointerDown={(event) => {
                event.preventDefault();
                add(tag);
              }}
            >
              <bdi>{shownText(tag)}</bdi>
              <span className={`${styles.muted} number`}>
                {tracks === undefined ? text.tagEditor.fresh : formatCount(tracks)}
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
