import { X } from 'lucide-react';
import { useId } from 'react';
import { IconButton } from '../../components/button/button.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { FolderOptions, useFolders } from './folder-options.tsx';
import styles from './search-controls.module.css';

interface SearchedFoldersProps {
  /** Ids; none for the whole library. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Folders that a search covers: a select adds one, a cross removes it. */
export function SearchedFolders({ chosen, onChange }: SearchedFoldersProps) {
  const id = useId();
  const folders = useFolders();
  const nameOf = (folder: string) => shownText(folders.find((other) => other.id === folder)?.name) || '…';
  return (
    <div className={styles.group}>
      <label htmlFor={id} className={styles.name}>
        {text.copies.searchIn}
      </label>
      <ul>
        {chosen.map((folder) => (
          <li key={folder} className={styles.line}>
            <bdi className={styles.folder}>{nameOf(folder)}</bdi>
            <IconButton
              label={text.copies.searchNotIn(nameOf(folder))}
              onClick={() => onChange(chosen.filter((other) => other !== folder))}
            >
              <X size={14} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <select
        id={id}
        value=""
        onChange={(event) => event.target.value && onChange([...new Set([...chosen, event.target.value])])}
      >
        <option value="">{chosen.length === 0 ? text.copies.wholeLibrary : text.copies.anotherFolder}</option>
        <FolderOptions />
      </select>
    </div>
  );
}
