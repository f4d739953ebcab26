/**
 * A way out of an error, as data. A front end turns it into something that its user can do: a command line, a button, a
 * link. Packages other than front ends never name commands.
 */
export type Remedy =
  /**
   * Scan these files or folders again, or all music if none are named. `reEmbed` replaces vectors of another model,
   * `retryFailed` tries files again that failed before.
   */
  | { action: 'rescan'; paths?: readonly string[]; reEmbed?: boolean; retryFailed?: boolean }
  /** Build the index again. `incremental` adds only what is missing. */
  | { action: 'rebuild-index'; incremental?: boolean }
  /** Check the library, which lists every problem of its files. */
  | { action: 'check' }
  /** Repair the library. `folders` asks for the folders to which files may have moved. */
  | { action: 'repair'; folders?: boolean }
  /** Remove the records of tracks whose files are gone. */
  | { action: 'prune' }
  /** Connect the drive that holds this path. */
  | { action: 'connect-drive'; path: string }
  /** Use another data folder. */
  | { action: 'choose-data-dir' }
  /** Use another staging folder. */
  | { action: 'choose-staging-folder' }
  /** Use another folder for downloaded models. */
  | { action: 'choose-model-cache' }
  /** Use another folder for temporary files. */
  | { action: 'choose-temporary-folder' }
  /** Name the model whose vectors the library holds. */
  | { action: 'choose-model' }
  /** Download this model. */
  | { action: 'pull-model'; model: string }
  /** Remove this model, which is damaged, and download it again. */
  | { action: 'replace-model'; model: string }
  /** Read the licence of this model and accept it. */
  | { action: 'accept-license'; model: string }
  /** Name another revision of the model. */
  | { action: 'choose-revision' }
  /** Name another model hub, or check the one that the environment names. */
  | { action: 'choose-hub' }
  /** Give the access token of an account on the model hub. */
  | { action: 'sign-in-to-hub' }
  /** Allow requests to the model hub, which the environment forbids. */
  | { action: 'allow-hub' }
  /** Check the network and the proxy. */
  | { action: 'check-network' }
  /** Run the model on this device. */
  | { action: 'choose-device'; device: string }
  /** Embed tracks in short pieces, which needs less memory. */
  | { action: 'embed-in-chunks' }
  /** Install this optional package from npm. */
  | { action: 'install'; dependency: string }
  /** Install a program with a command of this system. */
  | { action: 'install-program'; program: string; command: string }
  /** Install the CUDA files of onnxruntime-node. */
  | { action: 'install-cuda' }
  /** Free some disk space. */
  | { action: 'free-space' }
  /** Raise a limit that the system sets for this session. */
  | { action: 'raise-limit'; limit: 'file-size' | 'open-files' | 'memory' }
  /** Give yourself access to this file or folder, or to those that the error lists. */
  | { action: 'grant-access'; path?: string }
  /** Convert the file to this format. */
  | { action: 'convert-file'; format: string }
  /** Copy the file again from its source: a disc, a shop, a backup. */
  | { action: 'copy-again' }
  /** Correct this file in a text editor. */
  | { action: 'edit-file'; path: string }
  /** Move the file or folder away that is in the way. */
  | { action: 'move-away'; path: string }
  /**
   * Wait until the other process has finished. A process that can't be looked up from here may have crashed: its lock
   * lapses after `lapseS` seconds.
   */
  | { action: 'wait-for-process'; lapseS?: number }
  /** Run the same thing again. Everything finished so far is kept. */
  | { action: 'retry' };

/** Name of a {@link Remedy}. */
export type RemedyAction = Remedy['action'];
