import type { Random } from '../random.ts';
import type { Section } from './arrangement.ts';
import type { EchoSettings } from './echo.ts';
import type { Key } from './pitch.ts';
import type { ReverbSettings } from './reverb.ts';
import { mixInto, type Stereo, silence } from './sound.ts';

/** Drums stay as they are; bass and music make room for the kick. */
export type ChannelName = 'drums' | 'bass' | 'music';

/** How loud a sound is, where it stands (−1 left to 1 right), and how much of it goes to reverberation and echo. */
export interface Placement {
  gain: number;
  pan?: number;
  room?: number;
  echo?: number;
}

/** One bar of a song. */
interface Bar {
  index: number;
  section: Section;
  /** Bars left in its section, itself included. */
  left: number;
  /** Frame at which a sixteenth starts, 0–15 and beyond into the next bar; the swing is in it. */
  at(step: number): number;
}

/** A genre: how its songs are mixed, and who plays them. */
export interface Style {
  /** Name as written into tags. */
  genre: string;
  /** Beats per minute, lowest and highest. */
  tempo: readonly [number, number];
  /** RMS of a finished song in dBFS. */
  loudness: number;
  /** Where the second of two sixteenths falls between them; 0.5 is straight, 0.66 a shuffle. */
  swing: number;
  /** Gain of each channel in the mix. */
  faders: Record<ChannelName, number>;
  /** How far the kick pulls bass and music down, 0–1. */
  duckDepth: number;
  room: Omit<ReverbSettings, 'sampleRate'>;
  echo: Omit<EchoSettings, 'sampleRate' | 'seconds'> & { steps: number };
  /** Readies the instruments; what it returns plays one bar, and is called for each in order. */
  begin(studio: Studio): (bar: Bar) => void;
}

/** What a style has at hand while it plays one song: a mixing desk, the song's key and tempo, and chance. */
export class Studio {
  readonly drums: Stereo;
  /** Bass and music, which the kick will pull down. */
  readonly ducked: Stereo;
  /** Sends to reverberation and echo. */
  readonly room: Float32Array;
  readonly echo: Float32Array;
  /** Frames at which the kick is struck. */
  readonly kicks: number[] = [];
  readonly faders: Record<ChannelName, number>;
  readonly sampleRate: number;
  readonly key: Key;
  /** How busy the song is, 0–1. */
  readonly density: number;
  readonly random: Random;
  /** Seconds of a sixteenth. */
  readonly step: number;

  constructor(song: {
    frames: number;
    sampleRate: number;
    bpm: number;
    key: Key;
    density: number;
    random: Random;
    faders: Record<ChannelName, number>;
  }) {
    this.drums = silence(song.frames);
    this.ducked = silence(song.frames);
    this.room = new Float32Array(song.frames);
    this.echo = new Float32Array(song.frames);
    this.faders = song.faders;
    this.sampleRate = song.sampleRate;
    this.key = song.key;
    this.density = song.density;
    this.random = song.random;
    this.step = 15 / song.bpm;
  }

  /** Mixes a sound in from a frame on. Sends take its left side, which sounds as the right one does. */
  play(channel: ChannelName, sound: Stereo, frame: number, { gain, pan = 0, room = 0, echo = 0 }: Placement): void {
    const level = gain * this.faders[channel];
    const { left, right } = channel === 'drums' ? this.drums : this.ducked;
    mixInto(left, sound.left, frame, level * Math.min(1, 1 - pan));
    mixInto(right, sound.right, frame, level * Math.min(1, 1 + pan));
    if (room > 0) mixInto(this.room, sound.left, frame, level * room);
    if (echo > 0) mixInto(this.echo, sound.left, frame, level * echo);
  }

  /** Strikes the kick, which bass and music give way to. */
  kick(sound: Stereo, frame: number, gain: number): void {
    this.kicks.push(frame);
    this.play('drums', sound, frame, { gain });
  }

  /** An instrument that is sampled: each note is rendered once, and played as often as wanted. */
  sampled(render: (midi: number) => Stereo): (midi: number) => Stereo {
    const notes = new Map<number, Stereo>();
    return (midi) => {
      const known = notes.get(midi);
      if (known) return known;
      const sound = render(midi);
      notes.set(midi, sound);
      return sound;
    };
  }

  /** Whole chords of a sampled instrument, each mixed once. */
  chords(instrument: (midi: number) => Stereo): (notes: readonly number[]) => Stereo {
    const known = new Map<string, Stereo>();
    return (notes) => {
      const name = notes.join();
      const chord = known.get(name) ?? together(notes.map(instrument));
      known.set(name, chord);
      return chord;
    };
  }
}

function together(sounds: readonly Stereo[]): Stereo {
  const mix = silence(Math.max(...sounds.map(({ left }) => left.length)));
  for (const sound of sounds) {
    mixInto(mix.left, sound.left, 0, 1);
    mixInto(mix.right, sound.right, 0, 1);
  }
  return mix;
}
