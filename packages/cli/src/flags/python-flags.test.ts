import { describe, expect, it } from 'vitest';
import { readArguments } from '../arguments/read-arguments.ts';
import { COMMON_ARGUMENTS } from '../command.ts';
import { COMMANDS } from '../commands.ts';
import { addPythonFlags, PYTHON_FLAGS } from './python-flags.ts';

/** Flags of shared commands, from every branch of the Python rbassist, with example values. */
const PYTHON: Record<string, string> = {
  analyze:
    '. --duration-s 90 --only-new --no-only-new --force --no-force --workers 0 --cue-profile club --overwrite-cues --harmonic-profiles --no-harmonic-profiles',
  beatgrid:
    '. --mode fixed --drift-pct 1.5 --bars-window 16 --duration-s 0 --backend beatnet --backend librosa --model 3 --device cpu --overwrite --no-overwrite',
  cues: 'a.mp3 --duration 120 --cue-profile club --overwrite',
  'dup-check': '--exact',
  'dup-stage': '--dest there --move --dry-run --exact',
  embed:
    '. --duration-s 120 --model m-a-p/MERT-v1-330M --device mps --num-workers 0 --batch-size 4 --timbre --timbre-size 512 --section-embed --no-section-embed --harmonic-profiles --layer-mix --layer-mix-weights w.npz --paths-file list.txt --missing-section-sidecars --retry-checkpoint-failures --resume --checkpoint-file c.json --checkpoint-every 100 --profile-embed-out p.jsonl',
  features: '. --limit 0 --duration-s 90',
  index: '--incremental',
  normalize: 'a.mp3 --target-lufs -11',
  reanalyze:
    '. --profile full --device auto --workers 8 --rebuild-index --no-rebuild-index --analyze-bpm --overwrite --analyze-workers 12 --timbre --timbre-size 512 --harmonic-profiles',
  'playlist-expand':
    '--playlist Friday --target-total 30 --add-count 10 --source xml --source db --xml-path library.xml --mode tight --strategy blend --candidate-pool 250 --diversity 0.3 --tempo-pct 6 --allow-doubletime --no-allow-doubletime --key-mode soft --key-filter --w-ann-centroid 0.3 --w-ann-seed-coverage 0.2 --w-group-match 0.2 --w-bpm 0.1 --w-key 0.1 --w-tags 0.1 --w-transition 0.1 --section-scores --harmonic-key-score --require-tag dark --preview-json p.json --out-xml p.xml --name More',
  'recommend-sequence': 'first second --top 25',
  'tags-auto':
    'a.mp3 --min-samples 3 --margin 0 --top 3 --apply --include-tagged --prune-margin 0.1 --csv t.csv --save-suggestions',
  recommend:
    'seed --top 25 --tempo-pct 6.0 --allow-doubletime --no-allow-doubletime --camelot-neighbors --w-ann 0.5 --w-samples 0.1 --w-bass 0.1 --w-harmony 0.2 --w-learned-sim 0.1 --learned-similarity --no-learned-similarity --similarity-head-path h.pt --similarity-device cuda --w-transition 0.1 --section-scores',
};

/** Reads the flags of a command line one at a time, since some exclude each other. */
async function parse(command: string, words: readonly string[]): Promise<Record<string, unknown>> {
  const entry = COMMANDS.find(({ spelling }) => spelling.split(' ')[0] === command);
  if (!entry || !('load' in entry)) throw new Error(`There is no command ${command}.`);
  const { addFlags } = await entry.load();
  return { ...readArguments(words, addPythonFlags(addFlags(COMMON_ARGUMENTS), command)) };
}

/** Splits a command line into its arguments, and its flags with their values. */
function split(line: string): { args: string[]; flags: string[][] } {
  const [first, ...flags] = ` ${line}`.split(/ (?=--)/);
  return { args: first.trim().split(' ').filter(Boolean), flags: flags.map((flag) => flag.split(' ')) };
}

describe('a script for the Python rbassist', () => {
  it.each(Object.entries(PYTHON))('runs %s %s', async (command, line) => {
    const { args, flags } = split(line);
    for (const flag of flags) await expect(parse(command, [...args, ...flag]), flag.join(' ')).resolves.toBeDefined();
  });

  it.each(Object.keys(PYTHON))('of %s with a mistyped flag is an error', async (command) => {
    const { args } = split(PYTHON[command]);
    for (const name of ['--tymbre', '--overwrite-cue', '--backends'])
      await expect(parse(command, [...args, name])).rejects.toThrow(/Unknown option/);
  });

  it('gets a note for each flag that rbassist does not have', () => {
    for (const [command, flags] of Object.entries(PYTHON_FLAGS)) {
      expect(Object.keys(PYTHON)).toContain(command);
      for (const [name, { note }] of Object.entries(flags)) {
        expect(PYTHON[command], `${command} --${name}`).toContain(`--${name}`);
        expect(note).toMatch(/^has no effect: .+\.$/);
      }
    }
  });
});
