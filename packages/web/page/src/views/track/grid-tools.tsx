import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { Track } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { Alternatives, TrackValue } from '../../components/track-value/track-value.tsx';
import { text } from '../../text/en.ts';
import { formatBpm } from '../../text/format.ts';
import { changeGrid, editTrack, type TrackEdit } from '../../tracks/edit-track.ts';
import { addTap, tappedBpm } from './tap-tempo.ts';
import styles from './track-view.module.css';
import type { Place } from './use-place.ts';

const SMALL_MS = 5;
const SHIFTS_MS = [-20, -SMALL_MS, SMALL_MS, 20];
const SLOWEST_BPM = 20;
const FASTEST_BPM = 400;

/** Returns the edit that sets a tempo. A track without a grid gets one whose first beat is at `startS` seconds. */
function withBpm({ tempos }: Track, bpm: number, startS: number): TrackEdit {
  const grid = tempos.value ?? [];
  if (grid.length > 1) return { bpm };
  const first = grid[0] ?? { inizio_sec: startS % (60 / bpm), metro: '4/4', battito: 1 };
  return { bpm, tempos: [{ ...first, bpm }] };
}

/** Corrects tempo and grid: typed, tapped, halved, doubled, moved, and where the bar starts. */
export function GridTools({ track, place }: { track: Track; place: Place }) {
  const { bpm, tempos, id } = track;
  const { mutate: edit } = useMutation(editTrack(id));
  const { mutate: change } = useMutation(changeGrid(id));
  const [typed, setTyped] = useState(formatBpm(bpm.value));
  useEffect(() => setTyped(formatBpm(bpm.value)), [bpm.value]);
  const [taps, setTaps] = useState<readonly number[]>([]);
  const tapped = tappedBpm(taps);

  const setBpm = (value: number) => edit(withBpm(track, value, place.positionS()));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = Number(typed.replace(',', '.'));
    if (value >= SLOWEST_BPM && value <= FASTEST_BPM) setBpm(value);
  };
  const hasGrid = (tempos.value?.length ?? 0) > 0;
  return (
    <section className={styles.section} aria-labelledby="track-tempo">
      <h2 id="track-tempo">{text.track.tempo}</h2>
      <dl>
        <TrackValue name={text.track.bpm} source={bpm.source} confidence={bpm.confidence}>
          {formatBpm(bpm.value)}
          {bpm.uncertain && <Alternatives values={bpm.alternatives.map(({ value }) => formatBpm(value))} />}
        </TrackValue>
      </dl>
      <form className={styles.tools} onSubmit={submit}>
        <input
          type="text"
          inputMode="decimal"
          className={styles.number}
          aria-label={text.track.bpm}
          maxLength={7}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit">{text.track.set}</Button>
        <Button onClick={() => change({ action: 'halve' })}>{text.track.halve}</Button>
        <Button onClick={() => change({ action: 'double' })}>{text.track.double}</Button>
        <Button
          onPointerDown={(event) => event.button === 0 && setTaps(addTap(taps, event.timeStamp))}
          onKeyDown={(event) => {
            if (event.repeat || (event.key !== ' ' && event.key !== 'Enter')) return;
            event.preventDefault();
            setTaps(addTap(taps, event.timeStamp));
          }}
        >
          {text.track.tap}
        </Button>
        {tapped !== undefined && (
          <Button look="main" onClick={() => setBpm(Math.round(tapped * 100) / 100)}>
            {text.track.tapped(formatBpm(tapped))}
          </Button>
        )}
        {bpm.alternatives.slice(0, 2).map(({ value }) => (
          <Button key={value} onClick={() => setBpm(value)}>
            {formatBpm(value)}
          </Button>
        ))}
      </form>
      {hasGrid ? (
        <div className={styles.tools}>
          {SHIFTS_MS.map((ms) => (
            <Button
              key={ms}
              aria-label={ms < 0 ? text.track.earlier(-ms) : text.track.later(ms)}
              title={ms < 0 ? text.track.earlier(-ms) : text.track.later(ms)}
              onClick={() => change({ action: 'shift', ms })}
            >
              {ms > 0 ? `+${ms}` : `−${-ms}`} ms
            </Button>
          ))}
          <Button onClick={() => change({ action: 'downbeat', ms: 1000 * place.positionS() })}>
            {text.track.barOne}
          </Button>
        </div>
      ) : (
        <p className={styles.muted}>{text.track.noGrid}</p>
      )}
    </section>
  );
}
