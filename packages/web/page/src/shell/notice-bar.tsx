import { X } from 'lucide-react';
import { IconButton } from '../components/button/button.tsx';
import { Remedy } from '../components/remedy/remedy.tsx';
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
          <p>{shown.sentence}</p>
          {shown.remedies.map((remedy) => (
            <Remedy key={remedy.action} remedy={remedy} />
          ))}
          <IconButton label={text.shell.dismiss} onClick={() => notice()}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
