import type { Predicted, Tokenised } from '../document/layers.ts';
import { type Calibration, calibrated } from './calibration.ts';
import type { Thresholds } from './decode.ts';
import { folderOf, type Manifest } from './folder.ts';
import { type PredictOptions, predict } from './predict.ts';
import type { Second } from './second.ts';
import { type Half, type Inputs, openSession, type Session, type SessionOptions } from './session.ts';

export type { Calibration, PredictOptions, SessionOptions, Thresholds };
export { calibrated };

/** A reading model, ready to read. May be used for several texts at once. */
export interface Model {
  readonly manifest: Manifest;
  /** Finds predicates and cues with their arguments. The same text always gives the same answer. */
  readonly predict: (document: Tokenised, options?: PredictOptions) => Promise<Predicted>;
  /** For benchmarks: reads a text and keeps what it gives to the runtime; what comes back makes the same calls again, alone. */
  readonly bareCalls: (document: Tokenised) => Promise<() => Promise<void>>;
}

const loaded = new Map<string, Promise<Model>>();

/**
 * Loads a model once and shares it.
 * @param nameOrFolder the name of a shipped model (`standard`), or the path of a folder with a `model.json`
 * @throws ResourceError `model/missing`, `model/damaged` or `model/runtime`
 */
export function loadModel(nameOrFolder: string, options: SessionOptions = {}): Promise<Model> {
  const folder = folderOf(nameOrFolder);
  const key = `${options.threads ?? 1} ${folder}`;
  const known = loaded.get(key);
  if (known) return known;
  const model = openModel(folder, options);
  loaded.set(key, model);
  // a folder that was mended may be loaded later
  model.catch(() => loaded.delete(key));
  return model;
}

async function openModel(folder: string, options: SessionOptions): Promise<Model> {
  const session = await openSession(folder, options);
  const { manifest } = session;
  const second = manifest.second && {
    session: await openSession(folderOf(manifest.second.model), options),
    share: manifest.second.share,
  };
  return {
    manifest,
    predict: (document, options) => predict(session, document, options, second),
    bareCalls: (document) => bareCalls(session, document, second),
  };
}

async function bareCalls(
  session: Session,
  document: Tokenised,
  second?: Second,
): Promise<() => Promise<void>> {
  const calls: (() => Promise<unknown>)[] = [];
  const recorded = (of: Session): Session => ({
    ...of,
    run: (half: Half, inputs: Inputs) => {
      calls.push(() => of.run(half, inputs));
      return of.run(half, inputs);
    },
  });
  await predict(recorded(session), document, {}, second && { ...second, session: recorded(second.session) });
  return async () => {
    for (const call of calls) await call();
  };
}
