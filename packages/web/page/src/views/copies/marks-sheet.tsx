import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Sheet } from '../../components/sheet/sheet.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { markApart, marksQuery } from './copies-queries.ts';
import styles from './copies-view.module.css';
import { splitPath } from './group-differences.ts';

/** Files that a person marked as no copies of each other, with the way back. Nothing if there are none. */
export function MarksSheet() {
  const { data: marks = [] } = useQuery(marksQuery);
  const { mutate: mark, isPending } = useMutation(markApart);
  const [open, setOpen] = useState(false);
  if (marks.length === 0 && !open) return null;
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {text.copies.marksShown(marks.length)}
      </Button>
      <Sheet open={open} label={text.copies.marks} onClose={() => setOpen(false)} place="middle">
        <ul className={styles.marks}>
          {marks.map(({ files }) => {
            const ids = files.map(({ id }) => id);
            return (
              <li key={ids.join()}>
                <ul className={styles.paths}>
                  {files.map(({ id, path }) => (
                    <li key={id}>
                      <bdi>{shownText(path)}</bdi>
                    </li>
                  ))}
                </ul>
                <Button
                  disabled={isPending}
                  aria-label={text.copies.undoMark(shownText(splitPath(files[0]?.path ?? '')[1]))}
                  onClick={() => mark({ files: ids, undo: true })}
                >
                  {text.history.undo}
                </Button>
              </li>
            );
          })}
        </ul>
      </Sheet>
    </>
  );
}
