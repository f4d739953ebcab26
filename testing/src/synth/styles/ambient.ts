import { between, pick } from '../../random.ts';
import { waves } from '../noise-sweeps.ts';
import { inventedDegrees } from '../patterns.ts';
import { chordNotes, scaleNote } from '../pitch.ts';
import type { Style } from '../studio.ts';
import { BELL, fmNote, stringNote, subNote, synthNote } from '../voices.ts';

const PROGRESSIONS = [
  [0, 3],
  [0, 5],
  [0, 4],
];

/** Ambient: no drums, wide chords that swell, a drone, the sea, and some distant bells and strings. */
export const ambient: Style = {
  genre: 'Ambient',
  tempo: [60, 90],
  loudness: -18,
  swing: 0.5,
  faders: { drums: 1, bass: 1, music: 1 },
  duckDepth: 0,
  room: { decay: 5, darkness: 0.35 },
  echo: { steps: 6, feedback: 0.6, darkness: 0.4 },
  begin(studio) {
    const { sampleRate, random, density, key, step } = studio;
    const sea = waves(studio, {
      seconds: 64 * step,
      period: between(random, 6, 9),
      cutoff: between(random, 500, 1100),
    });

    const slow = { attack: 10 * step, decay: 4, sustain: 0.9, hold: step * 34, release: step * 14 };
    const soft = {
      unison: 3,
      detune: 17,
      cutoff: between(random, 600, 1100),
      sweepOctaves: 0,
      sweepSeconds: 1,
      resonance: 0.7,
    };
    const pad = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: slow, random }, { wave: 'saw', ...soft }),
    );
    const pads = studio.chords(pad);
    const drone = studio.sampled((midi) => subNote({ sampleRate, midi, envelope: slow, random }, 0.7));
    const ring = { attack: 0.01, decay: 0.9, sustain: 0, hold: 2.5, release: 0.5 };
    const bell = studio.sampled((midi) => fmNote({ sampleRate, midi, envelope: ring, random }, BELL));
    const harp = studio.sampled((midi) => stringNote({ sampleRate, midi, envelope: ring, random }, 0.25));

    const progression = pick(random, PROGRESSIONS);
    const tune = inventedDegrees(random, 16);
    const harpShare = between(random, 0.2, 0.8);

    return (bar) => {
      const degree = progression[Math.floor(bar.index / 4) % progression.length];
      const triad = chordNotes(key, degree, 3, 50);
      const chord = [scaleNote(key, degree, 3), ...triad, scaleNote(key, degree, 4)];
      const calm = bar.section.kind === 'intro' || bar.section.kind === 'outro';
      if (bar.index % 2 === 0) {
        studio.play('music', pads(chord), bar.at(0), { gain: 0.14, room: 0.4 });
        studio.play('bass', drone(scaleNote(key, degree, 2)), bar.at(0), { gain: 0.22, room: 0.1 });
      }
      if (bar.index % 4 === 0) studio.play('music', sea, bar.at(0), { gain: 0.07, room: 0.1 });
      for (let at = 0; at < 16; at += 2) {
        if (random() > (calm ? 0.25 : 0.6) * (0.3 + density) * (at % 4 === 0 ? 1.4 : 0.7)) continue;
        const midi = scaleNote(key, degree + pick(random, [0, 2, 4, tune[at]]), 5);
        const pan = between(random, -0.6, 0.6);
        if (random() < harpShare)
          studio.play('music', harp(midi - 12), bar.at(at), { gain: 0.3, pan, room: 0.6, echo: 0.4 });
        else studio.play('music', bell(midi), bar.at(at), { gain: 0.09, pan, room: 0.8, echo: 0.5 });
      }
    };
  },
};
