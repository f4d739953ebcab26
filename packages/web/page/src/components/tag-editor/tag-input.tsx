import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { text } from '../../text/en.ts';
import { formatCount, shownText } from '../../text/format.ts';
import { tagsQuery } from '../../tracks/tag-queries.ts';
import { Combobox } from '../combobox/combobox.tsx';
import { proposedTags } from './proposed-tags.ts';
import styles from './tag-editor.module.css';

interface TagInputProps {
  /** Tags that it does not propose. */
  except: readonly string[];
  onAdd: (tag: string) => void;
}

/** A field for a tag. It proposes known tags, and a name that no track has yet as a new tag. */
export function TagInput({ except, onAdd }: TagInputProps) {
  const [typed, setTyped] = useState('');
  const [used, setUsed] = useState(false);
  const { data } = useQuery({ ...tagsQuery, enabled: used });
  return (
    <div className={styles.input}>
      <Combobox
        label={text.tagEditor.add}
        listLabel={text.tagEditor.known}
        typed={typed}
        onType={setTyped}
        options={used ? proposedTags(typed, data?.tags ?? [], except) : []}
        keyOf={({ tag }) => tag}
        onChoose={({ tag }) => onAdd(tag)}
        onFocus={() => setUsed(true)}
      >
        {({ tag, tracks }) => (
          <>
            <bdi>{shownText(tag)}</bdi>
            <span className="number">{tracks === undefined ? text.tagEditor.fresh : formatCount(tracks)}</span>
          </>
        )}
      </Combobox>
    </div>
  );
}
