import { useMutation, useQuery } from '@tanstack/react-query';
import type { Watch } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { switchWatch, watchQuery } from './watch-queries.ts';
import styles from './watched-folders.module.css';

type Folder = Watch['folders'][number];

/** A switch for each music folder, whose changes are then scanned by themselves. */
export function WatchedFolders() {
  const { data: watch } = useQuery(watchQuery);
  const { mutate: change, isPending, variables } = useMutation(switchWatch);
  const isOn = ({ id, watched }: Folder) => (isPending && variables.id === id ? variables.watched : watched);
  if (!watch || watch.folders.length === 0) return null;
  return (
    <div className={styles.watch}>
      <h3>{text.watch.title}</h3>
      <p className={styles.about}>{text.watch.about}</p>
      <ul>
        {watch.folders.map((folder) => (
          <li key={folder.id}>
            <label className={styles.folder}>
              <input
                type="checkbox"
                role="switch"
                className={styles.switch}
                aria-label={shownText(folder.path)}
                aria-checked={isOn(folder)}
                aria-describedby={`watch-${folder.id}`}
                checked={isOn(folder)}
                onChange={(event) => change({ id: folder.id, watched: event.target.checked })}
              />
              <bdi className={styles.path}>{shownText(folder.path)}</bdi>
              <span id={`watch-${folder.id}`} className={styles.state} data-state={folder.state}>
                {stateText(folder)}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {watch.problem && (
        <p role="alert" className={styles.problem}>
          {shownText(watch.problem.detail)}
        </p>
      )}
    </div>
  );
}

function stateText({ state, files, reason, by }: Folder): string {
  if (state === 'waiting') return text.watch.waiting(files);
  if (state === 'gone') return text.watch.gone[reason ?? 'missing'];
  if (state === 'up-to-date' && by === 'looks') return text.watch.looks;
  return text.watch.states[state];
}
