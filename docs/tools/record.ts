/**
 * Runs common commands on a small synthesised library, each once in a terminal of 80 by 24 and once in a pipe. Writes
 * their output to docs/recordings, to the picture of the README, and to every block that starts with
 * "```console run=ID".
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { MAIN } from './command-pages.ts';
import { RECORDINGS, type Recording } from './recordings.ts';
import { plainText, type Span, screenRows } from './terminal-screen.ts';
import { terminalSvg } from './terminal-svg.ts';

const COLUMNS = 80;
const ROWS = 24;
const TRACKS = 14;
/** Recordings that the picture shows. */
const PICTURE = ['recommend', 'stats'];
const RUN_BLOCK = /^```console run=(\S+)\n.*?^```$/gms;
/** E.g. `Analysing: 12/16 · 2.4/s`. */
const PROGRESS_LINE = /^[A-Z][\w ]*: [\d.,]+(?: ?[kMG]?B)?\/\d/;
/** As long as the real folder in /tmp, so that columns do not move. */
const SHOWN_HOME = '/home/maria';
/** Values that differ from run to run or from computer to computer. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\bin (?:\d+m )?\d+(?:\.\d+)? ?s\b/g, 'in … s'],
  [/ · [\d.]+\/s/g, ''],
  [/ · (?:\d+m )?\d+ ?s left/g, ''],
  [/\b20\d{6}-\d{6}\b/g, '20260131-201500'],
  [/\b20\d\d-\d\d-\d\d\b/g, '2026-01-31'],
  [new RegExp(release().replaceAll('.', '\\.'), 'g'), '6.1.0'],
];

/** Columns of a page, on which long lines stay whole. */
const PAGE_COLUMNS = 10_000;

/** Output of a command in a terminal and in a pipe. */
interface Recorded extends Recording {
  terminal: Span[][];
  /** The terminal's text, without the breaks where a line reached its right edge. */
  text: string;
  pipe: string;
  exitCode: number;
}

const inTerminal = await record((command) => [
  'script',
  '-qec',
  `stty cols ${COLUMNS} rows ${ROWS}; ${command}`,
  '/dev/null',
]);
const inPipe = await record((command) => ['sh', '-c', `(${command}) 2>&1`]);
const recorded = RECORDINGS.map((recording): Recorded => {
  const { output, exitCode } = inTerminal.get(recording.id)!;
  return {
    ...recording,
    terminal: screenRows(output, COLUMNS),
    text: plainText(screenRows(output, PAGE_COLUMNS)),
    pipe: withoutProgress(inPipe.get(recording.id)!.output),
    exitCode,
  };
});

mkdirSync('docs/recordings', { recursive: true });
writeFileSync(
  'docs/recordings/terminal.md',
  page('In a terminal', `A terminal of ${COLUMNS} columns and ${ROWS} rows.`, ({ terminal }) => plainText(terminal)),
);
writeFileSync(
  'docs/recordings/pipe.md',
  page(
    'In a pipe or a file',
    'Results go to stdout, progress and errors to stderr. This page shows both.',
    ({ pipe }) => pipe,
  ),
);
writeFileSync('docs/terminal.svg', picture());
for (const file of globSync(['README.md', 'docs/guide/*.md', 'packages/cli/README.md'])) fillBlocks(file);

/** Runs all command lines one after the other in their own home folder. `shell` returns the program to run. */
async function record(
  shell: (command: string) => string[],
): Promise<Map<string, { output: string; exitCode: number }>> {
  const home = mkdtempSync(`${tmpdir()}${sep}`);
  try {
    await makeMusic(join(home, 'Music'));
    const bin = join(home, '.bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'rbassist'), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`, { mode: 0o755 });
    const env = {
      PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: home,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
    };
    const results = new Map<string, { output: string; exitCode: number }>();
    for (const { id, command } of RECORDINGS) {
      const [program, ...words] = shell(command);
      const { stdout, status, error } = spawnSync(program, words, {
        cwd: home,
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      if (error) throw error;
      results.set(id, { output: masked(stdout, home), exitCode: status ?? 1 });
      console.error(`${command}: ${status}`);
    }
    return results;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Makes a few tracks, a copy of one of them, and a file that is not audio. */
async function makeMusic(folder: string): Promise<void> {
  const tracks = await synthesizeLibrary(folder, { tracks: TRACKS });
  mkdirSync(join(folder, 'Downloads'));
  copyFileSync(tracks[4].path, join(folder, 'Downloads', 'Undertow Protocol.wav'));
  writeFileSync(join(folder, 'Downloads', 'Unfinished.mp3'), '<html><title>Please sign in</title></html>\n');
}

function masked(output: string, home: string): string {
  return MASKS.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    output.replaceAll(home, SHOWN_HOME),
  ).replaceAll(`${SHOWN_HOME}/.bin/`, '');
}

/** Removes lines of progress, whose number depends on the speed of the computer. */
function withoutProgress(output: string): string {
  const lines = output.trimEnd().split('\n');
  return lines.filter((line) => !PROGRESS_LINE.test(line)).join('\n');
}

function page(title: string, note: string, text: (recorded: Recorded) => string): string {
  const parts = recorded.map((one) => {
    const exit = one.exitCode === 0 ? [] : [`Exit code ${one.exitCode}.`];
    return [`## ${one.title}`, block('console', one, text(one)), ...exit].join('\n\n');
  });
  return [
    `# ${title}`,
    `${note} \`npm run docs:record\` wrote this page: it ran the commands on a small synthesised library. Times and lines of progress are left out.`,
    ...parts,
  ]
    .join('\n\n')
    .concat('\n');
}

function block(language: string, { command }: Recorded, text: string): string {
  return `\`\`\`${language}\n$ ${command}\n${text}\n\`\`\``;
}

function picture(): string {
  const rows = PICTURE.flatMap((id) => {
    const { command, terminal } = find(id, 'the picture');
    return [
      [
        { text: '$ ', style: '2' },
        { text: command, style: '1' },
      ],
      ...terminal,
      [],
    ];
  }).slice(0, -1);
  return terminalSvg(rows, COLUMNS, `A terminal: ${PICTURE.map((id) => find(id, '').command).join(', then ')}`);
}

function fillBlocks(file: string): void {
  const text = readFileSync(file, 'utf8');
  const filled = text.replace(RUN_BLOCK, (_, id: string) => {
    const one = find(id, file);
    return block(`console run=${id}`, one, one.text);
  });
  if (filled !== text) writeFileSync(file, filled);
}

function find(id: string, place: string): Recorded {
  const one = recorded.find((recording) => recording.id === id);
  if (!one) throw new Error(`${place}: there is no recording "${id}".`);
  return one;
}
