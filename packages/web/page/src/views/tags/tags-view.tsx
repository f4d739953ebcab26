import { useQuery } from '@tanstack/react-query';
import { Tags } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { Sheet } from '../../components/sheet/sheet.tsx';
import { useMedia } from '../../components/use-media.ts';
import { UndoButton } from '../../history/undo-button.tsx';
import { useSearch } from '../../shell/use-search.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { formatCount } from '../../text/format.ts';
import { tagsQuery } from '../../tracks/tag-queries.ts';
import { MoreMenu } from './more-menu.tsx';
import { SuggestMenu } from './suggest-menu.tsx';
import { SuggestionsPane } from './suggestions-pane.tsx';
import { TagList } from './tag-list.tsx';
import { TagProblems } from './tag-problems.tsx';
import { problemsQuery } from './tags-queries.ts';
import { LISTS, readTagsQuery, type TagsQuery, tagsAddress } from './tags-query.ts';
import styles from './tags-view.module.css';
import { TeachList } from './teach-list.tsx';

/** Tags of the library, and suggestions to accept or reject. The address holds the list, the tag and the order. */
export function TagsView() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const query = useMemo(() => readTagsQuery(search), [search]);
  const { data: tags } = useQuery(tagsQuery);
  const { data: problems } = useQuery(problemsQuery);
  const narrow = useMedia('(max-width: 900px)');
  const [open, setOpen] = useState(false);
  useTitle(text.views.tags);

  const counts = { suggestions: tags?.suggestions, next: undefined, problems: problems?.total };
  const choose = (changes: Partial<TagsQuery>) => {
    setOpen(false);
    navigate(tagsAddress({ ...query, page: 0, ...changes }));
  };
  const list = <TagList chosen={query.tag} onChoose={(tag) => choose({ tag, list: 'suggestions' })} />;
  return (
    <div className={styles.view}>
      <h1 className="unseen">{text.views.tags}</h1>
      {!narrow && (
        <aside aria-label={text.tags.library} className={styles.side}>
          {list}
        </aside>
      )}
      <div className={styles.main}>
        <div className={styles.bar}>
          {narrow && (
            <>
              <Button onClick={() => setOpen(true)}>
                <Tags size={14} aria-hidden="true" />
                {text.views.tags}
              </Button>
              <Sheet open={open} label={text.tags.library} onClose={() => setOpen(false)}>
                {list}
              </Sheet>
            </>
          )}
          <nav aria-label={text.tags.lists} className={styles.lists}>
            {LISTS.map((name) => (
              <Link
                key={name}
                href={tagsAddress({ ...query, page: 0, list: name })}
                className={styles.list}
                aria-current={query.list === name ? 'page' : undefined}
              >
                {text.tags.listNames[name]}
                {counts[name] !== undefined && <span className="number">{formatCount(counts[name])}</span>}
              </Link>
            ))}
          </nav>
          <span className={styles.gap} />
          <SuggestMenu />
          <UndoButton />
          <MoreMenu suggestions={tags?.suggestions ?? 0} />
        </div>
        {query.list === 'suggestions' && (
          <SuggestionsPane key={`${query.tag} ${query.order} ${query.page}`} query={query} />
        )}
        {query.list === 'next' && <TeachList rule={query.teach} onRule={(teach) => choose({ teach })} />}
        {query.list === 'problems' && <TagProblems />}
      </div>
    </div>
  );
}
