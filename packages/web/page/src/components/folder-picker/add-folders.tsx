import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronLeft, Folder, X } from 'lucide-react';
import { useState } from 'react';
import { startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { Button, IconButton } from '../button/button.tsx';
import { Sheet } from '../sheet/sheet.tsx';
import styles from './add-folders.module.css';
import { foldersQuery, type PickedFolder } from './folders-query.ts';

interface AddFoldersProps {
  open: boolean;
  onClose: () => void;
  /** Takes the ids of the chosen folders, in place of a scan. */
  onChoose?: (ids: string[]) => void;
}

/** Lets a person choose folders on the computer that rbassist runs on, and scans them. */
export function AddFolders({ open, onClose, onChoose }: AddFoldersProps) {
  return (
    <Sheet open={open} label={text.folders.title} onClose={onClose} place="middle">
      <FolderPicker onClose={onClose} onChoose={onChoose} />
    </Sheet>
  );
}

function FolderPicker({ onClose, onChoose }: Omit<AddFoldersProps, 'open'>) {
  const [place, setPlace] = useState<string>();
  const [chosen, setChosen] = useState<readonly PickedFolder[]>([]);
  const { data: folder, error } = useQuery(foldersQuery(place));
  const scan = useMutation(startJob);

  const finish = () => {
    const ids = chosen.map(({ id }) => id);
    if (!onChoose) return scan.mutate({ kind: 'scan', folders: ids }, { onSuccess: onClose });
    onChoose(ids);
    onClose();
  };
  const toggle = (picked: PickedFolder) =>
    setChosen(
      chosen.some(({ id }) => id === picked.id)
        ? chosen.filter(({ id }) => id !== picked.id)
        : [...chosen, { id: picked.id, name: picked.name }],
    );
  return (
    <div className={styles.picker}>
      <div className={styles.place}>
        {place !== undefined && (
          <IconButton label={text.folders.up} onClick={() => setPlace(folder?.parent ?? undefined)}>
            <ChevronLeft size={16} aria-hidden="true" />
          </IconButton>
        )}
        <h3>
          <bdi>{place === undefined ? text.folders.places : shownText(folder?.path)}</bdi>
        </h3>
        {folder !== undefined && folder.audioFiles > 0 && (
          <span className={styles.count}>{text.folders.audioFiles(folder.audioFiles)}</span>
        )}
      </div>
      <ul className={styles.folders}>
        {folder?.children.map((child) => (
          <li key={child.id} className={styles.folder}>
            <input
              type="checkbox"
              aria-label={shownText(child.name)}
              checked={chosen.some(({ id }) => id === child.id)}
              onChange={() => toggle(child)}
            />
            <button type="button" className={styles.open} onClick={() => setPlace(child.id)}>
              <Folder size={14} aria-hidden="true" />
              <bdi>{shownText(child.name)}</bdi>
              <span className={styles.path}>{place === undefined && shownText(child.path)}</span>
            </button>
          </li>
        ))}
        {folder?.children.length === 0 && <li className={styles.count}>{text.folders.empty}</li>}
      </ul>
      {error && (
        <p role="alert" className={styles.problem}>
          {error.message}
        </p>
      )}
      {chosen.length > 0 && (
        <ul className={styles.chosen} aria-label={text.folders.chosen}>
          {chosen.map((picked) => (
            <li key={picked.id}>
              <Button onClick={() => toggle(picked)}>
                <bdi>{shownText(picked.name)}</bdi>
                <X size={12} aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button onClick={onClose}>{text.folders.cancel}</Button>
        <Button look="main" disabled={chosen.length === 0 || scan.isPending} onClick={finish}>
          {chosen.length === 0 ? text.folders.addNone : text.folders.add(chosen.length)}
        </Button>
      </div>
    </div>
  );
}
