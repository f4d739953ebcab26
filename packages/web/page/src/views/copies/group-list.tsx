import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { usePlayer } from '../../player/use-player.tsx';
import { text } from '../../text/en.ts';
import { type Choices, filesOf, keepFile, toggleGroup } from './choices.ts';
import type { CopyGroup, FoundCopies } from './copies-queries.ts';
import { GroupCard, titleOf } from './group-card.tsx';
import styles from './group-list.module.css';
import { useCopyPlayer } from './use-copy-player.ts';

/** Groups that are drawn above and below the visible ones. */
const OVERSCAN = 4;
/** Height of a group before it is measured. */
const USUAL_PX = 132;

interface GroupListProps {
  found: FoundCopies;
  /** Returns the group at a place; undefined while it is on its way. */
  groupAt: (index: number) => CopyGroup | undefined;
  moves: boolean;
  choices: Choices;
  onVisible: (first: number, last: number) => void;
  onChoose: (choices: Choices) => void;
  onMark: (files: string[]) => void;
}

/** Groups of copies, of which only the visible ones exist. Up and down walk from one to the next. */
export function GroupList({ found, groupAt, moves, choices, onVisible, onChoose, onMark }: GroupListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  /** Place of a group that takes the focus as soon as it is drawn. */
  const wanted = useRef<number>(undefined);
  const player = usePlayer();
  const copies = useCopyPlayer();
  const virtual = useVirtualizer({
    count: found.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_PX,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onVisible(first, last), [onVisible, first, last]);

  const goTo = (index: number) => {
    const to = Math.max(0, Math.min(index, found.total - 1));
    setCursor(to);
    wanted.current = to;
    virtual.scrollToIndex(to);
    focusWanted();
  };
  const focusWanted = () => {
    const group = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!group) return;
    wanted.current = undefined;
    group.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (wanted.current !== undefined) focusWanted();
  });

  const press = (event: KeyboardEvent) => {
    const element = (event.target as Element).closest<HTMLElement>('[data-index]');
    const index = Number(element?.dataset.index);
    const group = groupAt(index);
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 4, PageUp: index - 4 },
      ...{ Home: 0, End: found.total - 1 },
    };
    const step = steps[event.key];
    const onGroup = event.target === element;
    const file = filesOf(group)[Number(event.key) - 1];
    if (onGroup && step !== undefined) goTo(step);
    else if (onGroup && event.key === ' ') copies.toggle(group, filesOf(group)[0]!);
    else if (onGroup && event.key === 'ArrowLeft') player.jump(-1);
    else if (onGroup && event.key === 'ArrowRight') player.jump(1);
    else if (event.key === 'x') copies.next(group);
    else if (event.key === 'l') onChoose(toggleGroup(group, choices));
    else if (file?.canKeep) onChoose(keepFile(group, choices, file.id));
    else return;
    event.preventDefault();
  };

  return (
    <div ref={scroller} className={styles.scroller}>
      <ol
        aria-label={text.copies.groups}
        className={styles.groups}
        style={{ blockSize: virtual.getTotalSize() }}
        onKeyDown={press}
      >
        {items.map(({ index, start, key }) => {
          const group = groupAt(index);
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={found.total}
              aria-posinset={index + 1}
              aria-label={group && titleOf(group)}
              tabIndex={index === cursor ? 0 : -1}
              className={styles.group}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setCursor(index)}
            >
              {group && <GroupCard {...{ group, found, moves, choices, onChoose, onMark }} />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
