import type { ReactNode } from 'react';
import type { ColumnsInUse } from '../../components/track-list/use-columns.ts';
import { text } from '../../text/en.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import styles from './list-bar.module.css';

interface ListBarProps {
  total: number;
  selected: number;
  columns: ColumnsInUse;
  pending: boolean;
  /** Stands before the counts. */
  children?: ReactNode;
}

/** Counts of the table, and the choice of its columns. */
export function ListBar({ total, selected, columns, pending, children }: ListBarProps) {
  return (
    <div className={styles.bar}>
      {children}
      <p role="status" className="number">
        {pending ? text.shell.loading : text.tracks(total)}
        {selected > 1 && ` · ${text.list.selected(selected)}`}
      </p>
      {columns.movable && <ColumnsMenu columns={columns} />}
    </div>
  );
}
