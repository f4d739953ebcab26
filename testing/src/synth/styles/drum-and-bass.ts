import { between, pick } from '../../random.ts';
import { cymbal, kick, snare } from '../drums.ts';
import { riser } from '../noise-sweeps.ts';
import { hits } from '../patterns.ts';
import { chordNotes, scaleNote } from '../pitch.ts';
import type { Style } from '../studio.ts';
import { BELL, fmNote, subNote, synthNote } from '../voices.ts';

const PROGRESSIONS = [
  [0, 0, 5, 3],
  [0, 0, 3, 4],
  [0, 5, 0, 4],
];
const KICKS = ['X.........X.....', 'X.x.......X.....', 'X.........X..x..'];
const GHOSTS = ['.......o.o.....o', '......o..o....o.', '.......o.o.o....'];
const RIDES = ['x.x.x.x.x.x.x.x.', 'x.xox.x.x.xox.xo'];
const BASSES = ['X.....X...x.....', 'X..x......X..x..', 'X.........X.x...'];

/** Drum and bass: a fast breakbeat over a growling bass at half the speed. */
export const drumAndBass: Style = {
  genre: 'Drum & Bass',
  tempo: [172, 176],
  loudness: -10,
  swing: 0.52,
  faders: { drums: 1.1, bass: 0.8, music: 1.5 },
  duckDepth: 0.5,
  room: { decay: 2, darkness: 0.35 },
  echo: { steps: 6, feedback: 0.45, darkness: 0.4 },
  begin(studio) {
    const { sampleRate, random, density, key, step } = studio;
    const drum = kick(studio, { low: 58, high: 240, sweep: 0.014, decay: 0.11, drive: 2.2, click: 0.8 });
    const crack = snare(studio, { tone: between(random, 190, 220), decay: 0.085, brightness: 3200 });
    const ghost = snare(studio, { tone: 230, decay: 0.035, brightness: 3800 });
    const ride = cymbal(studio, { decay: 0.05, cutoff: 6000, metal: 1 });
    const crash = cymbal(studio, { decay: 0.6, cutoff: 4500, metal: 0.6 });
    const sweep = riser(studio, 32 * step);

    const held = { attack: 0.006, decay: 0.6, sustain: 0.7, hold: step * 5, release: 0.06 };
    const growl = {
      unison: 4,
      detune: 45,
      cutoff: between(random, 420, 700),
      sweepOctaves: 1.3,
      sweepSeconds: 0.18,
      resonance: 2.2,
    };
    const reese = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: held, random }, { wave: 'saw', ...growl }),
    );
    const sub = studio.sampled((midi) => subNote({ sampleRate, midi, envelope: held, random }, 1.4));
    const long = { attack: 0.4, decay: 1, sustain: 0.8, hold: step * 30, release: 0.6 };
    const airy = { unison: 3, detune: 16, cutoff: 1800, sweepOctaves: 0, sweepSeconds: 1, resonance: 0.7 };
    const pad = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: long, random }, { wave: 'saw', ...airy }),
    );
    const pads = studio.chords(pad);
    const ring = { attack: 0.002, decay: 0.25, sustain: 0, hold: 0.6, release: 0.2 };
    const bell = studio.sampled((midi) => fmNote({ sampleRate, midi, envelope: ring, random }, BELL));

    const progression = pick(random, PROGRESSIONS);
    const kickHits = hits(pick(random, KICKS));
    const ghostHits = hits(pick(random, GHOSTS));
    const rideHits = hits(pick(random, RIDES));
    const bassHits = hits(pick(random, BASSES));

    return (bar) => {
      const { kind } = bar.section;
      const degree = progression[Math.floor(bar.index / 2) % progression.length];
      // a seventh on the tonic sounds like the relative key
      const chord = chordNotes(key, degree, degree === 0 ? 3 : 4, 58);
      const beats = kind !== 'breakdown' || bar.left === 1;
      const fill = bar.left === 1 && kind !== 'outro';
      if (beats) {
        for (const { step: at, velocity } of kickHits) studio.kick(drum, bar.at(at), velocity);
        for (const at of [4, 12]) studio.play('drums', crack, bar.at(at), { gain: 1, room: 0.12 });
        for (const { step: at, velocity } of ghostHits) {
          if (random() < 0.4 + density) studio.play('drums', ghost, bar.at(at), { gain: 0.7 * velocity, pan: 0.1 });
        }
        if (fill)
          for (const at of [11, 13, 14, 15])
            studio.play('drums', crack, bar.at(at), { gain: 0.35 + 0.04 * at, pan: -0.1 });
      }
      for (const { step: at, velocity } of rideHits)
        studio.play('drums', ride, bar.at(at), { gain: 0.3 * velocity, pan: 0.2 });
      if (bar.index === bar.section.firstBar)
        studio.play('drums', crash, bar.at(0), { gain: 0.35, pan: -0.2, room: 0.2 });
      if (kind !== 'intro' && kind !== 'breakdown') {
        const root = scaleNote(key, degree, 1);
        const low = root < 27 ? root + 12 : root;
        for (const { step: at, velocity } of bassHits) {
          studio.play('bass', sub(low), bar.at(at), { gain: 0.45 * velocity });
          studio.play('bass', reese(low + 12), bar.at(at), { gain: (kind === 'drop' ? 0.34 : 0.2) * velocity });
        }
      }
      if (bar.index % 2 === 0) {
        const gain = kind === 'drop' ? 0.07 : 0.13;
        studio.play('music', pads(chord), bar.at(0), { gain, room: 0.5 });
      }
      for (const at of [3, 6, 11, 14]) {
        if (random() < 0.25 + 0.5 * density) {
          studio.play('music', bell(pick(random, chord) + 12), bar.at(at), {
            gain: 0.12,
            pan: between(random, -0.5, 0.5),
            echo: 0.6,
          });
        }
      }
      if (kind === 'build' && bar.left === 2) studio.play('music', sweep, bar.at(0), { gain: 0.3, room: 0.3 });
    };
  },
};
