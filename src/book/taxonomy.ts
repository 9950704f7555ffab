/** The measure of what no profile names. */
export const OTHER = 'other';

/** `arms.any` is arms of whatever form; these stand in its family without being a form of it. */
const APART: ReadonlySet<string> = new Set(['arms.production', 'force.withdrawal']);

/** Whether `measure` is `outer` or a kind of it: `force.land` is within `force`, and within `force.any`, where the form is open. */
export function within(measure: string, outer: string): boolean {
  const whole = outer.endsWith('.any') && !APART.has(measure) ? outer.slice(0, -'.any'.length) : outer;
  return measure === whole || measure.startsWith(`${whole}.`);
}

/** Whether the two may be one and the same thing: one is a kind of the other. `other`, which names nothing, never is. */
export const related = (a: string, b: string): boolean => a !== OTHER && (within(a, b) || within(b, a));
