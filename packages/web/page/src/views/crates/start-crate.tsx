import { useMutation, useQuery } from '@tanstack/react-query';
import { ListPlus, Upload } from 'lucide-react';
import { Link } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { FileButton } from '../../components/file-button/file-button.tsx';
import { importedPlaylistsQuery, rulePlaylistsQuery, sendPlaylist } from '../../lists/queries.ts';
import { setsQuery } from '../../lists/set-queries.ts';
import { notice } from '../../shell/notice.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import type { CrateQuery } from './crate-query.ts';
import styles from './crates-view.module.css';

/** Lists of a kind that are shown; the choice beside them has all. */
const MOST_SHOWN = 60;

/** Lists that a crate can start from, before anything is chosen. */
export function StartCrate({ onStart }: { onStart: (start: Pick<CrateQuery, 'lists'>) => void }) {
  const { data: sets = [] } = useQuery(setsQuery);
  const { data: rules = [] } = useQuery(rulePlaylistsQuery);
  const { data: imported = [] } = useQuery(importedPlaylistsQuery);
  const start = (list: string) => onStart({ lists: [list] });
  const full = sets.filter(({ tracks }) => tracks > 0);
  return (
    <div className={styles.start}>
      <p>{text.crates.about}</p>
      <div className={styles.tools}>
        <SendPlaylist onSent={start} />
        <Link href="/crates/rules" className={styles.link}>
          <ListPlus size={14} aria-hidden="true" />
          {text.lists.newRules}
        </Link>
      </div>
      <Lists
        name={text.views.sets}
        lists={full.map(({ name, tracks }) => ({ list: `set:${name}`, name, about: text.tracks(tracks) }))}
        onStart={start}
      />
      <Lists
        name={text.lists.rules}
        lists={rules.map(({ list, name }) => ({ list, name, edit: `/crates/rules?name=${encodeURIComponent(name)}` }))}
        onStart={start}
      />
      <Lists
        name={text.lists.imported}
        lists={imported.map(({ list, name, program, entries }) => ({
          list,
          name,
          about: `${text.lists.programs[program] ?? program} · ${text.tracks(entries)}`,
        }))}
        onStart={start}
      />
      {full.length + rules.length + imported.length === 0 && <p className={styles.muted}>{text.crates.none}</p>}
    </div>
  );
}

interface ListsProps {
  name: string;
  lists: readonly { list: string; name: string; about?: string; edit?: string }[];
  onStart: (list: string) => void;
}

function Lists({ name, lists, onStart }: ListsProps) {
  if (lists.length === 0) return null;
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <ul className={styles.lists}>
        {lists.slice(0, MOST_SHOWN).map((each) => (
          <li key={each.list} className={styles.list}>
            <bdi>{shownText(each.name)}</bdi>
            <span className={`${styles.muted} number`}>{each.about}</span>
            {each.edit && (
              <Link href={each.edit} aria-label={text.lists.editNamed(shownText(each.name))}>
                {text.lists.edit}
              </Link>
            )}
            <Button aria-label={text.crates.growNamed(shownText(each.name))} onClick={() => onStart(each.list)}>
              {text.crates.grow}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Takes a playlist file of this computer. */
function SendPlaylist({ onSent }: { onSent: (list: string) => void }) {
  const { mutate: send, isPending } = useMutation(sendPlaylist);
  const choose = (file: File) =>
    send(file, {
      onSuccess: ({ list, found, notFound }) => {
        notice(text.lists.sent(found, notFound));
        if (found > 0) onSent(list);
      },
    });
  return (
    <FileButton label={text.lists.send} accept=".m3u,.m3u8" look="main" disabled={isPending} onChoose={choose}>
      <Upload size={14} aria-hidden="true" />
    </FileButton>
  );
}
