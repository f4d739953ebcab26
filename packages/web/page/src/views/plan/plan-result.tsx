import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { BpmName } from '../../components/bpm-name/bpm-name.tsx';
import { Button } from '../../components/button/button.tsx';
import { Joint } from '../../components/joint/joint.tsx';
import { KeyName } from '../../components/key-name/key-name.tsx';
import { PlayButton } from '../../components/play-button/play-button.tsx';
import { SetStrip } from '../../components/set-strip/set-strip.tsx';
import { TrackName } from '../../components/track-name/track-name.tsx';
import { setAddress } from '../../lists/set-address.ts';
import { type KeptPlan, saveSet, setsQuery } from '../../lists/set-queries.ts';
import { text } from '../../text/en.ts';
import { formatDuration, shownText } from '../../text/format.ts';
import type { Found } from './plan-queries.ts';
import styles from './plan-view.module.css';

interface PlanResultProps {
  found: Found;
  plan: KeptPlan;
  busy: boolean;
}

/** A plan as a set would look, and a field to save it. */
export function PlanResult({ found, plan, busy }: PlanResultProps) {
  const [zoom, setZoom] = useState(1);
  const [joint, setJoint] = useState<number>();
  const { tracks, mixes, durationS, playedS, timedOut, broken = [] } = found;
  if (tracks.length === 0) return <p role="status">{text.plan.none}</p>;
  return (
    <div className={styles.result} aria-busy={busy}>
      <p role="status" className={`${styles.muted} number`}>
        {text.sets.lengths(tracks.length, durationS, playedS)}
        {timedOut && ` ${text.plan.timedOut}`}
        {broken.length > 0 && ` ${text.plan.broken(broken.length)}`}
      </p>
      <SavePlan found={found} plan={plan} />
      {tracks.length > 1 && <SetStrip order={found} zoom={zoom} onZoom={setZoom} joint={joint} onJoint={setJoint} />}
      <ol className={styles.tracks} aria-label={text.sets.list}>
        {tracks.map((track, i) => (
          <li key={track.id} data-open={joint === i - 1 || undefined}>
            {i > 0 && mixes.length > 0 && <Joint from={tracks[i - 1]!} to={track} mix={mixes[i - 1] ?? null} />}
            <div className={styles.track}>
              <span className={`${styles.muted} number`}>{i + 1}</span>
              <PlayButton track={track} label={text.sets.play(shownText(track.title))} />
              <TrackName track={track} />
              <span className={`${styles.facts} number`}>
                <BpmName bpm={track.bpm} uncertain={track.bpmUncertain} />
                <KeyName name={track.key} uncertain={track.keyUncertain} />
                <span className={styles.muted}>{formatDuration(track.duration)}</span>
              </span>
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function SavePlan({ found, plan }: Pick<PlanResultProps, 'found' | 'plan'>) {
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const { data: sets = [] } = useQuery(setsQuery);
  const { mutate: save, isPending } = useMutation(saveSet(name));
  const taken = sets.some((set) => set.name.toLowerCase() === name.toLowerCase());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name || taken) return;
    const rows = found.tracks.map((track) => ({ track, locked: false }));
    save({ rows, plan }, { onSuccess: (set) => navigate(setAddress(set.name)) });
  };
  return (
    <form className={styles.save} onSubmit={submit}>
      <input
        type="text"
        aria-label={text.plan.name}
        placeholder={text.plan.name}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" disabled={!name || taken || isPending}>
        {text.plan.save}
      </Button>
      {taken && name && <span role="alert">{text.plan.taken}</span>}
    </form>
  );
}
