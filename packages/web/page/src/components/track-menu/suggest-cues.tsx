import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { Button } from '../button/button.tsx';
import { Check } from '../check/check.tsx';
import styles from './track-menu.module.css';

interface SuggestCuesProps {
  ids: readonly string[];
  onDone: () => void;
}

/** Sets cues of tracks by a template: rbassist's own, or one of a file, which the browser reads. */
export function SuggestCues({ ids, onDone }: SuggestCuesProps) {
  const [replace, setReplace] = useState(false);
  const [file, setFile] = useState<File>();
  const { mutate: start, isPending } = useMutation(startJob);
  const suggest = async () => {
    const template = await file?.text();
    start({ kind: 'cues', tracks: [...ids], replace, ...(template && { template }) }, { onSuccess: onDone });
  };
  return (
    <div className={styles.dialog}>
      <p>{text.menu.cuesAbout}</p>
      <Check label={text.menu.replaceCues} checked={replace} onChange={setReplace} />
      <label>
        {text.menu.template}
        <input type="file" accept=".yml,.yaml,.json" onChange={(event) => setFile(event.target.files?.[0])} />
      </label>
      <div className={styles.tools}>
        <Button look="main" disabled={isPending} onClick={() => void suggest()}>
          {text.menu.suggestCues(ids.length)}
        </Button>
        <Button onClick={onDone}>{text.folders.cancel}</Button>
      </div>
    </div>
  );
}
