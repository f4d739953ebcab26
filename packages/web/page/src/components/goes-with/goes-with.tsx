import { useQuery } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { usePlayer } from '../../player/use-player.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { goesWithQuery } from '../../tracks/queries.ts';
import { IconButton } from '../button/button.tsx';
import styles from './goes-with.module.css';
import { mixReasons } from './mix-reasons.ts';

/** The tracks that go best with a track, each with its reasons, and a button to hear where it comes in. */
export function GoesWith({ id }: { id: string }) {
  const { data, error } = useQuery(goesWithQuery(id));
  const player = usePlayer();
  if (error) return <p className={styles.muted}>{error.message}</p>;
  return (
    <ul className={styles.list}>
      {data?.items.map((item) => {
        const here = player.track?.id === item.id;
        const sounds = here && player.status !== 'paused';
        const title = shownText(item.title);
        const play = () =>
          here ? player.toggle() : player.play({ ...item, title: item.title ?? '' }, item.mixIn?.timeS ?? 0);
        return (
          <li key={item.id} className={styles.item}>
            <IconButton label={sounds ? text.player.pause : text.panel.playMix(title)} onClick={play}>
              {sounds ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
            </IconButton>
            <div className={styles.about}>
              <bdi>{title}</bdi>
              <bdi className={styles.muted}>{shownText(item.artist)}</bdi>
              <span className={styles.reasons}>
                {mixReasons(item.reasons).map(({ text: said, effect }) => (
                  <span key={said} data-effect={effect}>
                    {said}
                  </span>
                ))}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
