import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { AddToSet } from '../../components/add-to-set/add-to-set.tsx';
import { Button } from '../../components/button/button.tsx';
import { deleteRules, type RulePlaylist, rulePlaylistsQuery, saveRules } from '../../lists/queries.ts';
import { useSearch } from '../../shell/use-search.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { RuleFields } from './rule-fields.tsx';
import { RulePreview } from './rule-preview.tsx';
import styles from './rules-view.module.css';

/** A playlist by rules: its rules, the tracks that fit them now, and ways to hand them on. */
export function RulesView() {
  const name = new URLSearchParams(useSearch()).get('name') ?? '';
  const { data: playlists, error } = useQuery(rulePlaylistsQuery);
  useTitle(name ? shownText(name) : text.lists.newRules);
  if (error) {
    return (
      <p role="alert" className={styles.view}>
        {error.message}
      </p>
    );
  }
  if (!playlists) return <p className={styles.view}>{text.shell.loading}</p>;
  return <RuleEditor key={name} saved={playlists.find((playlist) => playlist.name === name)} />;
}

function RuleEditor({ saved }: { saved: RulePlaylist | undefined }) {
  const [name, setName] = useState(saved?.name ?? '');
  const [rules, setRules] = useState(saved?.rules ?? {});
  const [, navigate] = useLocation();
  const { mutate: save, isPending } = useMutation(saveRules);
  const { mutate: remove } = useMutation(deleteRules);
  const wanted = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const open = (playlist: RulePlaylist) =>
      navigate(`/crates/rules?name=${encodeURIComponent(playlist.name)}`, { replace: true });
    if (wanted) save({ name: wanted, rules }, { onSuccess: open });
  };
  return (
    <div className={styles.view}>
      <h1>{saved ? <bdi>{shownText(saved.name)}</bdi> : text.lists.newRules}</h1>
      <p className={styles.muted}>{text.lists.rulesAbout}</p>
      {saved?.problem && <p role="alert">{shownText(saved.problem)}</p>}
      <form className={styles.form} onSubmit={submit}>
        <RuleFields rules={rules} onChange={setRules} />
        <div className={styles.tools}>
          <input
            type="text"
            aria-label={text.lists.rulesName}
            placeholder={text.lists.rulesName}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" look="main" disabled={!wanted || isPending}>
            {text.lists.save}
          </Button>
          {saved && (
            <Button onClick={() => remove(saved.name, { onSuccess: () => navigate('/crates') })}>
              {text.lists.remove}
            </Button>
          )}
          {saved && <Link href={`/?list=${encodeURIComponent(saved.list)}`}>{text.lists.showTracks}</Link>}
        </div>
      </form>
      <RulePreview rules={rules} name={wanted}>
        {(ids) => <AddToSet key={wanted} ids={ids} suggested={wanted} />}
      </RulePreview>
    </div>
  );
}
