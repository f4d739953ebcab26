import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { AddFolders } from '../../components/folder-picker/add-folders.tsx';
import { text } from '../../text/en.ts';
import styles from './empty-library.module.css';

/** Three steps from nothing to the first track. */
export function EmptyLibrary() {
  const [choosing, setChoosing] = useState(false);
  return (
    <div className={styles.empty}>
      <h1>{text.empty.title}</h1>
      <ol className={styles.steps}>
        {text.empty.steps.map(([name, about], place) => (
          <li key={name} className={styles.step}>
            <span aria-hidden="true" className={styles.number}>
              {place + 1}
            </span>
            <div>
              <h2>{name}</h2>
              <p>{about}</p>
              {place === 0 && (
                <Button look="main" onClick={() => setChoosing(true)}>
                  {text.empty.choose}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      <AddFolders open={choosing} onClose={() => setChoosing(false)} />
    </div>
  );
}
