import { useMutation, useQuery } from '@tanstack/react-query';
import { Check, Plus, X } from 'lucide-react';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { changeTags, judgeTags, tagKey, tagsOfQuery, trackTagsQuery } from '../../tracks/tag-queries.ts';
import styles from './tag-editor.module.css';
import { TagInput } from './tag-input.tsx';

/** Most tracks whose tags one request changes. */
const MOST_TAGGED = 10_000;

interface TagEditorProps {
  /** Tracks to tag; one or several. */
  ids: readonly string[];
  /** Shows the suggestions of a single track too. @default false */
  suggestions?: boolean;
}

/** Tags of one or several tracks: remove one, add one by its name, or give all tracks what some of them have. */
export function TagEditor(props: TagEditorProps) {
  if (props.ids.length > MOST_TAGGED) return <p>{text.tagEditor.tooMany(MOST_TAGGED)}</p>;
  return <TagsOf {...props} />;
}

function TagsOf({ ids, suggestions = false }: TagEditorProps) {
  const { data, error } = useQuery(tagsOfQuery(ids));
  const { mutate: change } = useMutation(changeTags(ids));
  if (error) return <p role="alert">{error.message}</p>;
  const tags = data?.tags ?? [];
  const onAll = tags.filter(({ tracks, mine }) => mine && tracks === ids.length).map(({ tag }) => tag);
  return (
    <div className={styles.editor}>
      <ul className={styles.tags} aria-label={text.tagEditor.label}>
        {tags.map(({ tag, tracks, mine }) => (
          <li key={tagKey(tag)} className={styles.tag} data-other={!mine || undefined}>
            <bdi title={mine ? undefined : text.tagEditor.other}>{shownText(tag)}</bdi>
            {tracks < ids.length && (
              <>
                <span className={`${styles.muted} number`}>{text.tagEditor.some(tracks, ids.length)}</span>
                <ChipButton label={text.tagEditor.toAll(shownText(tag))} onClick={() => change({ add: [tag] })}>
                  <Plus size={12} aria-hidden="true" />
                </ChipButton>
              </>
            )}
            {mine && (
              <ChipButton label={text.tagEditor.remove(shownText(tag))} onClick={() => change({ remove: [tag] })}>
                <X size={12} aria-hidden="true" />
              </ChipButton>
            )}
          </li>
        ))}
        {suggestions && ids.length === 1 && <Suggested id={ids[0]!} />}
      </ul>
      <TagInput except={onAll} onAdd={(tag) => change({ add: [tag] })} />
    </div>
  );
}

/** Suggestions of a track as chips with a broken line, to accept or reject. */
function Suggested({ id }: { id: string }) {
  const { data } = useQuery(trackTagsQuery(id));
  const { mutate: judge, variables, isPending } = useMutation(judgeTags);
  const judged = isPending ? variables.items.map(({ tag }) => tag) : [];
  return data?.suggestions
    .filter(({ tag }) => !judged.includes(tag))
    .map(({ tag }) => {
      const name = shownText(tag);
      return (
        <li key={`suggested ${tag}`} className={styles.tag} data-suggested title={text.tagEditor.suggested}>
          <span className="unseen">{text.tagEditor.suggested} </span>
          <bdi>{name}</bdi>
          <ChipButton
            label={text.tags.acceptNamed(name)}
            onClick={() => judge({ verdict: 'accept', items: [{ id, tag }] })}
          >
            <Check size={12} aria-hidden="true" />
          </ChipButton>
          <ChipButton
            label={text.tags.rejectNamed(name)}
            onClick={() => judge({ verdict: 'reject', items: [{ id, tag }] })}
          >
            <X size={12} aria-hidden="true" />
          </ChipButton>
        </li>
      );
    });
}

function ChipButton({ label, ...rest }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return <button type="button" className={styles.button} aria-label={label} title={label} {...rest} />;
}
