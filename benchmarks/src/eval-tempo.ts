/**
 * Measures the accuracy of tempo and beat grid. Prints Accuracy 1 and 2, the share of exact tempos, kinds of errors,
 * accuracy of beats, downbeats and metre, reliability of the confidence, and time per track. Intervals come from draws
 * of packages. The differences to peers are paired: on the same tracks, in the same draws.
 *
 * Measures rbassist and every installed peer.
 *
 *   npm run eval:tempo -- manifest.json ... [--json] [--by kind] [--[no-]peers] [--python PATH] [--keep DIR]
 *   [--tags WEIGHT] [--whole | --duration-s N]
 */
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';
import { cachedSystem } from './tempo/cached-system.ts';
import { COMMAND_PEERS, startCommandPeer } from './tempo/command-peers.ts';
import { estimateDifference, estimateSystem } from './tempo/compare-systems.ts';
import { ownSystem } from './tempo/own-system.ts';
import { PYTHON_PEERS, startPythonPeer } from './tempo/python-peers.ts';
import { settleByTags } from './tempo/settle-by-tags.ts';
import { type NamedFigures, showEstimates, showReliability, showTempo } from './tempo/show-tempo.ts';
import { type Answered, tempoFigures } from './tempo/tempo-figures.ts';
import { readTempoManifests, type TempoTrack } from './tempo/tempo-manifest.ts';
import type { TempoSystem } from './tempo/tempo-system.ts';

const USAGE =
  'npm run eval:tempo -- <manifest.json> ... [--json] [--by KEY] [--[no-]peers] [--python PATH] [--keep DIR] [--tags WEIGHT] [--whole | --duration-s N]';

/** rbassist with networks that were fitted without the package of each track, as `npm run fit:tempo` writes it. */
const LEFT_OUT = 'rbassist left out';

interface Options {
  manifests: string[];
  json: boolean;
  by: string | undefined;
  /** Also measures peers. @default true for a table, false for JSON */
  peers: boolean;
  python: string;
  /** Folder that caches the results of peers, so that they analyse a track only once. */
  keep: string | undefined;
  /** Also settles the left-out tempos by the tags of the sound, with this weight. @default does not */
  tags: number | undefined;
  /** Seconds of each track to analyse. @default rbassist's own choice */
  durationS: number | undefined;
}

interface Result extends NamedFigures {
  answered: readonly Answered[];
  groups?: NamedFigures[];
}

async function main(): Promise<void> {
  const options = readOptions();
  const { tracks, unknown } = await readTempoManifests(options.manifests, options.by);
  if (unknown > 0) console.error(`${unknown} rows without a tempo were skipped.`);
  const own = await evaluate(ownSystem(options.durationS), tracks);
  if (own.unreadable === tracks.length) throw new UsageError(`None of the ${tracks.length} tracks is readable.`);
  const { results: peers, missing } = options.peers
    ? await evaluatePeers(tracks, options)
    : { results: [], missing: [] };
  for (const line of missing) console.error(line);
  const leftOut = peers.find(({ name }) => name === LEFT_OUT);
  if (options.tags !== undefined) {
    if (!leftOut) throw new UsageError(`--tags needs the answers of npm run fit:tempo in --keep. Usage: ${USAGE}`);
    peers.push(figuresOf(`${LEFT_OUT}, tags`, await settleByTags(leftOut.answered, options.tags)));
  }
  if (options.json) {
    const { name: _, answered: __, ...figures } = own;
    const named = peers.map(({ answered: ___, ...peer }) => peer);
    console.log(JSON.stringify(options.peers ? { ...figures, peers: named } : figures));
    return;
  }
  console.log(showTempo('system', [own, ...peers]));
  for (const result of [own, ...peers]) {
    if (result.groups) console.log(`\n${showTempo(`${result.name} by ${options.by}`, result.groups)}`);
  }
  console.log(`\n${showEstimates('95 % intervals', [own, ...peers].map(estimateSystem))}`);
  const [best, ...others] = leftOut ? [leftOut, ...peers.filter((peer) => peer !== leftOut)] : [own, ...peers];
  if (others.length > 0) {
    const differences = others.map((peer) => estimateDifference(best, peer));
    console.log(`\n${showEstimates('paired differences in points', differences)}`);
  }
  const honesty = [own, ...peers].flatMap((result) => showReliability(result) ?? []);
  console.log(`\n${honesty.join('\n\n')}`);
}

async function evaluatePeers(tracks: readonly TempoTrack[], { python, keep }: Options) {
  const peers = [
    ...COMMAND_PEERS.map((peer) => ({ ...peer, start: () => startCommandPeer(peer) })),
    ...PYTHON_PEERS.map((peer) => ({ ...peer, start: () => startPythonPeer(peer, python) })),
    { name: LEFT_OUT, install: 'npm run fit:tempo -- --keep', start: async () => null },
  ];
  const results: Result[] = [];
  const missing: string[] = [];
  for (const peer of peers) {
    const system = await cachedSystem(peer, keep);
    if (system) results.push(await evaluate(system, tracks));
    else missing.push(`${peer.name} is not installed: ${peer.install}, or name another --python.`);
  }
  return { results, missing };
}

async function evaluate(system: TempoSystem, tracks: readonly TempoTrack[]): Promise<Result> {
  const answered: Answered[] = [];
  try {
    for (const track of tracks) {
      const answer = await system.analyze(track);
      if ('error' in answer) console.error(`${system.name} leaves out ${track.file}: ${answer.error}`);
      answered.push({ track, answer });
      const done = answered.length;
      if (done % 20 === 0 || done === tracks.length)
        console.error(`${system.name}: ${done} of ${tracks.length} tracks`);
    }
  } finally {
    await system.close();
  }
  return figuresOf(system.name, answered);
}

function figuresOf(name: string, answered: readonly Answered[]): Result {
  const byGroup = Map.groupBy(answered, ({ track }) => track.group);
  const groups = [...byGroup].flatMap(([group, members]) =>
    group === undefined ? [] : [{ name: group, ...tempoFigures(members) }],
  );
  return { name, answered, ...tempoFigures(answered), ...(groups.length > 0 && { groups }) };
}

function readOptions(): Options {
  const { values, positionals } = parseOptions();
  if (positionals.length === 0) throw new UsageError(`Name a manifest. Usage: ${USAGE}`);
  const { json = false, by, keep, python = 'python3', whole = false } = values;
  const seconds = values['duration-s'];
  if (whole && seconds !== undefined) throw new UsageError(`--whole leaves no --duration-s to choose. Usage: ${USAGE}`);
  const durationS = whole ? Number.POSITIVE_INFINITY : seconds === undefined ? undefined : Number(seconds);
  if (durationS !== undefined && !(durationS > 0)) {
    throw new UsageError(`--duration-s is a number of seconds above 0, not ${seconds}. Usage: ${USAGE}`);
  }
  const tags = values.tags === undefined ? undefined : Number(values.tags);
  if (tags !== undefined && !(tags > 0)) {
    throw new UsageError(`--tags is a weight above 0, not ${values.tags}. Usage: ${USAGE}`);
  }
  return { manifests: positionals, json, by, peers: values.peers ?? !json, python, keep, tags, durationS };
}

function parseOptions() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    json: flag,
    peers: flag,
    whole: flag,
    by: text,
    python: text,
    keep: text,
    tags: text,
    'duration-s': text,
  };
  return readWords({ allowPositionals: true, allowNegative: true, options }, USAGE);
}

await runProgram(main);
