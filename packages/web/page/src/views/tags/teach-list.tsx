import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Button } from '../../components/button/button.tsx';
import { PlayButton } from '../../components/play-button/play-button.tsx';
import { TagEditor } from '../../components/tag-editor/tag-editor.tsx';
import { TrackName } from '../../components/track-name/track-name.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { changeTags, tagKey, tagsOfQuery } from '../../tracks/tag-queries.ts';
import { teachQuery } from './tags-queries.ts';
import { TEACH_RULES, type TeachRule } from './tags-query.ts';
import styles from './teach-list.module.css';

/** Tracks without tags whose tags would teach rbassist most, with fields to tag them. */
export function TeachList({ rule, onRule }: { rule: TeachRule; onRule: (rule: TeachRule) => void }) {
  const { data, error, isFetching, refetch } = useQuery(teachQuery(rule));
  return (
    <div className={styles.teach}>
      <p className={styles.about}>{text.tags.teachAbout}</p>
      <div className={styles.head}>
        <label className={styles.label}>
          {text.tags.teachRule}
          <select value={rule} onChange={(event) => onRule(event.target.value as TeachRule)}>
            {TEACH_RULES.map((each) => (
              <option key={each} value={each}>
                {text.tags.teachRules[each]}
              </option>
            ))}
          </select>
        </label>
        <Button disabled={isFetching} onClick={() => void refetch()}>
          {isFetching ? text.shell.loading : text.tags.teachOthers}
        </Button>
      </div>
      {error && !isFetching && <p role="alert">{error.message}</p>}
      {data?.length === 0 && <p>{text.tags.teachNone}</p>}
      <ol className={styles.list} aria-label={text.tags.listNames.next}>
        {data?.map(({ track, scores }) => (
          <li key={track.id} className={styles.item}>
            <PlayButton track={track} label={text.tags.playTrack(shownText(track.title))} />
            <TrackName track={track} />
            <div className={styles.edit}>
              <LikelyTags id={track.id} tags={scores.map(({ tag }) => tag)} />
              <TagEditor ids={[track.id]} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Tags that come first to mind for a track, as buttons, without those that it has. */
function LikelyTags({ id, tags }: { id: string; tags: readonly string[] }) {
  const { data } = useQuery(tagsOfQuery([id]));
  const { mutate: change } = useMutation(changeTags([id]));
  const own = new Set(data?.tags.map(({ tag }) => tagKey(tag)));
  return (
    <div className={styles.likely}>
      <span className={styles.muted}>{text.tags.torn}</span>
      {tags
        .filter((tag) => !own.has(tagKey(tag)))
        .map((tag) => (
          <Button key={tag} look="quiet" onClick={() => change({ add: [tag] })}>
            <Plus size={12} aria-hidden="true" />
            <bdi>{shownText(tag)}</bdi>
          </Button>
        ))}
    </div>
  );
}
