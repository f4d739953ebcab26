import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { Popover } from '../../components/popover/popover.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { tagKey, tagsQuery } from '../../tracks/tag-queries.ts';
import { changeLibraryTag } from './tags-queries.ts';
import { tagsAddress } from './tags-query.ts';
import styles from './tags-view.module.css';

/** Tools for a whole tag: all its suggestions, its name, its tracks. */
export function TagTools({ tag, suggested }: { tag: string; suggested: number }) {
  const { data } = useQuery(tagsQuery);
  const { mutate: change, isPending } = useMutation(changeLibraryTag);
  const known = data?.tags.find((each) => tagKey(each.tag) === tagKey(tag));
  return (
    <>
      {known && known.tracks > 0 && (
        <Link href={`/?${new URLSearchParams({ tag: known.tag })}`}>{text.tags.showTracks(known.tracks)}</Link>
      )}
      {suggested > 0 && (
        <Popover trigger={<Button>{text.tags.judgeAll}</Button>} label={text.tags.judgeAll}>
          <div className={styles.options}>
            <Button disabled={isPending} onClick={() => change({ action: 'accept-all', tag })}>
              {text.tags.acceptAll(suggested)}
            </Button>
            <Button disabled={isPending} onClick={() => change({ action: 'reject-all', tag })}>
              {text.tags.rejectAll(suggested)}
            </Button>
          </div>
        </Popover>
      )}
      {known && known.tracks > 0 && <NameTools tag={known.tag} tracks={known.tracks} />}
    </>
  );
}

function NameTools({ tag, tracks }: { tag: string; tracks: number }) {
  const [, navigate] = useLocation();
  const { mutate: change, isPending } = useMutation(changeLibraryTag);
  const [name, setName] = useState(tag);
  const to = name.trim();
  const showTag = (shown: string) =>
    navigate(tagsAddress({ list: 'suggestions', tag: shown, order: 'uncertain', teach: 'margin', page: 0 }), {
      replace: true,
    });
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (to !== '' && to !== tag) change({ action: 'rename', tag, to }, { onSuccess: () => showTag(to) });
  };
  return (
    <Popover trigger={<Button>{text.tags.change}</Button>} label={text.tags.change}>
      <form className={styles.options} onSubmit={rename}>
        <label>
          {text.tags.newName}
          <input type="text" value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </label>
        <Button type="submit" disabled={isPending || to === '' || to === tag}>
          {text.tags.rename(tracks)}
        </Button>
        <Button
          disabled={isPending}
          onClick={() => change({ action: 'remove', tag }, { onSuccess: () => showTag('') })}
        >
          {text.tags.removeFrom(shownText(tag), tracks)}
        </Button>
      </form>
    </Popover>
  );
}
