import { X } from 'lucide-react';
import { IconButton } from '../components/button/button.tsx';
import { text } from '../text/en.ts';
import { notice, useNotice } from './notice.ts';
import styles from './notice-bar.module.css';

/** Notice of a change that the server refused. */
export function NoticeBar() {
  const shown = useNotice();
  return (
    <div role="alert" className={styles.place}>
      {shown !== undefined && (
        <div className={styles.notice}>
          <p>{shown}</p>
          <IconButton label={text.shell.dismiss} onClick={() => notice()}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
