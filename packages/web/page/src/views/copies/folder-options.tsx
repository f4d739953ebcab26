import { useQuery } from '@tanstack/react-query';
import { visibleFolders } from '../../components/filters/folder-filter.tsx';
import { shownText } from '../../text/format.ts';
import { facetsQuery } from '../../tracks/queries.ts';
import { EVERYTHING } from '../../tracks/track-query.ts';

/** Folders of the library as options of a select, each below its parent. */
export function FolderOptions() {
  const folders = useFolders();
  return visibleFolders(folders, new Set(folders.map(({ id }) => id))).map(({ folder: { id, name }, depth }) => (
    <option key={id} value={id}>
      {'\u2003'.repeat(depth) + shownText(name)}
    </option>
  ));
}

/** Folders of the library. */
export function useFolders() {
  const { data: facets } = useQuery(facetsQuery(EVERYTHING));
  return facets?.folders ?? [];
}
