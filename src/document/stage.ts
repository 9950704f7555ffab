import type { Source } from './layers.ts';

/** One step: what it gives must hold all that it took, so that a pipeline in the wrong order does not compile. */
export type Stage<In extends Source, Out extends In> = (document: In) => Out;
