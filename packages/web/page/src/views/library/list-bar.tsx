import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../components/button/button.tsx';
import type { ColumnsInUse } from '../../components/track-list/use-columns.ts';
import { startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import styles from './list-bar.module.css';

interface ListBarProps {
  total: number;
  selected: ReadonlySet<string>;
  columns: ColumnsInUse;
  pending: boolean;
  /** Stands before the counts. */
  children?: ReactNode;
}

/** Counts of the table, what can be done with the selected rows, and the choice of the columns. */
export function ListBar({ total, selected, columns, pending, children }: ListBarProps) {
  const { mutate: start, isPending } = useMutation(startJob);
  return (
    <div className={styles.bar}>
      {children}
      <p role="status" className="number">
        {pending ? text.shell.loading : text.tracks(total)}
        {selected.size > 1 && ` · ${text.list.selected(selected.size)}`}
      </p>
      {selected.size > 1 && (
        <Button disabled={isPending} onClick={() => start({ kind: 'scan', tracks: [...selected], retryFailed: true })}>
          {text.remedies.rescan}
        </Button>
      )}
      <span className={styles.gap} />
      {columns.movable && <ColumnsMenu columns={columns} />}
    </div>
  );
}
