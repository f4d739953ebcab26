import { Unplug } from 'lucide-react';
import { useConnection } from '../api/connection.ts';
import { text } from '../text/en.ts';
import styles from './connection-banner.module.css';

/** Says that the server is gone, until it is back. */
export function ConnectionBanner() {
  const lost = useConnection() === 'lost';
  return (
    <div role="status" className={styles.place}>
      {lost && (
        <p className={styles.banner}>
          <Unplug size={16} aria-hidden="true" />
          <span>
            {text.shell.lost} {text.shell.lostRemedy}
          </span>
        </p>
      )}
    </div>
  );
}
