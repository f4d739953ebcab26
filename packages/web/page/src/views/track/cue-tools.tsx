import { useMutation } from '@tanstack/react-query';
import { ArrowDownToLine, Trash2 } from 'lucide-react';
import type { Track } from '../../api/types.ts';
import { Button, IconButton } from '../../components/button/button.tsx';
import { text } from '../../text/en.ts';
import { formatDuration, shownText } from '../../text/format.ts';
import { editTrack } from '../../tracks/edit-track.ts';
import { nearestBeatS } from '../../tracks/grid-lines.ts';
import { addCue, type Cue, isLoop, moveCue, nameCue, padName } from './cue-list.ts';
import styles from './track-view.module.css';
import type { Place } from './use-place.ts';

/** Returns the command that adds a cue at the nearest beat. */
export function useAddCue(track: Track, place: Place): () => void {
  const { mutate: edit } = useMutation(editTrack(track.id));
  const { cues, tempos } = track;
  return () => edit({ cues: addCue(cues.value ?? [], nearestBeatS(tempos.value ?? [], place.positionS())) });
}

/** Cues and loops in the order of time: go to one, name it, move it to the position, remove it. */
export function CueTools({ track, place }: { track: Track; place: Place }) {
  const { mutate: edit } = useMutation(editTrack(track.id));
  const add = useAddCue(track, place);
  const cues = track.cues.value ?? [];
  const beat = () => nearestBeatS(track.tempos.value ?? [], place.positionS());
  const { source } = track.cues;
  return (
    <section className={styles.section} aria-labelledby="track-cues">
      <div className={styles.head}>
        <h2 id="track-cues">{text.track.cues}</h2>
        {source && <span className={styles.muted}>{text.value.sources[source] ?? source}</span>}
        <Button onClick={add}>{text.track.addCue}</Button>
      </div>
      {cues.length === 0 && <p className={styles.muted}>{text.track.noCues}</p>}
      <ul className={styles.cues}>
        {cues.map((cue) => {
          const name = spoken(cue);
          const at = formatDuration(cue.start);
          return (
            <li key={`${cue.num} ${cue.start}`} className={styles.cue}>
              <Button look="quiet" onClick={() => place.goTo(cue.start)}>
                <span className="unseen">{text.track.goTo}</span>
                <span className={styles.pad}>{padName(cue.num) || '·'}</span>
                <span className="number">{isLoop(cue) ? `${at}–${formatDuration(cue.end)}` : at}</span>
              </Button>
              <input
                type="text"
                aria-label={text.track.cueName(name)}
                maxLength={60}
                defaultValue={shownText(cue.name)}
                onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                onBlur={({ target: { value } }) =>
                  value !== shownText(cue.name) && edit({ cues: nameCue(cues, cue, value) })
                }
              />
              <IconButton label={text.track.moveCue(name)} onClick={() => edit({ cues: moveCue(cues, cue, beat()) })}>
                <ArrowDownToLine size={14} aria-hidden="true" />
              </IconButton>
              <IconButton
                label={text.track.removeCue(name)}
                onClick={() => edit({ cues: cues.filter((other) => other !== cue) })}
              >
                <Trash2 size={14} aria-hidden="true" />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function spoken(cue: Cue): string {
  const pad = padName(cue.num);
  if (isLoop(cue)) return text.track.loop(pad);
  return pad ? text.track.cue(pad) : text.track.memoryCue;
}
