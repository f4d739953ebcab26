import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { isChosenList } from '../../lists/chosen-list.ts';
import { crateFrom } from '../../lists/crate-address.ts';
import { listName } from '../../lists/list-name.ts';
import { importedPlaylistsQuery, rulePlaylistsQuery } from '../../lists/queries.ts';
import { setsQuery } from '../../lists/set-queries.ts';
import { text } from '../../text/en.ts';
import { formatCount, shownText } from '../../text/format.ts';
import { Button } from '../button/button.tsx';
import styles from './filters-panel.module.css';

/** Lists of a kind that are shown before somebody asks for all. */
const SHOWN_FIRST = 6;

interface ListFilterProps {
  chosen: string;
  ready: boolean;
  onChoose: (list: string) => void;
}

interface Listed {
  readonly list: string;
  readonly name: string;
  readonly count?: number;
}

/** Sets, playlists by rules and imported playlists. A click shows the tracks of one; another one clears. */
export function ListFilter({ chosen, ready, onChoose }: ListFilterProps) {
  const { data: sets = [] } = useQuery({ ...setsQuery, enabled: ready });
  const { data: rules = [] } = useQuery({ ...rulePlaylistsQuery, enabled: ready });
  const { data: imported = [] } = useQuery({ ...importedPlaylistsQuery, enabled: ready });
  const kinds: { name: string; lists: Listed[]; more: { address: string; name: string } }[] = [
    {
      name: text.views.sets,
      lists: sets.map(({ name, tracks }) => ({ list: `set:${name}`, name, count: tracks })),
      more: { address: '/sets', name: text.lists.allSets },
    },
    {
      name: text.lists.rules,
      lists: rules.map(({ list, name }) => ({ list, name })),
      more: { address: '/crates/rules', name: text.lists.newRules },
    },
    {
      name: text.lists.imported,
      lists: imported.map(({ list, name, entries }) => ({ list, name, count: entries })),
      more: { address: '/crates', name: text.lists.send },
    },
  ];
  return (
    <>
      {kinds.map(({ name, lists, more }) => (
        <details key={name} className={styles.lists} open={lists.some(({ list }) => list === chosen) || undefined}>
          <summary>
            {name} <span className={styles.count}>{formatCount(lists.length)}</span>
          </summary>
          <Lists lists={lists} chosen={chosen} onChoose={onChoose} />
          <Link href={more.address} className={styles.more}>
            {more.name}
          </Link>
        </details>
      ))}
      {isChosenList(chosen) && (
        <Lists lists={[{ list: chosen, name: text.lists.chosen }]} chosen={chosen} onChoose={onChoose} />
      )}
      {chosen && (
        <Link href={crateFrom({ lists: [chosen] })} className={styles.more}>
          {text.crates.growNamed(shownText(listName(chosen)))}
        </Link>
      )}
    </>
  );
}

interface ListsProps extends Omit<ListFilterProps, 'ready'> {
  lists: readonly Listed[];
}

function Lists({ lists, chosen, onChoose }: ListsProps) {
  const [all, setAll] = useState(false);
  // a chosen one stays in view
  const first = lists.filter(({ list }, place) => all || place < SHOWN_FIRST || list === chosen);
  return (
    <>
      <ul className={styles.facets}>
        {first.map(({ list, name, count }) => (
          <li key={list}>
            <button
              type="button"
              className={styles.folder}
              aria-pressed={list === chosen}
              onClick={() => onChoose(list === chosen ? '' : list)}
            >
              <bdi>{shownText(name)}</bdi>
              {count !== undefined && <span className={styles.count}>{formatCount(count)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {lists.length > SHOWN_FIRST && (
        <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text.filters.fewer : text.filters.more(lists.length)}
        </Button>
      )}
    </>
  );
}
