import type { Remedy, RemedyAction } from '@rbassist/core';

type Phrases = { [Action in RemedyAction]: (remedy: Extract<Remedy, { action: Action }>) => string };

const PHRASES: Phrases = {
  rescan: ({ paths, reEmbed }) => `run "rbassist scan${reEmbed ? ' --re-embed' : ''}" on ${scanned(paths)}`,
  'rebuild-index': ({ incremental }) => `run "rbassist index${incremental ? ' --incremental' : ''}"`,
  repair: ({ folders }) => `run "rbassist library repair${folders ? ' FOLDER' : ''}"`,
  prune: () => 'run "rbassist library prune"',
  'connect-drive': ({ path }) => `connect the drive of ${path}`,
  'choose-data-dir': () => 'choose another folder with --data-dir',
  'choose-staging-folder': () => 'choose another folder with --dest',
  'choose-model-cache': () => 'choose another folder with HF_HUB_CACHE',
  'choose-model': () => 'name the model of this library with --model',
  'pull-model': ({ model }) => `run "rbassist model pull ${model}"`,
  'accept-license': () => 'read the licence, then run the same command with --accept-license',
  'choose-revision': () => 'check the name, or choose another revision with --revision',
  'choose-hub': () => 'check HF_ENDPOINT',
  'sign-in-to-hub': () => 'set HF_TOKEN to a valid access token',
  'allow-hub': () => 'unset HF_HUB_OFFLINE',
  'check-network': () => 'check the network and HTTPS_PROXY',
  'choose-device': ({ device }) => `use --device ${device}`,
  'embed-in-chunks': () => 'use --windows chunks',
  install: ({ dependency }) => `run "${installCommand(dependency)}"`,
  'install-cuda': () => 'run "ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node"',
  'free-space': () => 'free some space and run the same command again; finished work is kept',
  'grant-access': ({ path }) => `give yourself access to ${path ?? 'them'}`,
  'move-away': ({ path }) => `move ${path} away`,
  retry: () => 'run the same command again; finished work is kept',
};

/** Packages whose own install step downloads what npm has already brought. */
const SKIPPED_INSTALL: Readonly<Record<string, string>> = { 'onnxruntime-node': 'ONNXRUNTIME_NODE_INSTALL=skip ' };

/** One sentence that says what to do, as the person types it; empty if there are no remedies. */
function remedyText(remedies: readonly Remedy[]): string {
  const phrases = remedies.map(phrase);
  const [first = '', ...others] = phrases;
  if (first === '') return '';
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...others].join(', or ')}.`;
}

/** Steps to take in order, as the person types them. */
export function stepsText(steps: readonly Remedy[]): string {
  return steps.map(phrase).join(', then ');
}

/** A message with its remedies, if any. */
export function withRemedies(message: string, remedies: readonly Remedy[] = []): string {
  return [message, remedyText(remedies)].filter(Boolean).join(' ');
}

function phrase(remedy: Remedy): string {
  return PHRASES[remedy.action](remedy as never);
}

function scanned(paths: readonly string[] | undefined): string {
  return paths === undefined ? 'your music folders' : paths.map((path) => `"${path}"`).join(' ');
}

function installCommand(dependency: string): string {
  return `${SKIPPED_INSTALL[dependency] ?? ''}npm install ${dependency}`;
}
