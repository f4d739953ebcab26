/**
 * Remedy for an error, as data. A front end turns it into a command line, a button or a link. Only front ends name
 * commands.
 */
export type Remedy =
  /**
   * Scan these files or folders again, or all music if none are named. `reEmbed` replaces vectors of another model,
   * `retryFailed` tries files again that failed before.
   */
  | { action: 'rescan'; paths?: readonly string[]; reEmbed?: boolean; retryFailed?: boolean }
  /** Build the index again. `incremental` adds only missing tracks. */
  | { action: 'rebuild-index'; incremental?: boolean }
  /** Check the library and list all problems with its files. */
  | { action: 'check' }
  /** Repair the library. With `folders`, name the folders where moved files may be. */
  | { action: 'repair'; folders?: boolean }
  /** Remove records of tracks whose files no longer exist. */
  | { action: 'prune' }
  /** Connect the drive that contains this path. */
  | { action: 'connect-drive'; path: string }
  /** Use another data folder. */
  | { action: 'choose-data-dir' }
  /** Use another staging folder. */
  | { action: 'choose-staging-folder' }
  /** Use another folder for downloaded models. */
  | { action: 'choose-model-cache' }
  /** Use another folder for temporary files. */
  | { action: 'choose-temporary-folder' }
  /** Name the model that computed the library's vectors. */
  | { action: 'choose-model' }
  /** Download this model. */
  | { action: 'pull-model'; model: string }
  /** Remove this damaged model and download it again. */
  | { action: 'replace-model'; model: string }
  /** Read the licence of this model and accept it. */
  | { action: 'accept-license'; model: string }
  /** Name another revision of the model. */
  | { action: 'choose-revision' }
  /** Name another model hub, or check the hub in the environment variable. */
  | { action: 'choose-hub' }
  /** Provide an access token for the model hub. */
  | { action: 'sign-in-to-hub' }
  /** Allow requests to the model hub. An environment variable forbids them. */
  | { action: 'allow-hub' }
  /** Check the network and the proxy. */
  | { action: 'check-network' }
  /** Run the model on the named device. */
  | { action: 'choose-device'; device: string }
  /** Embed tracks in short pieces, which needs less memory. */
  | { action: 'embed-in-chunks' }
  /** Install this optional package from npm. */
  | { action: 'install'; dependency: string }
  /** Install a program with this system's command. */
  | { action: 'install-program'; program: string; command: string }
  /** Install the CUDA files of onnxruntime-node. */
  | { action: 'install-cuda' }
  /** Free some disk space. */
  | { action: 'free-space' }
  /** Raise a limit that the system sets for this session. */
  | { action: 'raise-limit'; limit: 'file-size' | 'open-files' | 'memory' }
  /** Give yourself access to this file or folder; without `path`, to those listed in the error. */
  | { action: 'grant-access'; path?: string }
  /** Convert the file to this format. */
  | { action: 'convert-file'; format: string }
  /** Copy the file again from its source: a disc, a shop, a backup. */
  | { action: 'copy-again' }
  /** Correct this file in a text editor. It has an `unknown` name, which may mean one of the `known` ones. */
  | { action: 'edit-file'; path: string; unknown?: string; known?: readonly string[] }
  /** Move this file or folder away, because it blocks another. */
  | { action: 'move-away'; path: string }
  /**
   * Wait until the other process has finished. If that process can't be looked up from here, its lock expires after
   * `lapseS` seconds.
   */
  | { action: 'wait-for-process'; lapseS?: number }
  /** Run the same command again. It keeps everything finished so far. */
  | { action: 'retry' };

/** Name of a {@link Remedy}. */
export type RemedyAction = Remedy['action'];
