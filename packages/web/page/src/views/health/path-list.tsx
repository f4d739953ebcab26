import { formatCount, shownText } from '../../text/format.ts';
import styles from './health-view.module.css';

/** Paths that a list shows. */
const MOST_PATHS = 50;

interface PathListProps {
  /** Words that open and close the list. */
  words: string;
  /** The first paths, or all. */
  paths: readonly string[];
  /** Number of all paths. */
  count: number;
}

/** The first of several paths, behind the words that say what they are. */
export function PathList({ words, paths, count }: PathListProps) {
  return (
    <details>
      <summary>{shownText(words)}</summary>
      <ul className={styles.paths}>
        {paths.slice(0, MOST_PATHS).map((path) => (
          <li key={path}>
            <bdi>{shownText(path)}</bdi>
          </li>
        ))}
        {count > MOST_PATHS && <li>… {formatCount(count - MOST_PATHS)}</li>}
      </ul>
    </details>
  );
}
