import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { SuggestedTag, TrackSummary } from '../../api/types.ts';
import { takeFocus } from '../../components/take-focus.ts';
import { rowsOf } from '../../components/track-list/row-source.ts';
import { useRowSelection } from '../../components/track-list/use-row-selection.ts';
import { useMedia } from '../../components/use-media.ts';
import { usePlayer } from '../../player/use-player.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { judgeTags, suggestionKey } from '../../tracks/tag-queries.ts';
import { exampleAfter } from './example-after.ts';
import styles from './suggestion-list.module.css';
import { SuggestionRow } from './suggestion-row.tsx';
import { examplesQuery } from './tags-queries.ts';
import type { Suggestions } from './use-suggestions.ts';

const ROW_PX = 40;
/** A narrow screen stacks track, tag and buttons. */
const TALL_ROW_PX = 104;
const OVERSCAN = 6;

const keyOf = ({ track: { id }, tag }: SuggestedTag) => suggestionKey({ id, tag });

/**
 * Suggestions to judge, one row each: arrows move the cursor, Shift takes several rows, A accepts, R rejects. Space
 * plays the track from its drop, E plays the examples in turn.
 */
export function SuggestionList({ suggestions }: { suggestions: Suggestions }) {
  const { rows, look } = suggestions;
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const player = usePlayer();
  const { mutate } = useMutation(judgeTags);
  const [said, setSaid] = useState('');
  const narrow = useMedia('(max-width: 900px)');
  const rowPx = narrow ? TALL_ROW_PX : ROW_PX;
  const selection = useRowSelection(rowsOf(rows.map((row) => ({ id: keyOf(row) }))));
  const { cursor } = selection;
  const several = rows.filter((row) => selection.selected.has(keyOf(row)));

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer stays the same object
  useEffect(() => virtual.measure(), [rowPx]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that appears begins at its cursor
  useEffect(() => virtual.scrollToIndex(cursor), []);
  useEffect(() => takeFocus(scroller.current), []);
  useEffect(() => look(last), [look, last]);

  const playNext = (judged: readonly SuggestedTag[], left: readonly SuggestedTag[], at: number) => {
    const next = left[at] ?? left.at(-1);
    const wasPlaying = judged.some(({ track }) => player.isPlaying(track.id));
    if (wasPlaying && next && next.track.id !== player.track?.id) player.playOrPause(next.track);
  };
  const judge = (verdict: 'accept' | 'reject', judged: readonly SuggestedTag[]) => {
    const [first] = judged;
    if (!first) return;
    const at = rows.indexOf(first);
    selection.clear();
    selection.moveTo(at, 'none');
    mutate({ verdict, items: judged.map(({ track: { id }, tag }) => ({ id, tag })) });
    setSaid(text.tags.judged[verdict](shownText(first.tag), judged.length));
    playNext(
      judged,
      rows.filter((row) => !judged.includes(row)),
      at,
    );
  };
  const play = (track: TrackSummary) => player.playOrPause(track);
  const playExample = async ({ track, tag }: SuggestedTag) => {
    const found = await queries.ensureQueryData(examplesQuery(track.id, tag)).catch(() => undefined);
    const next = exampleAfter(found?.examples ?? [], player.track?.id);
    if (next) play(next);
  };

  const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: cursor + 1,
    ArrowUp: cursor - 1,
    PageDown: cursor + pageRows,
    PageUp: cursor - pageRows,
    Home: 0,
    End: rows.length - 1,
  };
  const press = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.altKey) return;
    const row = rows[cursor];
    const chosen = several.length > 1 ? several : row ? [row] : [];
    const command = event.ctrlKey || event.metaKey;
    const step = steps[event.key];
    if (step !== undefined) {
      const to = Math.max(0, Math.min(step, rows.length - 1));
      selection.moveTo(to, event.shiftKey ? 'range' : 'one');
      virtual.scrollToIndex(to);
    } else if (event.key === 'a' && command) selection.selectAll();
    else if (event.key === ' ' && command) selection.toggle(cursor);
    else if (command) return;
    else if (event.key === ' ') row && play(row.track);
    else if (event.key === 'ArrowLeft') player.jump(-1);
    else if (event.key === 'ArrowRight') player.jump(1);
    else if (event.key === 'Enter') row && navigate(`/track/${row.track.id}`);
    else if (event.key === 'Escape') selection.clear();
    else if (event.key.toLowerCase() === 'a') judge('accept', chosen);
    else if (event.key.toLowerCase() === 'r') judge('reject', chosen);
    else if (event.key.toLowerCase() === 'e') row && void playExample(row);
    else return;
    event.preventDefault();
  };
  const click = (event: MouseEvent) => {
    const target = event.target as Element;
    const index = target.closest<HTMLElement>('[data-index]')?.dataset.index;
    // a button acts for itself
    if (index === undefined || target.closest('button, a')) return;
    if (event.ctrlKey || event.metaKey) selection.toggle(Number(index));
    else selection.moveTo(Number(index), event.shiftKey ? 'range' : 'one');
  };

  const first = items[0]?.index ?? 0;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table can't draw only its visible rows */}
      <div
        ref={scroller}
        className={styles.list}
        role="grid"
        aria-label={text.tags.listNames.suggestions}
        aria-rowcount={suggestions.total}
        aria-multiselectable="true"
        aria-activedescendant={cursor >= first && cursor <= last ? `${listId}-${cursor}` : undefined}
        tabIndex={0}
        style={{ '--row-height': `${rowPx}px` } as CSSProperties}
        onKeyDown={press}
        onClick={click}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        <div role="rowgroup" className={styles.rows} style={{ blockSize: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index]!;
            return (
              <SuggestionRow
                key={keyOf(row)}
                id={`${listId}-${index}`}
                index={index}
                place={suggestions.first + index}
                start={start}
                row={row}
                atCursor={index === cursor}
                selected={selection.selected.has(keyOf(row))}
                onJudge={(verdict) => judge(verdict, several.length > 1 && several.includes(row) ? several : [row])}
              />
            );
          })}
        </div>
      </div>
      <div className={styles.foot}>
        <p role="status" className="number">
          {several.length > 1 ? text.list.selected(several.length) : said}
        </p>
        {!narrow && <p>{text.tags.keys}</p>}
      </div>
    </>
  );
}
