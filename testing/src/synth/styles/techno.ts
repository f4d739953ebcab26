import { between, pick } from '../../random.ts';
import { acidNote } from '../acid-line.ts';
import { clap, cymbal, kick, rim } from '../drums.ts';
import { riser } from '../noise-sweeps.ts';
import { hits, inventedDegrees, inventedHits } from '../patterns.ts';
import { chordNotes, scaleNote } from '../pitch.ts';
import type { Style } from '../studio.ts';
import { subNote, synthNote } from '../voices.ts';

const PROGRESSIONS = [
  [0, 0, 0, 0],
  [0, 0, 0, 3],
  [0, 0, 5, 0],
];
const HATS = ['..X...X...X...X.', '..X..oX...X..oXo'];
const STABS = ['...x.....x......', '..x..x........x.', '......x...x.....'];

/** Techno: kicks on every beat, a low rumble, an acid line or dark stabs with echo. */
export const techno: Style = {
  genre: 'Techno',
  tempo: [126, 134],
  loudness: -10.5,
  swing: 0.5,
  faders: { drums: 1, bass: 0.8, music: 1.5 },
  duckDepth: 0.8,
  room: { decay: 1.6, darkness: 0.45 },
  echo: { steps: 3, feedback: 0.5, darkness: 0.45 },
  begin(studio) {
    const { sampleRate, random, density, key, step } = studio;
    const drum = kick(studio, { low: 47, high: 260, sweep: 0.022, decay: 0.2, drive: 2.6, click: 0.6 });
    const hands = clap(studio, { decay: 0.09, brightness: 1500 });
    const closed = cymbal(studio, { decay: 0.022, cutoff: 7500, metal: 0.8 });
    const open = cymbal(studio, { decay: 0.11, cutoff: 6500, metal: 0.9 });
    const block = rim(studio, between(random, 500, 900));
    const sweep = riser(studio, 32 * step);

    const short = { attack: 0.004, decay: 0.08, sustain: 0.5, hold: step * 0.8, release: 0.02 };
    const rumble = studio.sampled((midi) => subNote({ sampleRate, midi, envelope: short, random }, 2.2));
    const open0 = between(random, 260, 480);
    const acid = studio.sampled((midi) => acidNote({ sampleRate, midi, seconds: step, open: open0, accent: false }));
    const bite = studio.sampled((midi) =>
      acidNote({ sampleRate, midi, seconds: step * 1.6, open: open0 * 1.4, accent: true }),
    );
    const tail = { attack: 0.003, decay: 0.12, sustain: 0.1, hold: 0.25, release: 0.2 };
    const dark = { unison: 3, detune: 18, cutoff: 500, sweepOctaves: 2, sweepSeconds: 0.08, resonance: 1.5 };
    const stab = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: tail, random }, { wave: 'saw', ...dark }),
    );

    const stabs = studio.chords(stab);
    const progression = pick(random, PROGRESSIONS);
    const hatHits = hits(pick(random, HATS));
    const stabHits = hits(pick(random, STABS));
    const acidHits = inventedHits(random, 0.55 + 0.4 * density);
    const acidDegrees = inventedDegrees(random, 16);
    const blockHits = inventedHits(random, 0.25 * density);

    return (bar) => {
      const { kind } = bar.section;
      const degree = progression[bar.index % progression.length];
      const beats = kind !== 'breakdown';
      for (const beat of [0, 4, 8, 12]) {
        if (beats) studio.kick(drum, bar.at(beat), 1);
        if (kind !== 'intro') {
          for (const off of [1, 2, 3]) {
            const root = scaleNote(key, degree, 1);
            studio.play('bass', rumble(root < 28 ? root + 12 : root), bar.at(beat + off), {
              gain: off === 2 ? 0.55 : 0.42,
            });
          }
        }
      }
      if (beats && kind !== 'intro')
        for (const at of [4, 12]) studio.play('drums', hands, bar.at(at), { gain: 0.9, room: 0.25 });
      for (const { step: at, velocity } of hatHits)
        studio.play('drums', open, bar.at(at), { gain: 0.32 * velocity, pan: 0.1 });
      for (let at = 0; at < 16; at++) {
        if (at % 4 !== 2 && random() < 0.4 + 0.6 * density) {
          studio.play('drums', closed, bar.at(at), { gain: at % 2 === 0 ? 0.3 : 0.18, pan: -0.15 });
        }
      }
      for (const { step: at, velocity } of blockHits) {
        studio.play('drums', block, bar.at(at), { gain: 0.3 * velocity, pan: 0.4, echo: 0.3 });
      }
      if (kind !== 'intro' && kind !== 'outro') {
        acidHits.forEach(({ step: at, velocity }, i) => {
          const midi = scaleNote(key, degree + acidDegrees[i], 2);
          studio.play('music', velocity > 0.85 ? bite(midi) : acid(midi), bar.at(at), {
            gain: 0.3,
            pan: -0.1,
            echo: 0.12,
          });
        });
      }
      for (const { step: at } of stabHits) {
        const gain = kind === 'outro' ? 0.1 : 0.16;
        studio.play('music', stabs(chordNotes(key, degree, 3, 55)), bar.at(at), { gain, room: 0.5, echo: 0.6 });
      }
      if (kind === 'build' && bar.left === 2) studio.play('music', sweep, bar.at(0), { gain: 0.3, room: 0.3 });
    };
  },
};
