import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../components/button/button.tsx';
import { FiltersButton, FiltersPanel } from '../../components/filters/filters-panel.tsx';
import { TrackPanel } from '../../components/track-panel/track-panel.tsx';
import { usePlayer } from '../../player/use-player.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { trackQuery } from '../../tracks/queries.ts';
import { writeArea } from './area.ts';
import { ChosenTracks } from './chosen-tracks.tsx';
import { CursorBar } from './cursor-bar.tsx';
import { Legend } from './legend.tsx';
import { MapBar } from './map-bar.tsx';
import { MapCanvas } from './map-canvas.tsx';
import { type LibraryMap, mapQuery } from './map-queries.ts';
import type { MapQuery } from './map-query.ts';
import styles from './map-view.module.css';
import { NoMap } from './no-map.tsx';
import { useMapAddress } from './use-map-address.ts';
import { useMapScene } from './use-map-scene.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** The map of the library: every track is a point. */
export function MapView() {
  useTitle(text.views.map);
  const { data: map, error, refetch } = useQuery(mapQuery);
  if (map && map.count > 0) return <OpenMap map={map} />;
  if (map) return <p className={styles.message}>{text.map.emptyMap}</p>;
  if (error instanceof ApiProblem && error.status === 404) return <NoMap />;
  if (!error) return <p className={styles.message}>{text.shell.loading}</p>;
  return (
    <div role="alert" className={styles.message}>
      <p>{error.message}</p>
      <Button onClick={() => void refetch()}>{text.shell.again}</Button>
    </div>
  );
}

function OpenMap({ map }: { map: LibraryMap }) {
  const { query, change, leaveTo } = useMapAddress();
  const scene = useMapScene(map, query);
  const [playsOnHover, setPlaysOnHover] = useState(false);
  const player = usePlayer();
  const queries = useQueryClient();
  const cursor = scene.pointOf.get(query.at);
  const { data: track } = useQuery({ ...trackQuery(query.at), enabled: cursor !== undefined });

  const moveTo = useCallback((id: string) => change({ at: id }, 'move'), [change]);
  const filter = (filters: MapQuery['filters']) => change({ filters });
  const marked = track?.key.value;

  return (
    <div className={styles.view}>
      <h1 className="unseen">{text.views.map}</h1>
      <FiltersPanel query={query.filters} onChange={filter} marked={marked} />
      <div className={styles.main} data-chosen={scene.area !== undefined || undefined}>
        <MapBar
          query={query}
          passing={scene.passing}
          total={map.count}
          unplaced={map.unplaced}
          leftOut={scene.leftOut}
          playsOnHover={playsOnHover}
          onPlaysOnHover={setPlaysOnHover}
          onChange={change}
        >
          <FiltersButton query={query.filters} onChange={filter} marked={marked} />
        </MapBar>
        <div className={styles.place}>
          <MapCanvas
            map={map}
            scene={scene}
            camera={query.camera}
            cursor={cursor}
            playsOnHover={playsOnHover}
            onCursor={(point) => moveTo(map.ids[point]!)}
            onOpen={(point) => leaveTo(`/track/${map.ids[point]}`)}
            onPlay={async (point) => {
              const found = await queries.ensureQueryData(trackQuery(map.ids[point]!)).catch(() => undefined);
              if (found) player.playOrPause({ ...found, title: found.title ?? found.name, bpm: found.bpm.value });
            }}
            onArea={(area) => change({ area: area ? writeArea(area) : '' }, area?.kind === 'circle' ? 'move' : 'step')}
            onCamera={(camera) => change({ camera }, 'move')}
          />
          <Legend by={query.by} items={scene.scale.items} filters={query.filters} onFilters={filter} />
        </div>
        <CursorBar id={cursor === undefined ? '' : query.at} />
        {scene.area && (
          <ChosenTracks ids={scene.chosen} topic={query.area} onCursor={moveTo} onClear={() => change({ area: '' })} />
        )}
      </div>
      <TrackPanel id={cursor === undefined ? undefined : query.at} selected={NOTHING} />
    </div>
  );
}
