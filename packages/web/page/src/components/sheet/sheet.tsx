import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { text } from '../../text/en.ts';
import { IconButton } from '../button/button.tsx';
import styles from './sheet.module.css';

interface SheetProps {
  open: boolean;
  label: string;
  onClose: () => void;
  /** `side` fills a narrow screen from its edge, `middle` is a dialog. @default 'side' */
  place?: 'side' | 'middle';
  children: ReactNode;
}

/** A modal dialog, which the browser itself keeps the focus in. Escape and a click beside it close it. */
export function Sheet({ open, label, onClose, place = 'side', children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!open) return dialog.current?.close();
    dialog.current?.showModal();
    // the browser chooses the button that closes it
    if (place === 'middle') dialog.current?.querySelector<HTMLElement>('input[type="text"]')?.focus();
  }, [open, place]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it
    <dialog
      ref={dialog}
      className={styles.sheet}
      data-place={place}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && (
        <div className={styles.inside}>
          <div className={styles.head}>
            <h2>{label}</h2>
            <IconButton label={text.filters.close} onClick={onClose}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
