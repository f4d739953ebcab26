/** Tells which paths in a folder may have changed. */
export interface FolderSource {
  close(): void;
}

/** Listeners of a {@link FolderSource}. */
export interface SourceListeners {
  /** A file may have changed, or a file or folder may be gone. */
  onChange: (path: string) => void;
  /** The source can't go on, for example because the system allows no more watches. */
  onFailed: (error: unknown) => void;
}
