import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../manifest.ts';

const run = promisify(execFile);

/** Soundfonts of Debian, and the package of each. */
const SOUNDFONTS: Readonly<Record<string, string>> = {
  '/usr/share/sounds/sf2/FluidR3_GM.sf2': 'fluid-soundfont-gm',
  '/usr/share/sounds/sf2/TimGM6mb.sf2': 'timgm6mb-soundfont',
  '/usr/share/sounds/sf2/OPL-3_FM_128M.sf2': 'opl3-soundfont',
  '/usr/share/sounds/sf2/sf_GMbank.sf2': 'csound-soundfont',
  '/usr/share/sounds/sf3/MuseScore_General_Lite.sf3': 'musescore-general-soundfont-small',
};
/** Fluidsynth's gain that keeps dense scores from clipping. */
const GAIN = '0.4';
const RATE = '44100';
/** Loads only the samples that the score needs. */
const FEW_SAMPLES = 'synth.dynamic-sample-loading=1';

/** Returns the soundfonts. Throws {@link UsageError} if one is missing, since that would change all draws. */
export function installedSoundfonts(): string[] {
  const missing = Object.entries(SOUNDFONTS).flatMap(([path, name]) => (existsSync(path) ? [] : [name]));
  if (missing.length > 0) throw new UsageError(`Soundfonts are missing. Run: apt-get install ${missing.join(' ')}`);
  return Object.keys(SOUNDFONTS);
}

/** Renders a MIDI file to a stereo WAV file of 16 bits at 44.1 kHz. Keeps a file that exists. */
export async function renderMidi(midi: Uint8Array, soundfont: string, file: string): Promise<void> {
  if (existsSync(file)) return;
  const folder = await mkdtemp(join(tmpdir(), 'render-'));
  try {
    const part = `${file}.part`;
    const score = join(folder, 'score.mid');
    await writeFile(score, midi);
    const output = ['-O', 's16', '-T', 'wav', '-F', part];
    await run('fluidsynth', ['-q', '-n', '-i', '-g', GAIN, '-r', RATE, '-o', FEW_SAMPLES, ...output, soundfont, score]);
    await rename(part, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new UsageError('fluidsynth is not installed. Run: apt-get install fluidsynth');
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}
