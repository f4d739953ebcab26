import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../button/button.tsx';
import { Sheet } from '../sheet/sheet.tsx';
import { useMedia } from '../use-media.ts';
import styles from './side-options.module.css';

interface SideOptionsProps {
  label: string;
  children: ReactNode;
}

/** Options of a view in a column at its side; on a narrow screen behind a button above it. */
export function SideOptions({ label, children }: SideOptionsProps) {
  const narrow = useMedia('(max-width: 900px)');
  const [open, setOpen] = useState(false);
  const options = <div className={styles.options}>{children}</div>;
  if (!narrow) {
    return (
      <aside aria-label={label} className={styles.side}>
        {options}
      </aside>
    );
  }
  return (
    <div className={styles.above}>
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal size={14} aria-hidden="true" />
        {label}
      </Button>
      <Sheet open={open} label={label} onClose={() => setOpen(false)}>
        {options}
      </Sheet>
    </div>
  );
}
