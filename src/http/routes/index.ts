import type { Route } from '../route.ts';
import { actorRoutes } from './actors.ts';
import { addingRoutes } from './adding.ts';
import { changeRoutes } from './changes.ts';
import { claimRoutes } from './claims.ts';
import { codingRoutes } from './coding.ts';
import { decisionRoutes } from './decisions.ts';
import { doctorRoutes } from './doctor.ts';
import { entryRoutes } from './entries.ts';
import { exportRoutes } from './exporting.ts';
import { feedRoutes } from './feeds.ts';
import { gapRoutes } from './gap.ts';
import { importRoutes } from './importing.ts';
import { reportRoutes } from './reports.ts';
import { reviewRoutes } from './review.ts';
import { savedRoutes } from './saved.ts';
import { scenarioRoutes } from './scenarios.ts';
import { searchRoutes } from './search.ts';
import { storyRoutes } from './stories.ts';

/** All of the API, in the order in which its document tells of it. */
export const ROUTES: readonly Route[] = [
  ...entryRoutes,
  ...searchRoutes,
  ...scenarioRoutes,
  ...changeRoutes,
  ...gapRoutes,
  ...reportRoutes,
  ...claimRoutes,
  ...storyRoutes,
  ...actorRoutes,
  ...addingRoutes,
  ...feedRoutes,
  ...reviewRoutes,
  ...decisionRoutes,
  ...codingRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...savedRoutes,
  ...doctorRoutes,
];
