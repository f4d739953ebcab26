import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import styles from './copies-view.module.css';

/** Files of one list. */
const MOST_LISTED = 200;

interface LeftFilesProps {
  /** Number of files by reason. */
  counts: Readonly<Record<string, number>>;
  /** The first of them. */
  files: readonly { path: string; reason: string }[];
}

/** Copies that stay in place, by reason. */
export function LeftFiles({ counts, files }: LeftFilesProps) {
  return Object.entries(counts).map(([reason, count]) => (
    <details key={reason}>
      <summary>{text.copies.left(count, text.copies.leftReasons[reason] ?? reason)}</summary>
      <PathList paths={files.flatMap((file) => (file.reason === reason ? file.path : []))} />
    </details>
  ));
}

interface FailedFilesProps {
  count: number;
  /** The first of them. */
  files: readonly { path: string; message: string }[];
  /** Says how many there are. */
  words?: (count: number) => string;
}

/** Files that failed, with their reasons. */
export function FailedFiles({ count, files, words = text.copies.failed }: FailedFilesProps) {
  if (count === 0) return null;
  return (
    <details>
      <summary className={styles.bad}>{words(count)}</summary>
      <PathList paths={files.map(({ message }) => message)} />
    </details>
  );
}

/** The first of some paths, or of sentences with paths. */
export function PathList({ paths }: { paths: readonly string[] }) {
  return (
    <ul className={styles.paths}>
      {paths.slice(0, MOST_LISTED).map((path) => (
        <li key={path}>
          <bdi>{shownText(path)}</bdi>
        </li>
      ))}
      {paths.length > MOST_LISTED && <li>…</li>}
    </ul>
  );
}
