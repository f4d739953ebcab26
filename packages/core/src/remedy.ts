/** Remedy as data, which a front end turns into a command line, a button or a link. Only front ends name commands. */
export type Remedy =
  /**
   * Scan these files or folders again, or all music if none are named. `reEmbed` replaces vectors of another model,
   * `retryFailed` tries files again that failed before.
   */
  | { action: 'rescan'; paths?: readonly string[]; reEmbed?: boolean; retryFailed?: boolean }
  /** Build the index again. `incremental` adds only missing tracks. */
  | { action: 'rebuild-index'; incremental?: boolean }
  | { action: 'check' }
  /** Give tracks tags, from which tags are learned. */
  | { action: 'add-tags' }
  /** Suggest the tags of the sound, which need no own tags. */
  | { action: 'suggest-from-sound' }
  /** Repair the library. With `folders`, name the folders where moved files may be. */
  | { action: 'repair'; folders?: boolean }
  | { action: 'prune' }
  | { action: 'connect-drive'; path: string }
  | { action: 'choose-data-dir' }
  | { action: 'choose-staging-folder' }
  | { action: 'choose-model-cache' }
  | { action: 'choose-temporary-folder' }
  /** Name the model that computed the library's vectors. */
  | { action: 'choose-model' }
  | { action: 'pull-model'; model: string }
  | { action: 'replace-model'; model: string }
  | { action: 'accept-license'; model: string }
  | { action: 'choose-revision' }
  /** Name another model hub, or check the hub in the environment variable. */
  | { action: 'choose-hub' }
  | { action: 'sign-in-to-hub' }
  /** Allow requests to the model hub. An environment variable forbids them. */
  | { action: 'allow-hub' }
  | { action: 'check-network' }
  | { action: 'choose-device'; device: string }
  /** Embed tracks in short pieces, which needs less memory. */
  | { action: 'embed-in-chunks' }
  | { action: 'install'; dependency: string }
  | { action: 'install-program'; program: string; command: string }
  | { action: 'install-cuda' }
  | { action: 'free-space' }
  | { action: 'raise-limit'; limit: 'file-size' | 'open-files' | 'memory' }
  /** Give yourself access to this file or folder; without `path`, to those listed in the error. */
  | { action: 'grant-access'; path?: string }
  | { action: 'convert-file'; format: string }
  /** Copy the file again from its source: a disc, a shop, a backup. */
  | { action: 'copy-again' }
  /** Export the collection again from Rekordbox. */
  | { action: 'export-rekordbox-xml' }
  /** Correct this file in a text editor. It has an `unknown` name, which may mean one of the `known` ones. */
  | { action: 'edit-file'; path: string; unknown?: string; known?: readonly string[] }
  /** Move this file or folder away, because it blocks another. */
  | { action: 'move-away'; path: string }
  /** Close this program, which is writing to the file. */
  | { action: 'close-program'; program: string }
  /** Give the key of the encrypted database. */
  | { action: 'give-database-key' }
  /** Listen on another port or address. */
  | { action: 'choose-port' }
  /** Install this version of Node or a later one. */
  | { action: 'update-node'; version: string }
  /** Allow the call to replace the existing file. */
  | { action: 'overwrite' }
  /** Allow a set to contain a track twice. */
  | { action: 'allow-repeats' }
  /** Bring back the earlier version of a saved set. */
  | { action: 'undo-set'; name: string }
  /** Wait for the other process. If it can't be looked up from here, its lock expires after `lapseS` seconds. */
  | { action: 'wait-for-process'; lapseS?: number }
  /** Run the same command again. It keeps everything finished so far. */
  | { action: 'retry' };

/** Name of a {@link Remedy}. */
export type RemedyAction = Remedy['action'];
