import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { TrackRow } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { formatBpm, shownText } from '../../text/format.ts';
import { searchQuery } from '../../tracks/queries.ts';
import { Combobox } from '../combobox/combobox.tsx';

interface TrackSearchProps {
  /** Name of the field, such as "Add a seed". */
  label: string;
  onChoose: (row: TrackRow) => void;
}

/** Finds one track by words of its names. */
export function TrackSearch({ label, onChoose }: TrackSearchProps) {
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed.trim());
  const { data } = useQuery({ ...searchQuery(sought), enabled: sought !== '' });
  return (
    <Combobox
      label={label}
      listLabel={text.search.found}
      typed={typed}
      onType={setTyped}
      options={typed.trim() === '' ? [] : (data?.tracks ?? [])}
      keyOf={({ id }) => id}
      onChoose={onChoose}
    >
      {(row) => (
        <>
          <bdi>{shownText(row.title)}</bdi>
          <span className="number">{formatBpm(row.bpm)}</span>
          <bdi>{shownText(row.artist)}</bdi>
        </>
      )}
    </Combobox>
  );
}
