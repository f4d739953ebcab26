import type { RbassistError, Remedy, RemedyAction } from '@rbassist/core';
import { closestWord } from '../arguments/closest-word.ts';
import { commandLine } from './command-line.ts';
import type { Output } from './output.ts';

type Given = Pick<Output, 'dataDir'>;
type Phrases = { [Action in RemedyAction]: (remedy: Extract<Remedy, { action: Action }>, given: Given) => string };

const PHRASES: Phrases = {
  rescan: ({ paths = ['FOLDER'], reEmbed, retryFailed }, given) => {
    const flags = [...(reEmbed ? ['--re-embed'] : []), ...(retryFailed ? ['--retry-failed'] : [])];
    return `run ${commandLine(['scan', ...flags, ...paths], given)}`;
  },
  'rebuild-index': ({ incremental }, given) =>
    `run ${commandLine(['index', ...(incremental ? ['--incremental'] : [])], given)}`,
  check: (_, given) => `see ${commandLine(['library', 'check'], given)}`,
  'add-tags': (_, given) => `add tags with ${commandLine(['tag', 'add', 'TRACK', 'TAG'], given)}`,
  'suggest-from-sound': (_, given) =>
    `take tags from the sound with ${commandLine(['tags-auto', '--from', 'sound'], given)}`,
  repair: ({ folders }, given) => `run ${commandLine(['library', 'repair', ...(folders ? ['FOLDER'] : [])], given)}`,
  prune: (_, given) => `run ${commandLine(['library', 'prune'], given)}`,
  'connect-drive': ({ path }) => `connect the drive of ${path}`,
  'choose-data-dir': () => 'choose another folder with --data-dir or RBASSIST_DATA',
  'choose-staging-folder': () => 'choose another folder with --dest',
  'choose-model-cache': () => 'set HF_HUB_CACHE to another folder',
  'choose-temporary-folder': () =>
    `set ${process.platform === 'win32' ? 'TEMP' : 'TMPDIR'} to another folder for temporary files`,
  'choose-model': () => 'choose the model of this library with --model',
  'pull-model': ({ model }) => `run ${commandLine(['model', 'pull', model])}`,
  'replace-model': ({ model }) =>
    `download it again with ${commandLine(['model', 'rm', model])} and ${commandLine(['model', 'pull', model])}`,
  'accept-license': () => 'read the licence, then run the same command with --accept-license',
  'choose-revision': () => 'check the name, or choose another revision with --revision',
  'choose-hub': () => 'check HF_ENDPOINT',
  'sign-in-to-hub': () => 'set HF_TOKEN to a valid access token',
  'allow-hub': () => 'unset HF_HUB_OFFLINE',
  'check-network': () => 'check the network and HTTPS_PROXY',
  'choose-device': ({ device }) => `use --device ${device}`,
  'embed-in-chunks': () => 'use --windows chunks',
  install: ({ dependency }) => `run \`${installCommand(dependency)}\``,
  'install-cuda': () => 'run `ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node`',
  'install-program': ({ command }) => `run \`${command}\``,
  'free-space': () => 'free some space and run the same command again; finished work is kept',
  'raise-limit': ({ limit }) => `raise the limit with \`${RAISE_LIMIT[limit]}\``,
  'grant-access': ({ path }) => `give yourself access to ${path ?? 'them'}`,
  'convert-file': ({ format }) => `convert it to ${format}`,
  'copy-again': () => 'copy the file again from its source',
  'export-rekordbox-xml': () => 'in Rekordbox, choose File > Export Collection in xml format',
  'edit-file': ({ unknown, known = [] }) => {
    const meant = unknown === undefined ? undefined : closestWord(unknown, known);
    return meant === undefined ? 'correct the file in a text editor' : `write "${meant}" instead of "${unknown}"`;
  },
  'move-away': ({ path }) => `move ${path} away`,
  'close-program': ({ program }) => `close ${program}`,
  'give-database-key': () => 'give its key with RBASSIST_REKORDBOX_KEY, --key-file or --key',
  'choose-port': () => 'choose another with --port, or --host',
  'update-node': ({ version }) => `install Node ${version} or later`,
  overwrite: () => 'add --overwrite to replace it',
  'allow-repeats': () => 'add --allow-repeats to play it twice',
  'undo-set': ({ name }, given) => `bring it back with ${commandLine(['set', 'undo', name], given)}`,
  'wait-for-process': ({ lapseS }) =>
    `wait for it to finish, then run the same command again${lapseS === undefined ? '' : `; if it has crashed, its lock expires after ${lapseS} seconds`}`,
  retry: () => 'run the same command again; finished work is kept',
};

const RAISE_LIMIT = {
  'file-size': 'ulimit -f unlimited',
  'open-files': 'ulimit -n 4096',
  memory: 'ulimit -v unlimited',
} as const;

/** Packages whose own install step downloads files that npm has already installed. */
const SKIPPED_INSTALL: Readonly<Record<string, string>> = { 'onnxruntime-node': 'ONNXRUNTIME_NODE_INSTALL=skip ' };

/** Returns a message, followed by a sentence with its remedies. */
export function withRemedies(message: string, remedies: readonly Remedy[] = [], given: Given = {}): string {
  // a record may hold a remedy of a later rbassist
  const known = remedies.filter(({ action }) => Object.hasOwn(PHRASES, action));
  const [first, ...others] = known.map((remedy) => phrase(remedy, given));
  if (first === undefined) return message;
  return `${message} ${[first.charAt(0).toUpperCase() + first.slice(1), ...others].join(', or ')}.`;
}

/** Returns the reason why the index was not updated. */
export function indexErrorLine({ message, remedies }: RbassistError, given: Given): string {
  return `The index was not updated: ${withRemedies(message, remedies, given)}`;
}

/** Returns remedies as steps, in order. */
export function stepsText(steps: readonly Remedy[], given: Given): string {
  return steps.map((step) => phrase(step, given)).join(', then ');
}

function phrase(remedy: Remedy, given: Given): string {
  return PHRASES[remedy.action](remedy as never, given);
}

function installCommand(dependency: string): string {
  return `${SKIPPED_INSTALL[dependency] ?? ''}npm install ${dependency}`;
}
