import { ChevronDown, ChevronRight, Folder } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import type { TrackFacets } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { formatCount, shownText } from '../../text/format.ts';
import styles from './filters-panel.module.css';

type FolderCount = TrackFacets['folders'][number];

interface FolderFilterProps {
  folders: readonly FolderCount[];
  chosen: string;
  onChoose: (folder: string) => void;
}

/** Folders of the library as a tree. A click chooses a folder with all in it and opens it; another one clears. */
export function FolderFilter({ folders, chosen, onChoose }: FolderFilterProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  if (folders.length === 0) return <p className={styles.count}>{text.filters.none}</p>;

  const choose = (id: string) => {
    onChoose(id === chosen ? '' : id);
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  };
  return (
    <ul>
      {visibleFolders(folders, open).map(({ folder, depth, parent }) => (
        <li key={folder.id}>
          <button
            type="button"
            className={styles.folder}
            aria-pressed={folder.id === chosen}
            aria-expanded={parent ? open.has(folder.id) : undefined}
            style={{ paddingInlineStart: depth * 12 } as CSSProperties}
            onClick={() => choose(folder.id)}
          >
            {parent ? (
              open.has(folder.id) ? (
                <ChevronDown size={12} />
              ) : (
                <ChevronRight size={12} />
              )
            ) : (
              <Folder size={12} />
            )}
            <bdi>{shownText(folder.name)}</bdi>
            <span className={styles.count}>{formatCount(folder.count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Returns the folders to show: the tops, and what is in the open ones, each below its parent. */
export function visibleFolders(
  folders: readonly FolderCount[],
  open: ReadonlySet<string>,
): { folder: FolderCount; depth: number; parent: boolean }[] {
  const known = new Set(folders.map(({ id }) => id));
  const childrenOf = Map.groupBy(folders, ({ parent }) => (parent !== null && known.has(parent) ? parent : ''));
  const below = (id: string, depth: number): ReturnType<typeof visibleFolders> =>
    (childrenOf.get(id) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap((folder) => {
        const parent = childrenOf.has(folder.id);
        const inside = open.has(folder.id) ? below(folder.id, depth + 1) : [];
        return [{ folder, depth, parent }, ...inside];
      });
  return below('', 0);
}
