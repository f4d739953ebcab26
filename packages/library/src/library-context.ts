import type { RunOptions } from '@rbassist/core';
import type { IndexReport, LibraryIndex } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from './files/data-folder.ts';

/** The library that is looked after; who changes it holds the writer's lock. */
export interface CareTarget {
  folder: DataFolder;
  meta: MetaStore;
  /** @throws where there is no index that can be opened. */
  openIndex: () => Promise<LibraryIndex>;
  /** Brings the index up to date with the records; `changed` names those whose vectors may be other ones. */
  updateIndex: (options: { changed: ReadonlySet<string> } & RunOptions) => Promise<IndexReport>;
}
