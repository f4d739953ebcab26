/** Facts of a track for the player. */
export interface PlayableTrack {
  id: string;
  title: string;
  artist?: string | null;
  bpm?: number | null;
}

/** State of the player. */
export type PlayerStatus = 'empty' | 'loading' | 'playing' | 'paused' | 'failed';

/** State of the player, without the position, which changes all the time. */
export interface PlayerState {
  readonly track?: PlayableTrack;
  readonly status: PlayerStatus;
  /** Seconds; 0 until known. */
  readonly durationS: number;
  /** 0 to 1. */
  readonly volume: number;
}

/** A phrase of dance music is 8 bars of 4 beats. */
const BEATS_PER_PHRASE = 32;
/** Seconds of a jump in a track of unknown BPM: about a phrase at 128 BPM. */
const JUMP_S = 15;

/** Seconds of a phrase of 8 bars at a tempo. */
export function phraseS(bpm: number | null | undefined): number {
  return bpm ? (BEATS_PER_PHRASE * 60) / bpm : JUMP_S;
}

/** A track that is loaded before somebody asks for it. */
interface Standby {
  readonly id: string;
  readonly audio: HTMLAudioElement;
  startS: number;
}

/** The one player of the page: one audio element plays, and one may wait. Components read it through `usePlayer`. */
export class Player {
  #audio: HTMLAudioElement;
  #standby: Standby | undefined;
  readonly #newAudio: () => HTMLAudioElement;
  readonly #listeners = new Set<() => void>();
  readonly #addresses: (id: string) => readonly string[];
  #state: PlayerState = { status: 'empty', durationS: 0, volume: 1 };
  #startS = 0;
  #attempt = 0;

  /** @param addresses - Addresses of a track's audio, the next for a browser that can't play the one before. */
  constructor(newAudio: () => HTMLAudioElement, addresses: (id: string) => readonly string[]) {
    this.#newAudio = newAudio;
    this.#addresses = addresses;
    this.#audio = this.#createAudio();
  }

  /** Creates an audio element, whose events count while it is the one that plays. */
  #createAudio(): HTMLAudioElement {
    const audio = this.#newAudio();
    audio.preload = 'auto';
    const on = (event: string, act: () => void) =>
      audio.addEventListener(event, () => {
        if (audio === this.#audio) act();
        else if (event === 'loadedmetadata' && this.#standby?.audio === audio) audio.currentTime = this.#standby.startS;
      });
    on('loadedmetadata', () => this.#showLength());
    on('playing', () => this.#set({ status: 'playing' }));
    on('pause', () => this.#state.status !== 'empty' && this.#set({ status: 'paused' }));
    on('error', () => this.#tryNext());
    return audio;
  }

  #showLength(): void {
    const { duration } = this.#audio;
    if (this.#startS > 0) this.#audio.currentTime = Math.min(this.#startS, duration);
    this.#set({ durationS: Number.isFinite(duration) ? duration : 0 });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): PlayerState => this.#state;

  /** Seconds from the start of the track. */
  get positionS(): number {
    const waiting = this.#audio.readyState === HTMLMediaElement.HAVE_NOTHING;
    return waiting ? this.#startS : this.#audio.currentTime;
  }

  /** Plays a track from `startS` seconds. */
  play(track: PlayableTrack, startS = 0): void {
    this.#startS = startS;
    this.#set({ track, status: 'loading', durationS: 0 });
    this.#attempt = 0;
    if (!this.#takeStandby(track.id)) this.#load();
  }

  /** Loads a track from `startS` seconds, so that it plays at once. Only the last one waits. */
  prepare(id: string, startS: number): void {
    const address = this.#addresses(id)[0];
    if (address === undefined || this.#state.track?.id === id || this.#standby?.id === id) return;
    const audio = this.#standby?.audio ?? this.#createAudio();
    this.#standby = { id, audio, startS };
    audio.src = address;
  }

  /** Plays the track that waits, if it is this one and can be played. */
  #takeStandby(id: string): boolean {
    const standby = this.#standby;
    if (standby?.id !== id || standby.audio.error) return false;
    const before = this.#audio;
    this.#standby = undefined;
    this.#audio = standby.audio;
    unload(before);
    this.#audio.volume = before.volume;
    if (this.#audio.readyState >= HTMLMediaElement.HAVE_METADATA) {
      // it may wait there already, and another seek would take time
      if (standby.startS === this.#startS) this.#set({ durationS: this.#audio.duration });
      else this.#showLength();
    }
    this.#start();
    return true;
  }

  /** Plays the current track, or pauses it. */
  toggle(): void {
    if (!this.#state.track) return;
    if (this.#audio.paused) this.#start();
    else this.#audio.pause();
  }

  pause(): void {
    this.#audio.pause();
  }

  /** Goes to a position in seconds, within the track. */
  seek(positionS: number): void {
    const within = Math.max(0, Math.min(positionS, this.#state.durationS || positionS));
    this.#startS = within;
    if (this.#audio.readyState >= HTMLMediaElement.HAVE_METADATA) this.#audio.currentTime = within;
  }

  /** Jumps phrases of 8 bars, forward or, if negative, back. */
  jump(phrases: number): void {
    this.seek(this.positionS + phrases * phraseS(this.#state.track?.bpm));
  }

  setVolume(volume: number): void {
    this.#audio.volume = volume;
    this.#set({ volume });
  }

  /** Stops, and forgets the track. */
  close(): void {
    this.#set({ track: undefined, status: 'empty', durationS: 0 });
    unload(this.#audio);
  }

  /** Loads the address of this attempt; false if there is none. */
  #load(): boolean {
    const address = this.#state.track && this.#addresses(this.#state.track.id)[this.#attempt];
    if (address === undefined) return false;
    this.#audio.src = address;
    this.#start();
    return true;
  }

  #tryNext(): void {
    if (!this.#state.track) return;
    this.#attempt++;
    if (!this.#load()) this.#set({ status: 'failed' });
  }

  #start(): void {
    // a newer track interrupts the promise; a real failure arrives as the event "error"
    this.#audio.play().catch(() => undefined);
  }

  #set(changes: Partial<PlayerState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

/** Stops an audio element, and lets go of its connection. */
function unload(audio: HTMLAudioElement): void {
  audio.pause();
  audio.removeAttribute('src');
  audio.load();
}
