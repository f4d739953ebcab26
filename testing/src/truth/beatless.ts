import { between, pick, type Random } from '../random.ts';
import { rim } from '../synth/drums.ts';
import { filter } from '../synth/filters.ts';
import { finish } from '../synth/master.ts';
import { waves } from '../synth/noise-sweeps.ts';
import { addNoise } from '../synth/oscillators.ts';
import { chordNotes, parseKey, scaleNote } from '../synth/pitch.ts';
import { reverb } from '../synth/reverb.ts';
import { mixInto, type Stereo, silence } from '../synth/sound.ts';
import { fmNote, PIANO, synthNote } from '../synth/voices.ts';
import { type Chance, drawBetween, type Split } from './splits.ts';
import { speech, voice } from './voice.ts';

export interface BeatlessSound {
  name: string;
  only?: Split;
  make(chance: Chance, room: Room): Stereo;
}

/** Length, and key if it has one. */
interface Room {
  frames: number;
  sampleRate: number;
  key: string;
}

const LOUDNESS = -18;

export const BEATLESS: readonly BeatlessSound[] = [
  { name: 'noise', make: noise },
  { name: 'sea', make: sea },
  { name: 'drone', make: drone },
  { name: 'speech', make: talk },
  { name: 'rubato piano', make: rubato },
  { name: 'rain', only: 'test', make: rain },
  { name: 'speech over chords', only: 'test', make: talkOverChords },
  { name: 'hiss', only: 'dev', make: (chance, room) => quiet(noise(chance, room)) },
];

function noise(chance: Chance, { frames, sampleRate }: Room): Stereo {
  const cutoff = drawBetween(chance, 300, 9000);
  const side = () => {
    const out = new Float32Array(frames);
    addNoise(out, 1, chance.random);
    return filter(out, { kind: 'low', sampleRate, cutoff });
  };
  return finished({ left: side(), right: side() }, sampleRate);
}

function sea(chance: Chance, { frames, sampleRate }: Room): Stereo {
  const out = silence(frames);
  for (let at = -4; at * sampleRate < frames; at += between(chance.random, 3, 9)) {
    const wave = waves(
      { sampleRate, random: chance.random },
      {
        seconds: between(chance.random, 6, 14),
        period: between(chance.random, 5, 11),
        cutoff: drawBetween(chance, 400, 1800),
      },
    );
    mixInto(out.left, wave.left, Math.round(at * sampleRate), 1);
    mixInto(out.right, wave.right, Math.round(at * sampleRate), 1);
  }
  return finished(out, sampleRate);
}

function drone(chance: Chance, { frames, sampleRate, key }: Room): Stereo {
  const { random } = chance;
  const out = silence(frames);
  const scale = parseKey(key);
  for (let at = 0; at * sampleRate < frames; at += between(random, 3, 9)) {
    const hold = between(random, 5, 12);
    const envelope = { attack: hold * 0.4, decay: 2, sustain: 0.9, hold, release: 4 };
    const soft = {
      unison: 3,
      detune: 16,
      cutoff: drawBetween(chance, 500, 1800),
      sweepOctaves: 0,
      sweepSeconds: 1,
      resonance: 0.7,
    };
    for (const midi of chordNotes(scale, pick(random, [0, 0, 3, 4, 5]), 3, 48)) {
      const note = synthNote({ sampleRate, midi, envelope, random }, { wave: 'saw', ...soft });
      mixInto(out.left, note.left, Math.round(at * sampleRate), 0.3);
      mixInto(out.right, note.right, Math.round(at * sampleRate), 0.3);
    }
  }
  return finished(out, sampleRate);
}

function talk({ random }: Chance, { frames, sampleRate }: Room): Stereo {
  const left = voice(speech(random, 0, frames / sampleRate), { sampleRate, frames, random });
  return finished({ left, right: left.slice() }, sampleRate);
}

function talkOverChords(chance: Chance, room: Room): Stereo {
  const spoken = talk(chance, room);
  const chords = drone(chance, room);
  mixInto(chords.left, spoken.left, 0, 1);
  mixInto(chords.right, spoken.right, 0, 1);
  return finished(chords, room.sampleRate);
}

function rubato({ random }: Chance, { frames, sampleRate, key }: Room): Stereo {
  const out = silence(frames);
  const scale = parseKey(key);
  const envelope = { attack: 0.003, decay: 1.2, sustain: 0.1, hold: 2, release: 0.6 };
  for (let at = 0.3; at * sampleRate < frames; at += 0.25 + 1.2 * wait(random)) {
    const midi = scaleNote(scale, pick(random, [0, 1, 2, 4, 5, 7, 9]), pick(random, [3, 4, 4]));
    const note = fmNote({ sampleRate, midi, envelope, random }, PIANO);
    const level = between(random, 0.3, 1);
    mixInto(out.left, note.left, Math.round(at * sampleRate), level);
    mixInto(out.right, note.right, Math.round(at * sampleRate), level);
  }
  const hall = reverb(out.left, { sampleRate, decay: 3, darkness: 0.4 });
  mixInto(out.left, hall.left, 0, 0.3);
  mixInto(out.right, hall.right, 0, 0.3);
  return finished(out, sampleRate);
}

function rain({ random }: Chance, { frames, sampleRate }: Room): Stereo {
  const out = silence(frames);
  const drops = Array.from({ length: 12 }, () => rim({ sampleRate, random }, between(random, 700, 3500)).left);
  for (let at = 0; at * sampleRate < frames; at += 0.25 * wait(random)) {
    const drop = pick(random, drops);
    const level = random() ** 3;
    const pan = random();
    mixInto(out.left, drop, Math.round(at * sampleRate), level * pan);
    mixInto(out.right, drop, Math.round(at * sampleRate), level * (1 - pan));
  }
  return finished(out, sampleRate);
}

/** Returns a random interval with mean 1 between independent events. */
function wait(random: Random): number {
  return -Math.log(1 - random());
}

function finished(sound: Stereo, sampleRate: number): Stereo {
  finish(sound, { loudness: LOUDNESS, sampleRate });
  return sound;
}

function quiet(sound: Stereo): Stereo {
  for (const side of [sound.left, sound.right]) for (let i = 0; i < side.length; i++) side[i] *= 1e-3;
  return sound;
}
