import { useMutation } from '@tanstack/react-query';
import { Button } from '../../components/button/button.tsx';
import { startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import styles from './health-view.module.css';

/** The check of the library, and its repair, which first shows what it would do. */
export function LibraryCare() {
  const { mutate: start } = useMutation(startJob);
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2>{text.health.check}</h2>
        <Button onClick={() => start({ kind: 'check' })}>{text.health.checkNow}</Button>
      </div>
      <p className={styles.muted}>{text.health.checkAbout}</p>
    </section>
  );
}
