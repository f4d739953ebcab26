import { useMutation } from '@tanstack/react-query';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { undoChange } from '../../history/undo.ts';
import { startJob } from '../../jobs/queries.ts';
import { chooseTracks } from '../../lists/chosen-list.ts';
import { crateFrom, MOST_CHOSEN } from '../../lists/crate-address.ts';
import { notice } from '../../shell/notice.ts';
import { text } from '../../text/en.ts';
import { exportTracks, FILE_KINDS } from '../../tracks/export-tracks.ts';
import { rateTracks } from '../../tracks/rate-tracks.ts';
import { EVERYTHING, writeTrackQuery } from '../../tracks/track-query.ts';
import { AddToSet } from '../add-to-set/add-to-set.tsx';
import { Sheet } from '../sheet/sheet.tsx';
import { TagEditor } from '../tag-editor/tag-editor.tsx';
import { MOST_SEEDS, nextAddress } from './next-address.ts';
import { RemoveTracks } from './remove-tracks.tsx';
import { SuggestCues } from './suggest-cues.tsx';
import styles from './track-menu.module.css';

const STARS = [5, 4, 3, 2, 1, 0];

/** Place of a menu in the window, in pixels. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

interface TrackMenuProps {
  /** Ids of the tracks that it is for. */
  ids: readonly string[];
  /** Place where it is open; undefined while it is closed. */
  at: MenuPlace | undefined;
  onClose: () => void;
}

type Dialog = 'set' | 'tags' | 'cues' | 'remove';

/** Menu of the actions for the selected tracks. */
export function TrackMenu({ ids, at, onClose }: TrackMenuProps) {
  const [dialog, setDialog] = useState<Dialog>();
  const before = useRef<Element>(null);
  const wasOpen = useRef(false);
  const [, navigate] = useLocation();
  const { mutate: start } = useMutation(startJob);
  const { mutate: download } = useMutation(exportTracks);
  const { mutate: rate } = useMutation(rateTracks);
  const { mutate: choose } = useMutation(chooseTracks);
  const { mutate: undo } = useMutation(undoChange);

  if (at && !wasOpen.current) before.current = document.activeElement;
  wasOpen.current = at !== undefined;
  const goBack = () => before.current instanceof HTMLElement && before.current.focus();
  const leaveMenu = (event: Event) => {
    event.preventDefault();
    if (!dialog) goBack();
  };
  // called again once the dialog is closed, which keeps the focus until then
  const closeDialog = () => {
    setDialog(undefined);
    goBack();
  };
  const rateAll = (rating: number) => {
    const action = { label: text.history.undo, run: () => undo() };
    rate({ ids, rating }, { onSuccess: ({ changed }) => notice(text.menu.rated(changed, rating), { action }) });
  };
  const showOnly = (list: string) => navigate(`/?${writeTrackQuery({ ...EVERYTHING, list })}`);
  const findCopies = () => start({ kind: 'duplicates', tracks: [...ids] }, { onSuccess: () => navigate('/copies') });
  return (
    <>
      {/* a modal one writes a style element, which the Content-Security-Policy blocks */}
      <DropdownMenu.Root modal={false} open={at !== undefined} onOpenChange={(open) => !open && onClose()}>
        <DropdownMenu.Trigger asChild>
          <span
            aria-hidden="true"
            tabIndex={-1}
            className={styles.place}
            style={{ insetInlineStart: at?.x ?? 0, insetBlockStart: at?.y ?? 0 }}
          />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={content()}>
          <DropdownMenu.Content
            className={styles.menu}
            aria-label={text.menu.label(ids.length)}
            align="start"
            collisionPadding={8}
            onCloseAutoFocus={leaveMenu}
          >
            <DropdownMenu.Label className={styles.label}>{text.menu.label(ids.length)}</DropdownMenu.Label>
            <Item onSelect={() => setDialog('set')}>{text.menu.addToSet}</Item>
            <Item onSelect={() => setDialog('tags')}>{text.menu.tags}</Item>
            <Item onSelect={() => navigate(nextAddress(ids))}>
              {text.menu.next(ids.length)}
              {ids.length > MOST_SEEDS && <span>{text.menu.someOf(MOST_SEEDS)}</span>}
            </Item>
            <Item onSelect={() => choose(ids, { onSuccess: showOnly })}>{text.menu.showOnly}</Item>
            <Item most={MOST_CHOSEN} count={ids.length} onSelect={() => navigate(crateFrom({ tracks: ids }))}>
              {text.menu.crate}
            </Item>
            <Submenu name={text.menu.rate}>
              {STARS.map((stars) => (
                <Item key={stars} onSelect={() => rateAll(stars)}>
                  {stars === 0 ? text.mix.notRated : text.list.stars(stars)}
                </Item>
              ))}
            </Submenu>
            <Submenu name={text.exports.label}>
              {FILE_KINDS.map((kind) => (
                <Item key={kind} onSelect={() => download({ ids: [...ids], kind, name: text.name })}>
                  {text.exports.kinds[kind]}
                </Item>
              ))}
            </Submenu>
            <DropdownMenu.Separator className={styles.line} />
            <Item onSelect={() => start({ kind: 'analyze', tracks: [...ids], again: true })}>{text.menu.analyze}</Item>
            <Item onSelect={() => start({ kind: 'scan', tracks: [...ids], retryFailed: true })}>{text.menu.scan}</Item>
            <Item onSelect={() => setDialog('cues')}>{text.menu.cues}</Item>
            <Item onSelect={findCopies}>{text.menu.copies}</Item>
            <DropdownMenu.Separator className={styles.line} />
            <Item onSelect={() => setDialog('remove')}>{text.menu.remove}</Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <Sheet open={dialog === 'set'} label={text.menu.addToSet} place="middle" onClose={closeDialog}>
        <AddToSet ids={ids} onDone={closeDialog} />
      </Sheet>
      <Sheet open={dialog === 'tags'} label={text.tagEditor.several(ids.length)} place="middle" onClose={closeDialog}>
        <div className={styles.tags}>
          <TagEditor ids={ids} />
        </div>
      </Sheet>
      <Sheet open={dialog === 'cues'} label={text.menu.cuesTitle} place="middle" onClose={closeDialog}>
        <SuggestCues ids={ids} onDone={closeDialog} />
      </Sheet>
      <Sheet open={dialog === 'remove'} label={text.menu.removeTitle} place="middle" onClose={closeDialog}>
        <RemoveTracks ids={ids} onDone={closeDialog} />
      </Sheet>
    </>
  );
}

/** The page's content, so that the menu is in a landmark. */
function content(): HTMLElement | null {
  return document.getElementById('content');
}

interface ItemProps {
  /** Number of tracks, and how many it takes at most. */
  count?: number;
  most?: number;
  onSelect: () => void;
  children: ReactNode;
}

function Item({ count = 0, most = Number.POSITIVE_INFINITY, onSelect, children }: ItemProps) {
  const tooMany = count > most;
  return (
    <DropdownMenu.Item className={styles.item} disabled={tooMany} onSelect={onSelect}>
      {children}
      {tooMany && <span>{text.menu.upTo(most)}</span>}
    </DropdownMenu.Item>
  );
}

function Submenu({ name, children }: { name: string; children: ReactNode }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={styles.item}>
        {name} <span aria-hidden="true">▸</span>
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal container={content()}>
        <DropdownMenu.SubContent className={styles.menu} collisionPadding={8}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}
