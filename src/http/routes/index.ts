import type { Route } from '../route.ts';
import { actorRoutes } from './actors.ts';
import { addingRoutes } from './adding.ts';
import { decisionRoutes } from './decisions.ts';
import { entryRoutes } from './entries.ts';
import { reportRoutes } from './reports.ts';
import { savedRoutes } from './saved.ts';
import { scenarioRoutes } from './scenarios.ts';

/** All of the API, in the order in which its document tells of it. */
export const ROUTES: readonly Route[] = [
  ...entryRoutes,
  ...scenarioRoutes,
  ...reportRoutes,
  ...actorRoutes,
  ...addingRoutes,
  ...decisionRoutes,
  ...savedRoutes,
];
