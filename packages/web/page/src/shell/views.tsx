import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { text } from '../text/en.ts';
import { LibraryView } from '../views/library/library-view.tsx';

/** A view of the page, with its own address. */
export interface View {
  readonly path: string;
  /** Name in the navigation; a view without one is reached by links. */
  readonly name?: string;
  readonly component: ComponentType | LazyExoticComponent<ComponentType>;
}

/** Every view, in the order of the navigation. All but the library load when they are first opened. */
export const VIEWS: readonly View[] = [
  { path: '/', name: text.views.library, component: LibraryView },
  {
    path: '/next',
    name: text.views.next,
    component: lazy(async () => ({ default: (await import('../views/next/next-view.tsx')).NextView })),
  },
  {
    path: '/sets',
    name: text.views.sets,
    component: lazy(async () => ({ default: (await import('../views/sets/sets-view.tsx')).SetsView })),
  },
  {
    path: '/sets/:name',
    component: lazy(async () => ({ default: (await import('../views/sets/set-view.tsx')).SetView })),
  },
  {
    path: '/crates',
    name: text.views.crates,
    component: lazy(async () => ({ default: (await import('../views/crates/crates-view.tsx')).CratesView })),
  },
  {
    path: '/crates/rules',
    component: lazy(async () => ({ default: (await import('../views/rules/rules-view.tsx')).RulesView })),
  },
  {
    path: '/plan',
    component: lazy(async () => ({ default: (await import('../views/plan/plan-view.tsx')).PlanView })),
  },
  {
    path: '/map',
    name: text.views.map,
    component: lazy(async () => ({ default: (await import('../views/map/map-view.tsx')).MapView })),
  },
  {
    path: '/tags',
    name: text.views.tags,
    component: lazy(async () => ({ default: (await import('../views/tags/tags-view.tsx')).TagsView })),
  },
  {
    path: '/copies',
    name: text.views.copies,
    component: lazy(async () => ({ default: (await import('../views/copies/copies-view.tsx')).CopiesView })),
  },
  {
    path: '/track/:id',
    component: lazy(async () => ({ default: (await import('../views/track/track-view.tsx')).TrackView })),
  },
  {
    path: '/health',
    name: text.views.health,
    component: lazy(async () => ({ default: (await import('../views/health/health-view.tsx')).HealthView })),
  },
  {
    path: '/settings',
    component: lazy(async () => ({ default: (await import('../views/settings/settings-view.tsx')).SettingsView })),
  },
];
