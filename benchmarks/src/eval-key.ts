/**
 * Measures the accuracy of the key. Prints the MIREX score, kinds of errors, reliability of the confidence, and time
 * per track: for rbassist, each of its profiles, and every installed peer. Intervals of 95 % come from draws of
 * packages.
 *
 * --answers takes the keys that `npm run fit:key` found with the package of each track left out, instead of analysing.
 *
 *   npm run eval:key -- manifest.json ... [--json] [--profiles | --answers FILE] [--by COLUMN] [--[no-]peers]
 *   [--python PATH] [--duration-s N]
 */
import { ANALYSIS_DEFAULTS, KEY_PROFILE_NAMES } from '@rbassist/analyze';
import { errorMessage, RbassistError } from '@rbassist/core';
import { keyLead, leadText } from './key/key-comparison.ts';
import { type AnsweredKey, keyFigures } from './key/key-figures.ts';
import { type KeyTrack, readKeyManifests } from './key/key-manifest.ts';
import { startOwnKeys } from './key/own-keys.ts';
import { PYTHON_LIBRARIES, startPythonKeys } from './key/python-keys.ts';
import { type KeyGroup, showKeyGroups, showKeyReliability, showKeys } from './key/show-keys.ts';
import { readStoredKeys } from './key/stored-keys.ts';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';

const USAGE =
  'npm run eval:key -- <manifest.json> ... [--json] [--profiles | --answers FILE] [--by COLUMN] [--[no-]peers] [--python PATH] [--duration-s N]';

const OTHER_PROFILES = KEY_PROFILE_NAMES.filter((name) => name !== ANALYSIS_DEFAULTS.keyProfile);

interface Options {
  manifests: string[];
  json: boolean;
  profiles: boolean;
  /** File of keys to use instead of an analysis. */
  answers: string | undefined;
  /** Column whose values divide the rows into groups. */
  by: string | undefined;
  peers: boolean;
  python: string;
  /** Seconds of each track that rbassist analyses. @default all */
  durationS: number;
}

/** Results of systems by name, in the order of the tracks. */
type Answers = Map<string, AnsweredKey[]>;

async function main(): Promise<void> {
  const options = readOptions();
  const { tracks, unknown } = await readKeyManifests(options.manifests, options.by);
  if (unknown > 0) console.error(`${unknown} rows without a key were skipped.`);
  const answers: Answers = new Map();
  if (options.answers === undefined) await askOwn(tracks, options, answers);
  else answers.set('rbassist, package left out', await readStoredKeys(options.answers, tracks));
  const [[ownName, ownAnswers]] = answers;
  const own = { name: ownName, ...keyFigures(ownAnswers) };
  if (own.n === 0) throw new UsageError(`None of the ${tracks.length} tracks is readable.`);
  if (options.peers) for (const library of PYTHON_LIBRARIES) await askPeer(library, tracks, options.python, answers);

  const others = [...answers].slice(1).map(([name, answered]) => ({
    name,
    ...keyFigures(answered),
    lead: keyLead(ownAnswers, answered),
  }));
  const groups = options.by === undefined ? [] : groupsOf(answers);
  if (options.json) {
    const { name: _, ...figures } = own;
    const more = { ...(others.length > 0 && { others }), ...(groups.length > 0 && { groups }) };
    console.log(JSON.stringify({ ...figures, ...more }));
    return;
  }
  console.log(showKeys('system', [own, ...others]));
  if (others.length > 0) console.log(`\n${leadText(own.name, others)}`);
  if (groups.length > 0) console.log(`\n${showKeyGroups(String(options.by), [own, ...others], groups)}`);
  console.log(`\n${showKeyReliability(own)}`);
}

async function askOwn(tracks: readonly KeyTrack[], { profiles, durationS }: Options, answers: Answers): Promise<void> {
  const wanted = [undefined, ...(profiles ? OTHER_PROFILES : [])];
  const system = await startOwnKeys(durationS);
  try {
    for (const [i, track] of tracks.entries()) {
      try {
        const found = await system.analyze(track.file, wanted);
        wanted.forEach((profile, p) => {
          add(answers, profile ? `rbassist ${profile}` : 'rbassist', { track, answer: found[p] });
        });
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw error;
        console.error(`skipped: ${errorMessage(error)}`);
        for (const profile of wanted)
          add(answers, profile ? `rbassist ${profile}` : 'rbassist', { track, answer: null });
      }
      tellProgress('rbassist', i + 1, tracks.length);
    }
  } finally {
    system.close();
  }
}

async function askPeer(library: string, tracks: readonly KeyTrack[], python: string, answers: Answers): Promise<void> {
  const peer = await startPythonKeys(library, python);
  if (!peer) {
    console.error(`${library} is not installed for ${python}: pip install ${library}, or name another --python.`);
    return;
  }
  try {
    for (const [i, track] of tracks.entries()) {
      const found = await peer.analyze(track.file);
      if (!found) console.error(`${library} leaves out ${track.file}`);
      for (const [name, answer] of found ?? []) add(answers, name, { track, answer });
      tellProgress(library, i + 1, tracks.length);
    }
  } finally {
    await peer.close();
  }
}

function add(answers: Answers, name: string, answered: AnsweredKey): void {
  const list = answers.get(name);
  if (list) list.push(answered);
  else answers.set(name, [answered]);
}

/** Scores every system on each group of tracks. */
function groupsOf(answers: Answers): KeyGroup[] {
  const systems = [...answers.values()].map((answered) => Map.groupBy(answered, ({ track }) => track.group ?? 'other'));
  return [...systems[0]].map(([name, members]) => ({
    name,
    n: members.length,
    scores: systems.map((groups) => keyFigures(groups.get(name) ?? []).mirex),
  }));
}

function tellProgress(name: string, done: number, total: number): void {
  if (done % 20 === 0 || done === total) console.error(`${name}: ${done} of ${total} tracks`);
}

function readOptions(): Options {
  const { values, positionals } = parseOptions();
  if (positionals.length === 0) throw new UsageError(`Name a manifest. Usage: ${USAGE}`);
  const { json = false, profiles = false, by, answers, python = 'python3' } = values;
  if (profiles && answers !== undefined) throw new UsageError(`--answers has no --profiles. Usage: ${USAGE}`);
  const seconds = values['duration-s'];
  const durationS = seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds);
  if (!(durationS > 0)) {
    throw new UsageError(`--duration-s is a number of seconds above 0, not ${seconds}. Usage: ${USAGE}`);
  }
  return { manifests: positionals, json, profiles, answers, by, peers: values.peers ?? !json, python, durationS };
}

function parseOptions() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    json: flag,
    profiles: flag,
    peers: flag,
    answers: text,
    by: text,
    python: text,
    'duration-s': text,
  };
  return readWords({ allowPositionals: true, allowNegative: true, options }, USAGE);
}

await runProgram(main);
