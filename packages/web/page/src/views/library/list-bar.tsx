import type { ReactNode } from 'react';
import type { ColumnsInUse } from '../../components/track-list/use-columns.ts';
import { ActionsButton } from '../../components/track-menu/actions-button.tsx';
import type { MenuPlace } from '../../components/track-menu/track-menu.tsx';
import { text } from '../../text/en.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import styles from './list-bar.module.css';

interface ListBarProps {
  total: number;
  selected: ReadonlySet<string>;
  columns: ColumnsInUse;
  pending: boolean;
  /** Opens the menu of the selected rows. */
  onActions: (at: MenuPlace) => void;
  /** Stands before the counts. */
  children?: ReactNode;
}

/** Counts of the table, what can be done with the selected rows, and the choice of the columns. */
export function ListBar({ total, selected, columns, pending, onActions, children }: ListBarProps) {
  return (
    <div className={styles.bar}>
      {children}
      <p role="status" className="number">
        {pending ? text.shell.loading : text.tracks(total)}
        {selected.size > 1 && ` · ${text.list.selected(selected.size)}`}
      </p>
      {selected.size > 0 && <ActionsButton onActions={onActions} />}
      <span className={styles.gap} />
      {columns.movable && <ColumnsMenu columns={columns} />}
    </div>
  );
}
