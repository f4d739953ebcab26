/**
 * A way out of an error, as data. A front end turns it into what its user can do: a command line, a button, a link. Packages below never name commands.
 */
export type Remedy =
  /** Scan these tracks or folders, or all music where none are named. `reEmbed` replaces vectors of another model. */
  | { action: 'rescan'; paths?: readonly string[]; reEmbed?: boolean }
  /** Build the index again, or bring it up to date with `incremental`. */
  | { action: 'rebuild-index'; incremental?: boolean }
  /** Repair the library. `folders` asks for the folders where moved files may be. */
  | { action: 'repair'; folders?: boolean }
  /** Forget tracks whose files are gone. */
  | { action: 'prune' }
  /** Plug the drive in. */
  | { action: 'connect-drive'; path: string }
  | { action: 'choose-data-dir' }
  | { action: 'choose-staging-folder' }
  | { action: 'choose-model-cache' }
  /** Name the model that the library's vectors are of. */
  | { action: 'choose-model' }
  | { action: 'pull-model'; model: string }
  /** Read the licence of a model and accept it. */
  | { action: 'accept-license'; model: string }
  | { action: 'choose-revision' }
  /** Name another model hub, or check the one that the environment names. */
  | { action: 'choose-hub' }
  /** Give the access token of an account on the model hub. */
  | { action: 'sign-in-to-hub' }
  /** Allow requests to the model hub, which the environment forbids. */
  | { action: 'allow-hub' }
  /** Check the network and the proxy. */
  | { action: 'check-network' }
  | { action: 'choose-device'; device: string }
  /** Embed a track in short pieces, which take less memory. */
  | { action: 'embed-in-chunks' }
  /** Add an optional package from npm. */
  | { action: 'install'; dependency: string }
  /** Add the CUDA files of onnxruntime-node. */
  | { action: 'install-cuda' }
  | { action: 'free-space' }
  /** Give the person access to a file or folder, or to those that the error lists. */
  | { action: 'grant-access'; path?: string }
  /** Move what is in the way of a file or folder. */
  | { action: 'move-away'; path: string }
  /** Run the same thing again; everything finished so far is kept. */
  | { action: 'retry' };

/** The name of a {@link Remedy}. */
export type RemedyAction = Remedy['action'];
