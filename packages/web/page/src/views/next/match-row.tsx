import { useMutation, useQuery } from '@tanstack/react-query';
import type { Recommendation } from '../../api/types.ts';
import { mixAt } from '../../audio/prepare-mix.ts';
import { useMix } from '../../audio/use-mix.tsx';
import { Button } from '../../components/button/button.tsx';
import { KeyName } from '../../components/key-name/key-name.tsx';
import { InTimeButton } from '../../components/mix-bar/in-time-button.tsx';
import { MixBar } from '../../components/mix-bar/mix-bar.tsx';
import { PlayButton } from '../../components/play-button/play-button.tsx';
import { StarsSelect } from '../../components/stars-select/stars-select.tsx';
import { TrackName } from '../../components/track-name/track-name.tsx';
import { text } from '../../text/en.ts';
import { formatBpm, shownText } from '../../text/format.ts';
import { saveMixStars, starsOf } from '../../tracks/mix-stars.ts';
import styles from './next-view.module.css';
import { ReasonBars } from './reason-bars.tsx';

interface MatchRowProps {
  match: Recommendation;
  onSeed: (id: string) => void;
  onUnlike: (id: string) => void;
}

/** A track that goes with the seeds: why, and how both sound in time. */
export function MatchRow({ match, onSeed, onUnlike }: MatchRowProps) {
  const { id, seed, mixIn, key, bpm, tempoChange } = match;
  const mix = useMix();
  const title = shownText(match.title);
  const { data: stars } = useQuery(starsOf(seed, id));
  const { mutate: rate } = useMutation(saveMixStars);
  const request = mixAt(seed, id, match);
  return (
    <li className={styles.match} data-sounds={mix.isPlaying(request) || undefined}>
      <div className={styles.matchHead}>
        <PlayButton track={match} label={text.panel.playMix(title)} fromS={mixIn?.timeS ?? 0} />
        <TrackName track={match} className={styles.matchName} />
        <span className={`${styles.matchFacts} number`}>
          <span>
            {formatBpm(bpm)}
            {tempoChange !== null && <span className={styles.muted}> {text.next.tempo(tempoChange)}</span>}
          </span>
          <KeyName name={key} />
        </span>
        <div className={styles.matchActions}>
          <InTimeButton mix={request} title={title} />
          <StarsSelect
            label={text.next.starsFor(title)}
            stars={stars}
            onChange={(given) => rate({ from: seed, to: id, stars: given })}
          />
          <Button look="quiet" onClick={() => onSeed(id)} aria-label={text.next.addSeedNamed(title)}>
            {text.next.moreLike}
          </Button>
          <Button look="quiet" onClick={() => onUnlike(id)} aria-label={text.next.unlikeNamed(title)}>
            {text.next.lessLike}
          </Button>
        </div>
      </div>
      <MixBar request={request} />
      <ReasonBars reasons={match.reasons} />
    </li>
  );
}
