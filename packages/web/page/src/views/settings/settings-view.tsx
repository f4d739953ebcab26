import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../components/button/button.tsx';
import { AddFolders } from '../../components/folder-picker/add-folders.tsx';
import { setTheme, type Theme, useTheme } from '../../shell/theme.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { RekordboxFiles } from './rekordbox-files.tsx';
import { changeSettings, settingsQuery } from './settings-queries.ts';
import styles from './settings-view.module.css';
import { SoundModels } from './sound-models.tsx';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const NOTATIONS = ['camelot', 'open-key', 'musical', 'short'] as const;

/** Settings of the page and of the library, and the models of the sound. */
export function SettingsView() {
  useTitle(text.views.settings);
  return (
    <div className={styles.view}>
      <h1>{text.views.settings}</h1>
      <Appearance />
      <SoundModels />
      <Scanning />
      <RekordboxFiles />
    </div>
  );
}

function Appearance() {
  const { chosen } = useTheme();
  return (
    <section className={styles.section} aria-label={text.settings.theme}>
      <h2>{text.settings.theme}</h2>
      <fieldset className={styles.choices}>
        <legend className="unseen">{text.settings.theme}</legend>
        {THEMES.map((theme) => (
          <label key={theme} className={styles.check}>
            <input type="radio" name="theme" checked={chosen === theme} onChange={() => setTheme(theme)} />
            {text.settings.themes[theme]}
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function Scanning() {
  const { data: settings, error } = useQuery(settingsQuery);
  const { mutate: change, isPending } = useMutation(changeSettings);
  const [choosing, setChoosing] = useState(false);
  if (error) return <p role="alert">{error.message}</p>;
  if (!settings) return <p>{text.shell.loading}</p>;
  const { workers, keyNotation, folders, cores, file, dataDir, problems } = settings;
  const own = folders.value ?? [];
  const setFolders = (ids: string[]) => change({ folders: ids.length > 0 ? ids : null });
  return (
    <section className={styles.section} aria-label={text.settings.library}>
      <h2>{text.settings.library}</h2>
      {problems.map((problem) => (
        <p key={problem} role="alert">
          {shownText(problem)}
        </p>
      ))}
      <label className={styles.field}>
        {text.settings.workers}
        <select
          value={workers.value ?? ''}
          disabled={isPending}
          onChange={(event) => change({ workers: event.target.value ? Number(event.target.value) : null })}
        >
          <option value="">{text.settings.ownWorkers(Math.max(1, cores - 1))}</option>
          {workerChoices(cores, workers.value).map((count) => (
            <option key={count} value={count}>
              {count}
            </option>
          ))}
        </select>
        <From source={workers.source} />
      </label>
      <label className={styles.field}>
        {text.settings.keys}
        <select
          value={keyNotation.value ?? ''}
          disabled={isPending}
          onChange={(event) =>
            change({ keyNotation: (event.target.value || null) as (typeof NOTATIONS)[number] | null })
          }
        >
          <option value="">{text.settings.ownKeys}</option>
          {NOTATIONS.map((notation) => (
            <option key={notation} value={notation}>
              {text.settings.notations[notation]}
            </option>
          ))}
        </select>
        <From source={keyNotation.source} />
      </label>
      <h3>{text.settings.folders}</h3>
      <p className={styles.muted}>{text.settings.foldersAbout}</p>
      <ul aria-label={text.settings.folders}>
        {own.map(({ id, path }) => (
          <li key={id} className={styles.folder}>
            <bdi>{shownText(path)}</bdi>
            <IconButton
              label={text.next.remove(shownText(path))}
              disabled={isPending}
              onClick={() => setFolders(own.map((folder) => folder.id).filter((other) => other !== id))}
            >
              <X size={14} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => setChoosing(true)}>{text.health.addFolders}</Button>
      </div>
      <AddFolders
        open={choosing}
        onClose={() => setChoosing(false)}
        onChoose={(ids) => setFolders([...new Set([...own.map(({ id }) => id), ...ids])])}
      />
      <dl className={styles.places}>
        <dt>{text.settings.dataDir}</dt>
        <dd>
          <bdi>{shownText(dataDir)}</bdi>
        </dd>
        <dt>{text.settings.file}</dt>
        <dd>
          <bdi>{shownText(file)}</bdi>
        </dd>
      </dl>
    </section>
  );
}

/** Tells of a value that comes from the user's own file; a choice here goes before it. */
function From({ source }: { source: 'data-folder' | 'user' | 'default' }) {
  return source === 'user' ? <span className={styles.muted}>{text.settings.fromUser}</span> : null;
}

/** Numbers of workers to offer: one to the number of cores, and the one that is set. */
function workerChoices(cores: number, own: number | null): number[] {
  const choices = Array.from({ length: cores }, (_, i) => i + 1);
  return own === null || own <= cores ? choices : [...choices, own];
}
