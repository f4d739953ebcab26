import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { Button, IconButton } from '../../components/button/button.tsx';
import { Popover } from '../../components/popover/popover.tsx';
import type { ColumnsInUse } from '../../components/track-list/use-columns.ts';
import { text } from '../../text/en.ts';
import styles from './columns-menu.module.css';

/** Chooses and orders the columns of a list. */
export function ColumnsMenu({ columns: { all, layout, toggle, move, reset } }: { columns: ColumnsInUse }) {
  const trigger = (
    <Button look="quiet">
      <Columns3 size={14} aria-hidden="true" /> {text.list.columns}
    </Button>
  );
  return (
    <Popover trigger={trigger} label={text.list.columns}>
      <ul className={styles.columns}>
        {layout.order.map((id) => {
          const { label } = all.find((column) => column.id === id)!;
          const shown = !layout.hidden.includes(id);
          return (
            <li key={id} className={styles.column}>
              <label className={styles.label}>
                <input type="checkbox" checked={shown} onChange={() => toggle(id)} />
                {label}
              </label>
              <IconButton label={text.list.moveUp(label)} disabled={!shown} onClick={() => move(id, -1)}>
                <ArrowUp size={14} aria-hidden="true" />
              </IconButton>
              <IconButton label={text.list.moveDown(label)} disabled={!shown} onClick={() => move(id, 1)}>
                <ArrowDown size={14} aria-hidden="true" />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <Button onClick={reset}>{text.list.resetColumns}</Button>
    </Popover>
  );
}
