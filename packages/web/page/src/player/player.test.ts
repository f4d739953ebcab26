import { beforeEach, expect, it } from 'vitest';
import { Player } from './player.ts';

/** Audio that does at once what a browser does in a moment. */
class InstantAudio extends EventTarget {
  readyState = 0;
  duration = 200;
  currentTime = 0;
  paused = true;
  preload = '';
  volume = 1;
  error: unknown = null;
  playable = (_: string) => true;
  #src = '';

  get src(): string {
    return this.#src;
  }
  set src(address: string) {
    this.#src = address;
    this.readyState = 0;
    this.currentTime = 0;
  }

  async play(): Promise<void> {
    if (!this.playable(this.#src)) {
      this.dispatchEvent(new Event('error'));
      return;
    }
    if (this.readyState === 0) {
      this.readyState = 4;
      this.dispatchEvent(new Event('loadedmetadata'));
    }
    this.paused = false;
    this.dispatchEvent(new Event('playing'));
  }
  pause(): void {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }
  removeAttribute(): void {
    this.#src = '';
  }
  load(): void {}
}

const TRACK = { id: 'k1', title: 'Saltwater Sky', bpm: 120 };
let audio: InstantAudio;
let others: InstantAudio[];
let player: Player;

beforeEach(() => {
  Object.assign(globalThis, { HTMLMediaElement: { HAVE_NOTHING: 0, HAVE_METADATA: 1 } });
  audio = new InstantAudio();
  others = [];
  const elements = [audio];
  const newAudio = () => {
    const element = elements.pop() ?? new InstantAudio();
    if (element !== audio) others.push(element);
    return element as unknown as HTMLAudioElement;
  };
  player = new Player(newAudio, (id) => [`/${id}`, `/${id}?as=wav`]);
});

it('plays from where it is told, and pauses', () => {
  player.play(TRACK, 61.5);
  expect(player.state()).toMatchObject({ track: TRACK, status: 'playing', durationS: 200 });
  expect(player.positionS).toBe(61.5);
  player.toggle();
  expect(player.state().status).toBe('paused');
});

it('jumps phrases, and stays within the track', () => {
  player.play(TRACK, 100);
  player.jump(1);
  expect(player.positionS).toBe(116);
  player.jump(-10);
  expect(player.positionS).toBe(0);
  player.seek(1000);
  expect(player.positionS).toBe(200);
});

it('asks for decoded audio when the browser cannot play the file', () => {
  audio.playable = (address) => address.endsWith('as=wav');
  player.play(TRACK, 10);
  expect(player.state().status).toBe('playing');
  expect(audio.src).toBe('/k1?as=wav');
  expect(player.positionS).toBe(10);
});

it('says so when neither can be played, and plays the next track', () => {
  audio.playable = (address) => !address.startsWith('/k1');
  player.play(TRACK);
  expect(player.state().status).toBe('failed');
  player.play({ ...TRACK, id: 'k2' });
  expect(player.state().status).toBe('playing');
});

it('tells its listeners, and no more after they left', () => {
  let told = 0;
  const leave = player.subscribe(() => told++);
  player.setVolume(0.5);
  leave();
  player.setVolume(1);
  expect([told, audio.volume]).toEqual([1, 1]);
});

it('plays the track that waits on its own element, from where it waits, and lets the other one go', () => {
  player.play({ ...TRACK, id: 'k2' }, 5);
  player.setVolume(0.4);
  player.prepare('k1', 61.5);
  expect(others[0]!.src).toBe('/k1');
  others[0]!.readyState = 4;
  others[0]!.dispatchEvent(new Event('loadedmetadata'));
  expect([others[0]!.currentTime, player.positionS, player.state().track?.id]).toEqual([61.5, 5, 'k2']);
  player.play(TRACK, 61.5);
  expect(player.state()).toMatchObject({ track: TRACK, status: 'playing', durationS: 200 });
  expect([player.positionS, others[0]!.volume, audio.paused, audio.src]).toEqual([61.5, 0.4, true, '']);
  audio.dispatchEvent(new Event('error'));
  expect(player.state().status).toBe('playing');
});

it('loads a track as usual if another one waits, or the one that waits failed', () => {
  player.prepare('k2', 10);
  player.play(TRACK, 3);
  expect([audio.src, player.positionS]).toEqual(['/k1', 3]);
  others[0]!.error = new Error('no');
  player.play({ ...TRACK, id: 'k2' }, 10);
  expect([audio.src, player.positionS]).toEqual(['/k2', 10]);
});
