import { useMutation, useQuery } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { Button, IconButton } from '../../components/button/button.tsx';
import { Popover } from '../../components/popover/popover.tsx';
import { text } from '../../text/en.ts';
import { exportTracks } from '../../tracks/export-tracks.ts';
import { changeLibraryTag, copyPythonTags, pythonTagsQuery } from './tags-queries.ts';
import styles from './tags-view.module.css';

/** Rarer tasks: tags of the Python rbassist, tags for Rekordbox, and the end of all suggestions. */
export function MoreMenu({ suggestions }: { suggestions: number }) {
  const { mutate: change, isPending } = useMutation(changeLibraryTag);
  const { mutate: download, isPending: writing } = useMutation(exportTracks);
  const exportTags = () => download({ kind: 'xml', name: text.tags.fileName, tagsTo: ['comment', 'playlists'] });
  const trigger = (
    <IconButton label={text.tags.moreTools}>
      <Ellipsis size={16} aria-hidden="true" />
    </IconButton>
  );
  return (
    <Popover trigger={trigger} label={text.tags.moreTools}>
      <div className={styles.options}>
        <h2>{text.tags.rekordbox}</h2>
        <p className={styles.muted}>{text.tags.rekordboxAbout}</p>
        <Button disabled={writing} onClick={exportTags}>
          {text.tags.exportXml}
        </Button>
        <h2>{text.tags.python}</h2>
        <PythonTags />
        <h2>{text.tags.listNames.suggestions}</h2>
        <Button disabled={isPending || suggestions === 0} onClick={() => change({ action: 'clear' })}>
          {text.tags.clear(suggestions)}
        </Button>
      </div>
    </Popover>
  );
}

function PythonTags() {
  const { data, error } = useQuery(pythonTagsQuery);
  const { mutate: copy, isPending } = useMutation(copyPythonTags);
  if (error) return <p role="alert">{error.message}</p>;
  if (!data) return <p className={styles.muted}>{text.shell.loading}</p>;
  const nothing = data.tags + data.suggestions + data.rejected === 0;
  return (
    <>
      <p className={styles.muted}>{nothing ? text.tags.pythonNone : text.tags.pythonCounts(data)}</p>
      {!nothing && (
        <Button disabled={isPending} onClick={() => copy()}>
          {text.tags.copyPython}
        </Button>
      )}
    </>
  );
}
