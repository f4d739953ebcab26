import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import { memo, useState } from 'react';
import { text } from '../../text/en.ts';
import { facetsQuery } from '../../tracks/queries.ts';
import {
  activeFilters,
  LISTED_STATES,
  type ListedState,
  type TrackQuery,
  withoutFilter,
} from '../../tracks/track-query.ts';
import { Button } from '../button/button.tsx';
import { KeyWheel } from '../key-wheel/key-wheel.tsx';
import { Sheet } from '../sheet/sheet.tsx';
import { useMedia } from '../use-media.ts';
import { AddedFilter } from './added-filter.tsx';
import { BpmFilter } from './bpm-filter.tsx';
import { EnergyFilter } from './energy-filter.tsx';
import { FacetList } from './facet-list.tsx';
import { FilterSection } from './filter-section.tsx';
import styles from './filters-panel.module.css';
import { FolderFilter } from './folder-filter.tsx';
import { ListFilter } from './list-filter.tsx';

/** Without screen room for two columns, the filters are behind one button. */
const NARROW = '(max-width: 900px)';
const STARS = [1, 2, 3, 4, 5];

interface FiltersProps {
  query: TrackQuery;
  onChange: (query: TrackQuery) => void;
  /** Key of the selected track. */
  marked?: string | null;
  /** False while the rows are on their way, which counts and lists must not delay. @default true */
  ready?: boolean;
}

/** Every filter of the library in a column beside the table; none on a narrow screen. */
export const FiltersPanel = memo(function FiltersPanel(props: FiltersProps) {
  if (useMedia(NARROW)) return null;
  return (
    <aside aria-label={text.filters.label} className={styles.panel}>
      <h2 className={styles.name}>{text.filters.label}</h2>
      <Filters {...props} />
    </aside>
  );
});

/** The button of a narrow screen that opens the filters; none where they have a column. */
export function FiltersButton(props: FiltersProps) {
  const [open, setOpen] = useState(false);
  if (!useMedia(NARROW)) return null;
  const active = activeFilters(props.query).length;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal size={14} aria-hidden="true" />
        {text.filters.open}
        {active > 0 && ` (${active})`}
      </Button>
      <Sheet open={open} label={text.filters.label} onClose={() => setOpen(false)}>
        <Filters {...props} />
      </Sheet>
    </>
  );
}

function Filters({ query, onChange, marked, ready = true }: FiltersProps) {
  const { data: facets } = useQuery({ ...facetsQuery(query), enabled: ready });
  const active = activeFilters(query);
  const set = (changes: Partial<TrackQuery>) => onChange({ ...query, ...changes });
  const section = (name: (typeof active)[number]) => ({
    name: text.filters.names[name],
    onClear: active.includes(name) ? () => onChange(withoutFilter(query, name)) : undefined,
  });
  return (
    <>
      {active.length > 0 && (
        <Button look="quiet" className={styles.clearAll} onClick={() => onChange(withoutFilter(query))}>
          {text.filters.clear}
        </Button>
      )}
      <FilterSection {...section('list')}>
        <ListFilter chosen={query.list} ready={ready} onChoose={(list) => set({ list })} />
      </FilterSection>
      <FilterSection {...section('bpm')}>
        <BpmFilter bpm={query.bpm} fold={query.bpmFold} histogram={facets?.bpms ?? []} onChange={set} />
      </FilterSection>
      <FilterSection {...section('key')}>
        <KeyWheel counts={facets?.keys ?? {}} chosen={query.key} onChoose={(key) => set({ key })} marked={marked} />
      </FilterSection>
      <FilterSection {...section('tag')}>
        <FacetList
          name={text.filters.names.tag}
          counts={facets?.tags ?? {}}
          chosen={query.tag}
          onChoose={(tag) => set({ tag })}
        />
      </FilterSection>
      <FilterSection {...section('genre')}>
        <FacetList
          name={text.filters.names.genre}
          counts={facets?.genres ?? {}}
          chosen={query.genre}
          onChoose={(genre) => set({ genre })}
        />
      </FilterSection>
      <FilterSection {...section('rating')}>
        <select
          aria-label={text.filters.names.rating}
          className={styles.wide}
          value={query.rating}
          onChange={(event) => set({ rating: event.target.value })}
        >
          <option value="">{text.filters.any.rating}</option>
          {STARS.map((stars) => (
            <option key={stars} value={`${stars}-`}>
              {text.filters.stars(stars)}
            </option>
          ))}
        </select>
      </FilterSection>
      <FilterSection {...section('energy')}>
        <EnergyFilter energy={query.energy} onChange={(energy) => set({ energy })} />
      </FilterSection>
      <FilterSection {...section('added')}>
        <AddedFilter added={query.added} onChange={(added) => set({ added })} />
      </FilterSection>
      <FilterSection {...section('state')}>
        <FacetList
          name={text.filters.names.state}
          counts={Object.fromEntries(LISTED_STATES.map((state) => [state, facets?.states[state] ?? 0]))}
          chosen={query.state}
          onChoose={(state) => set({ state: state as ListedState[] })}
          label={(state) => text.states[state as ListedState]}
          ordered
        />
      </FilterSection>
      <FilterSection {...section('folder')}>
        <FolderFilter folders={facets?.folders ?? []} chosen={query.folder} onChoose={(folder) => set({ folder })} />
      </FilterSection>
    </>
  );
}
