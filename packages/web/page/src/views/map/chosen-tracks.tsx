import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { TrackList } from '../../components/track-list/track-list.tsx';
import { useColumns } from '../../components/track-list/use-columns.ts';
import { useRowSelection } from '../../components/track-list/use-row-selection.ts';
import { ActionsButton } from '../../components/track-menu/actions-button.tsx';
import { type MenuPlace, TrackMenu } from '../../components/track-menu/track-menu.tsx';
import { text } from '../../text/en.ts';
import { useRowsOfIds } from '../../tracks/use-rows-of-ids.ts';
import styles from './chosen-tracks.module.css';

interface ChosenTracksProps {
  ids: readonly string[];
  /** Name of the choice. Another one begins at its first track. */
  topic: string;
  onCursor: (id: string) => void;
  onClear: () => void;
}

/** The tracks in the chosen part of the map: a list, and what can be done with all of them. */
export function ChosenTracks({ ids, topic, onCursor, onClear }: ChosenTracksProps) {
  const [, navigate] = useLocation();
  const columns = useColumns('map');
  const rows = useRowsOfIds(ids, columns.needs);
  const selection = useRowSelection(rows, topic);
  const [menuAt, setMenuAt] = useState<MenuPlace>();
  const [menuIds, setMenuIds] = useState<readonly string[]>([]);
  const openMenu = (at: MenuPlace, of: readonly string[]) => {
    setMenuIds(of);
    setMenuAt(at);
  };
  const atCursor = ids[selection.cursor];
  const before = useRef({ topic, cursor: selection.cursor });
  // the cursor of the map follows that of the list, but not when the choice changes
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new choice has another track in the same place
  useEffect(() => {
    const { cursor } = selection;
    const moved = before.current.topic === topic && before.current.cursor !== cursor;
    before.current = { topic, cursor };
    if (moved && atCursor !== undefined) onCursor(atCursor);
  }, [topic, selection.cursor, onCursor]);

  return (
    <section aria-label={text.lists.chosen} className={styles.chosen}>
      <div className={styles.bar}>
        <h2 className={`${styles.count} number`}>
          <span role="status">{text.map.chosen(ids.length)}</span>
        </h2>
        <Button look="quiet" onClick={onClear}>
          {text.map.clear}
        </Button>
        {ids.length > 0 && <ActionsButton onActions={(at) => openMenu(at, ids)} />}
      </div>
      <TrackList
        label={text.lists.chosen}
        rows={rows}
        columns={columns}
        selection={selection}
        topic={topic}
        onVisible={rows.look}
        onOpen={({ id }) => navigate(`/track/${id}`)}
        onMenu={(at) => openMenu(at, [...selection.selected])}
        empty={<p className={styles.none}>{text.map.chosenNone}</p>}
      />
      <TrackMenu ids={menuIds} at={menuAt} onClose={() => setMenuAt(undefined)} />
    </section>
  );
}
