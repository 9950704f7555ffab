import { to } from './router.ts';

export const toActor = (id: string): string => to(`/actors/${encodeURIComponent(id)}`);
export const toMeasure = (id: string): string => to(`/measures/${encodeURIComponent(id)}`);
