import { useMutation, useQuery } from '@tanstack/react-query';
import { Pause, Play, Square } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Link } from 'wouter';
import type { Recommendation } from '../../api/types.ts';
import { useMix } from '../../audio/use-mix.tsx';
import { Button, IconButton } from '../../components/button/button.tsx';
import { keyHue } from '../../components/key-wheel/wheel-geometry.ts';
import { MixBar } from '../../components/mix-bar/mix-bar.tsx';
import { StarsSelect } from '../../components/stars-select/stars-select.tsx';
import { usePlayer } from '../../player/use-player.tsx';
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
  const { id, seed, mixOut, mixIn, mixBars, key, bpm, tempoChange } = match;
  const player = usePlayer();
  const mix = useMix();
  const title = shownText(match.title);
  const mine = mix.request?.to === id && mix.request.from === seed;
  const sounds = mine && (mix.status === 'playing' || mix.status === 'loading');
  const here = player.track?.id === id && player.status === 'playing';
  const playFromIn = () =>
    player.track?.id === id ? player.toggle() : player.play({ ...match, title }, mixIn?.timeS ?? 0);
  const { data: stars } = useQuery(starsOf(seed, id));
  const { mutate: rate } = useMutation(saveMixStars);
  const request = { from: seed, to: id, outS: mixOut?.timeS ?? null, inS: mixIn?.timeS ?? null, bars: mixBars };
  return (
    <li className={styles.match} data-sounds={sounds || undefined}>
      <div className={styles.matchHead}>
        <IconButton label={here ? text.player.pause : text.panel.playMix(title)} onClick={playFromIn}>
          {here ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
        </IconButton>
        <div className={styles.matchName}>
          <Link href={`/track/${id}`}>
            <bdi>{title}</bdi>
          </Link>
          <bdi className={styles.muted}>{shownText(match.artist)}</bdi>
        </div>
        <span className={`${styles.matchFacts} number`}>
          <span>
            {formatBpm(bpm)}
            {tempoChange !== null && <span className={styles.muted}> {text.next.tempo(tempoChange)}</span>}
          </span>
          {key && (
            <span className="key" style={{ '--hue': keyHue(key) } as CSSProperties}>
              {key}
            </span>
          )}
        </span>
        <div className={styles.matchActions}>
          <Button
            aria-pressed={sounds}
            aria-label={text.next.inTimeWith(title)}
            onClick={() => mix.toggle(request)}
            onPointerEnter={() => mix.prepare(request)}
            onFocus={() => mix.prepare(request)}
          >
            {sounds ? <Square size={12} aria-hidden="true" /> : <Play size={12} aria-hidden="true" />}
            {text.next.inTime}
          </Button>
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
      {mine && mix.status !== 'idle' && <MixBar />}
      <ReasonBars reasons={match.reasons} />
    </li>
  );
}
