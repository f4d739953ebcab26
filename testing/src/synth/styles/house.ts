import { between, pick } from '../../random.ts';
import { clap, cymbal, kick, shaker, tom } from '../drums.ts';
import { riser } from '../noise-sweeps.ts';
import { hits, inventedHits } from '../patterns.ts';
import { chordNotes, scaleNote } from '../pitch.ts';
import type { Style } from '../studio.ts';
import { fmNote, PIANO, synthNote } from '../voices.ts';

const MINOR_PROGRESSIONS = [
  [0, 0, 3, 4],
  [0, 5, 3, 0],
  [0, 3, 0, 4],
];
const MAJOR_PROGRESSIONS = [
  [0, 5, 3, 4],
  [0, 3, 0, 4],
];
const STABS = ['x..x..x...x..x..', '..x..x..x...x.x.', 'x.....x..x..x...'];
const BASSES = ['..x..x.x..x..xx.', 'x..x..x..xx...x.', '..xx..x...x.x.x.'];

/** House: kicks on every beat, open hats off the beat, sevenths on piano, organ stabs, a plucked bass. */
export const house: Style = {
  genre: 'House',
  tempo: [120, 126],
  loudness: -11.5,
  swing: 0.54,
  faders: { drums: 1, bass: 0.9, music: 1.5 },
  duckDepth: 0.6,
  room: { decay: 1.3, darkness: 0.3 },
  echo: { steps: 6, feedback: 0.35, darkness: 0.3 },
  begin(studio) {
    const { sampleRate, random, density, key, step } = studio;
    const drum = kick(studio, { low: 52, high: 190, sweep: 0.02, decay: 0.16, drive: 1.6, click: 0.35 });
    const hands = clap(studio, { decay: 0.07, brightness: 1900 });
    const open = cymbal(studio, { decay: 0.09, cutoff: 8000, metal: 0.4 });
    const seeds = shaker(studio, { decay: 0.03, cutoff: 6500 });
    const conga = tom(studio, 196);
    const sweep = riser(studio, 32 * step);

    const plucked = { attack: 0.004, decay: 0.15, sustain: 0.4, hold: step * 1.3, release: 0.04 };
    const deep = { unison: 1, detune: 0, cutoff: 320, sweepOctaves: 1.8, sweepSeconds: 0.06, resonance: 1.6, sub: 0.5 };
    const bass = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: plucked, random }, { wave: 'saw', ...deep }),
    );
    const chordEnvelope = { attack: 0.003, decay: 0.3, sustain: 0.25, hold: 0.28, release: 0.15 };
    const piano = studio.sampled((midi) => fmNote({ sampleRate, midi, envelope: chordEnvelope, random }, PIANO));
    const bright = { unison: 2, detune: 12, cutoff: 1500, sweepOctaves: 1.3, sweepSeconds: 0.12, resonance: 0.9 };
    const stab = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: chordEnvelope, random }, { wave: 'square', ...bright }),
    );
    const long = { attack: 0.3, decay: 1, sustain: 0.8, hold: step * 15, release: 0.4 };
    const soft = { unison: 3, detune: 14, cutoff: 1400, sweepOctaves: 0, sweepSeconds: 1, resonance: 0.7 };
    const pad = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: long, random }, { wave: 'saw', ...soft }),
    );

    const [pianos, stabs, pads] = [piano, stab, pad].map((instrument) => studio.chords(instrument));

    const progression = pick(random, key.minor ? MINOR_PROGRESSIONS : MAJOR_PROGRESSIONS);
    const pianoShare = between(random, 0.35, 1);
    const stabHits = hits(pick(random, STABS));
    const bassHits = hits(pick(random, BASSES));
    const congaHits = inventedHits(random, 0.4 * density);

    return (bar) => {
      const { kind } = bar.section;
      const degree = progression[bar.index % progression.length];
      // a seventh on the tonic sounds like the relative key
      const chord = chordNotes(key, degree, degree === 0 ? 3 : 4, 57);
      const beats = kind !== 'breakdown';
      for (const beat of [0, 4, 8, 12]) {
        if (beats) studio.kick(drum, bar.at(beat), 1);
        studio.play('drums', open, bar.at(beat + 2), { gain: beats ? 0.3 : 0.15, pan: 0.15 });
      }
      if (kind !== 'intro')
        for (const at of [4, 12]) studio.play('drums', hands, bar.at(at), { gain: beats ? 0.8 : 0.3, room: 0.3 });
      for (let at = 0; at < 16; at++) {
        if (at % 2 === 1 || random() < density)
          studio.play('drums', seeds, bar.at(at), { gain: at % 4 === 2 ? 0.5 : 0.3, pan: -0.3 });
      }
      for (const { step: at, velocity } of congaHits) {
        studio.play('drums', conga, bar.at(at), { gain: 0.3 * velocity, pan: 0.35, room: 0.2 });
      }
      if (kind !== 'intro') {
        const root = scaleNote(key, degree, 1);
        for (const { step: at, velocity } of bassHits) {
          const octave = at % 8 === 6 ? 24 : 12;
          studio.play('bass', bass(root + octave), bar.at(at), { gain: 0.5 * velocity });
        }
      }
      for (const { step: at, velocity } of stabHits) {
        studio.play('music', pianos(chord), bar.at(at), { gain: 0.2 * velocity * pianoShare, pan: -0.1, room: 0.25 });
        const gain = 0.13 * velocity * (1.2 - pianoShare);
        studio.play('music', stabs(chord), bar.at(at), { gain, pan: 0.15, room: 0.3, echo: 0.25 });
      }
      if (kind === 'breakdown' || kind === 'drop') {
        studio.play('music', pads(chord), bar.at(0), { gain: kind === 'drop' ? 0.05 : 0.12, room: 0.5 });
      }
      if (kind === 'build' && bar.left === 2) studio.play('music', sweep, bar.at(0), { gain: 0.25, room: 0.3 });
    };
  },
};
