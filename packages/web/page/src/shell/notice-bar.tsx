import { X } from 'lucide-react';
import { Button, IconButton } from '../components/button/button.tsx';
import { Remedy } from '../components/remedy/remedy.tsx';
import { text } from '../text/en.ts';
import { notice, useNotice } from './notice.ts';
import styles from './notice-bar.module.css';

/** Says what a change did, or that the server refused it. */
export function NoticeBar() {
  const shown = useNotice();
  return (
    <div role="alert" className={styles.place}>
      {shown !== undefined && (
        <div className={styles.notice} data-done={shown.action !== undefined || undefined}>
          <p>{shown.sentence}</p>
          {shown.action && (
            <Button
              onClick={() => {
                notice();
                shown.action?.run();
              }}
            >
              {shown.action.label}
            </Button>
          )}
          {shown.remedies?.map((remedy) => (
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
