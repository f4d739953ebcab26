import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { timed } from '../bench/cpu-time.ts';
import { median } from './beat-measure.ts';
import type { TempoSystem } from './tempo-system.ts';

type Words = readonly [string, ...string[]];

/** A peer that runs one command per file, or two with a pipe. */
interface CommandPeer {
  name: string;
  install: string;
  commands(file: string): readonly Words[];
  read(printed: string): { bpm: number | null; beats?: number[] };
}

const SAMPLE_RATE = 44_100;

export const COMMAND_PEERS: readonly CommandPeer[] = [
  {
    name: 'aubio tempo',
    install: 'apt-get install aubio-tools',
    commands: (file) => [['aubio', 'tempo', file]],
    read: (printed) => ({ bpm: readNumber(printed) }),
  },
  {
    name: 'aubiotrack',
    install: 'apt-get install aubio-tools',
    commands: (file) => [['aubiotrack', file]],
    read(printed) {
      const beats = printed.split('\n').map(Number.parseFloat).filter(Number.isFinite);
      const step = median(beats.slice(1).map((at, i) => at - beats[i]));
      return { bpm: step === null ? null : 60 / step, beats };
    },
  },
  {
    name: 'bpm-tools',
    install: 'apt-get install bpm-tools',
    commands: (file) => [
      ['ffmpeg', '-nostdin', '-v', 'error', '-i', file, '-f', 'f32le', '-ac', '1', '-ar', String(SAMPLE_RATE), '-'],
      ['bpm', '-f', '%0.3f', '-m', '60', '-x', '200'],
    ],
    read: (printed) => ({ bpm: readNumber(printed) }),
  },
];

/** Returns null if the command is not installed. */
export async function startCommandPeer(peer: CommandPeer): Promise<TempoSystem | null> {
  const programs = peer.commands('').map(([program]) => program);
  for (const program of programs) if (!(await isInstalled(program))) return null;
  return {
    name: peer.name,
    async analyze({ file }) {
      const { result, ...taken } = await timed(() => pipe(peer.commands(file)));
      return 'error' in result ? result : { ...peer.read(result.printed), ...taken };
    },
    async close() {},
  };
}

function isInstalled(program: string): Promise<boolean> {
  const child = spawn(program, ['--help'], { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', () => resolve(true));
  });
}

async function pipe(commands: readonly Words[]): Promise<{ printed: string } | { error: string }> {
  try {
    const children = commands.map(([program, ...args]) => spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] }));
    const ended = Promise.all(children.map((child) => once(child, 'close')));
    const complaints = Promise.all(children.map(({ stderr }) => text(stderr)));
    children.forEach((child, i) => {
      // a reader that ends early closes the pipe; its exit code gives the reason
      child.stdin.on('error', () => undefined);
      if (i === 0) child.stdin.end();
      else children[i - 1].stdout.pipe(child.stdin);
    });
    const [printed, complaint, codes] = await Promise.all([
      text(children[children.length - 1].stdout),
      complaints,
      ended,
    ]);
    if (codes.every(([code]) => code === 0)) return { printed };
    return { error: complaint.join('').trim() || 'it ended with an error' };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function readNumber(printed: string): number | null {
  const number = Number.parseFloat(printed);
  return number > 0 ? number : null;
}
