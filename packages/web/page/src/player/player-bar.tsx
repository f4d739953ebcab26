import { useQuery } from '@tanstack/react-query';
import { Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../components/button/button.tsx';
import { KeyName } from '../components/key-name/key-name.tsx';
import { Waveform } from '../components/waveform/waveform.tsx';
import { text } from '../text/en.ts';
import { formatBpm, formatDuration, shownText } from '../text/format.ts';
import { trackQuery, waveformQuery } from '../tracks/queries.ts';
import styles from './player-bar.module.css';
import { TrackMarks } from './track-marks.tsx';
import { usePlayer, usePlayerObject } from './use-player.tsx';
import { usePosition } from './use-position.ts';

const NO_BANDS = new Uint8Array();

/** The player at the bottom of every view. */
export function PlayerBar() {
  const { track, status, durationS, volume, toggle, jump, setVolume } = usePlayer();
  const id = track?.id ?? '';
  usePlayerKeys();
  const about = useQuery({ ...trackQuery(id), enabled: track !== undefined }).data;
  const bands = useQuery({ ...waveformQuery(id), enabled: track !== undefined }).data ?? NO_BANDS;
  if (!track) {
    return (
      <section aria-label={text.player.label} className={styles.player}>
        <p className={styles.empty}>{text.player.empty}</p>
      </section>
    );
  }
  const sounds = status === 'playing' || status === 'loading';
  return (
    <section aria-label={text.player.label} className={styles.player}>
      <div className={styles.controls}>
        <IconButton label={text.player.back} onClick={() => jump(-1)}>
          <SkipBack size={14} aria-hidden="true" />
        </IconButton>
        <IconButton label={sounds ? text.player.pause : text.player.play} onClick={toggle}>
          {sounds ? <Pause size={18} aria-hidden="true" /> : <Play size={18} aria-hidden="true" />}
        </IconButton>
        <IconButton label={text.player.forward} onClick={() => jump(1)}>
          <SkipForward size={14} aria-hidden="true" />
        </IconButton>
      </div>
      <div className={styles.name}>
        <bdi className={styles.title}>{shownText(track.title)}</bdi>
        <bdi className={styles.artist}>{shownText(track.artist)}</bdi>
      </div>
      {status === 'failed' ? (
        <p role="alert" className={styles.failed}>
          {text.player.failed}
        </p>
      ) : (
        <div className={styles.wave}>
          <Waveform bands={bands} />
          {about && durationS > 0 && <TrackMarks track={about} durationS={durationS} />}
          <Scrubber />
        </div>
      )}
      <div className={`${styles.facts} number`}>
        <span>
          {formatBpm(track.bpm)} <KeyName name={about?.key.value} />
        </span>
        <Clock durationS={durationS} />
      </div>
      <input
        type="range"
        className={styles.volume}
        aria-label={text.player.volume}
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => setVolume(event.target.valueAsNumber)}
      />
    </section>
  );
}

/** Space plays and pauses, the arrows jump a phrase, wherever nothing else has the focus. */
function usePlayerKeys(): void {
  const player = usePlayerObject();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.target instanceof Element) || !event.target.matches('body, main')) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === ' ') player.toggle();
      else if (event.key === 'ArrowLeft') player.jump(-1);
      else if (event.key === 'ArrowRight') player.jump(1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [player]);
}

/** The position as a slider over the waveform: drag it, or press the arrows for a phrase. */
function Scrubber() {
  const { durationS, seek, jump } = usePlayer();
  const played = useRef<HTMLSpanElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const said = useRef(-1);

  usePosition((positionS) => {
    const share = durationS > 0 ? positionS / durationS : 0;
    played.current!.style.transform = `scaleX(${share})`;
    const second = Math.floor(positionS);
    if (second === said.current) return;
    said.current = second;
    slider.current!.value = String(second);
    slider.current!.setAttribute('aria-valuetext', text.player.positionOf(positionS, durationS));
  });

  return (
    <>
      <span ref={played} className={styles.played} />
      <input
        ref={slider}
        type="range"
        className={styles.slider}
        aria-label={text.player.position}
        min={0}
        max={Math.max(1, Math.floor(durationS))}
        step="any"
        defaultValue={0}
        onChange={(event) => seek(event.target.valueAsNumber)}
        onKeyDown={(event) => {
          const phrases = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
          if (phrases === 0) return;
          event.preventDefault();
          jump(phrases);
        }}
      />
    </>
  );
}

function Clock({ durationS }: { durationS: number }) {
  const place = useRef<HTMLSpanElement>(null);
  usePosition((positionS) => {
    const now = `${formatDuration(positionS)} / ${formatDuration(durationS)}`;
    if (place.current!.textContent !== now) place.current!.textContent = now;
  });
  return <span ref={place} />;
}
