import type { ComponentType } from 'preact';
import { texts } from './texts.ts';

type Page = ComponentType<{ readonly id: string }>;

export interface RouteOf {
  /** `/reports/` has pages below it, whose id follows. */
  readonly path: string;
  readonly load: () => Promise<{ readonly default: Page }>;
}

/** Each page is a file of the bundle of its own, fetched when it is first opened. */
export const ROUTES: readonly RouteOf[] = [
  { path: '/', load: () => import('./pages/register.tsx') },
  { path: '/matrix', load: () => import('./pages/matrix.tsx') },
  { path: '/timeline', load: () => import('./pages/timeline.tsx') },
  { path: '/gap', load: () => import('./pages/gap.tsx') },
  { path: '/map', load: () => import('./pages/map.tsx') },
  { path: '/actors', load: () => import('./pages/actors.tsx') },
  { path: '/actors/', load: () => import('./pages/actor.tsx') },
  { path: '/measures', load: () => import('./pages/measures.tsx') },
  { path: '/measures/', load: () => import('./pages/measure.tsx') },
  { path: '/changes', load: () => import('./pages/changes.tsx') },
  { path: '/collisions', load: () => import('./pages/collisions.tsx') },
  { path: '/saved', load: () => import('./pages/saved.tsx') },
  { path: '/about', load: () => import('./pages/about.tsx') },
  { path: '/what-if', load: () => import('./pages/what-if.tsx') },
  { path: '/stories', load: () => import('./pages/stories.tsx') },
  { path: '/stories/', load: () => import('./pages/story.tsx') },
  { path: '/reports', load: () => import('./pages/reports.tsx') },
  { path: '/reports/', load: () => import('./pages/document.tsx') },
  { path: '/add', load: () => import('./pages/add.tsx') },
  { path: '/review', load: () => import('./pages/review.tsx') },
  { path: '/review/blind', load: () => import('./pages/blind.tsx') },
  { path: '/review/blind/', load: () => import('./pages/blind-report.tsx') },
  { path: '/review/settle', load: () => import('./pages/settle.tsx') },
];

export const routeOf = (path: string): RouteOf | null =>
  ROUTES.find((one) =>
    one.path.length > 1 && one.path.endsWith('/')
      ? path.startsWith(one.path) && path.length > one.path.length
      : path === one.path,
  ) ?? null;

export interface NavItem {
  readonly path: string;
  readonly name: string;
  /** After `g`. */
  readonly key?: string;
}

export const NAV: readonly { readonly name: string; readonly items: readonly NavItem[] }[] = [
  {
    name: texts.nav.book,
    items: [
      { path: '/', name: texts.nav.register, key: 'r' },
      { path: '/matrix', name: texts.nav.matrix, key: 'm' },
      { path: '/timeline', name: texts.nav.timeline, key: 't' },
      { path: '/map', name: texts.nav.map, key: 'k' },
      { path: '/gap', name: texts.nav.gap, key: 'l' },
      { path: '/actors', name: texts.nav.actors },
      { path: '/measures', name: texts.nav.measures },
    ],
  },
  {
    name: texts.nav.ask,
    items: [
      { path: '/what-if', name: texts.nav.whatIf, key: 'w' },
      { path: '/stories', name: texts.nav.stories, key: 's' },
      { path: '/changes', name: texts.nav.changes, key: 'd' },
      { path: '/collisions', name: texts.nav.collisions },
      { path: '/saved', name: texts.nav.saved },
    ],
  },
  {
    name: texts.nav.work,
    items: [
      { path: '/review', name: texts.nav.review, key: 'v' },
      { path: '/add', name: texts.nav.add, key: 'a' },
      { path: '/reports', name: texts.nav.reports, key: 'p' },
      { path: '/about', name: texts.nav.about, key: 'b' },
    ],
  },
];
