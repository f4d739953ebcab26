import { describe, expect, it } from 'vitest';
import { COMMAND_PEERS, startCommandPeer } from './command-peers.ts';

const node = process.execPath;
const track = { file: 'song.wav', bpm: 1 };

const peerOf = (...programs: string[]) => ({
  name: 'peer',
  install: 'nothing',
  commands: (file: string) => programs.map((program): [string, ...string[]] => [node, '-e', program, '-', file]),
  read: (printed: string) => ({ bpm: Number.parseFloat(printed) }),
});

describe('startCommandPeer', () => {
  it('reads the output of the command for a file, and measures its time', async () => {
    const system = await startCommandPeer(peerOf('console.log(process.argv[2] === "song.wav" ? "127.5 bpm" : "")'));
    const found = await system?.analyze(track);
    expect(found).toMatchObject({ bpm: 127.5 });
    expect(found).toHaveProperty('seconds', expect.any(Number));
  });

  it('pipes the output of the first command to the second', async () => {
    const system = await startCommandPeer(
      peerOf('process.stdout.write("42")', 'process.stdin.on("data", (text) => console.log(2 * text))'),
    );
    expect(await system?.analyze(track)).toMatchObject({ bpm: 84 });
  });

  it('reports an unreadable file as an error of that file', async () => {
    const system = await startCommandPeer(peerOf('console.error("no such thing"); process.exit(1)'));
    expect(await system?.analyze(track)).toEqual({ error: 'no such thing' });
  });

  it('returns null for a program that is not installed', async () => {
    const peer = { ...peerOf(''), commands: (): [string][] => [['rbassist-has-no-such-program']] };
    expect(await startCommandPeer(peer)).toBeNull();
  });

  it('computes the tempo of aubiotrack from the median interval of its beats', () => {
    const aubiotrack = COMMAND_PEERS.find(({ name }) => name === 'aubiotrack');
    expect(aubiotrack?.read('0.5\n1.0\n1.5\n2.5\n')).toEqual({ bpm: 120, beats: [0.5, 1, 1.5, 2.5] });
    expect(aubiotrack?.read('')).toEqual({ bpm: null, beats: [] });
  });
});
