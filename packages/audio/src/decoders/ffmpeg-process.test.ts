import { describe, expect, it } from 'vitest';
import { runFfmpeg } from './ffmpeg-process.ts';

describe('runFfmpeg', () => {
  it.runIf(process.platform === 'linux')(
    'runs in its own process group, so that Ctrl-C at a terminal does not reach it',
    async () => {
      const { output } = runFfmpeg('/bin/sh', ['-c', "cut -d' ' -f1,5 /proc/$$/stat"], 'track.mp3');
      const said: Buffer[] = [];
      for await (const chunk of output) said.push(chunk);
      const [pid, group] = Buffer.concat(said).toString().trim().split(' ');
      expect(Number(pid)).toBeGreaterThan(0);
      expect(group).toBe(pid);
    },
  );
});
