import robots from 'robots-parser';

// Its types say that the function is a field of the module; it is the module.
const robotsParser = robots as unknown as typeof robots.default;

/** What a host lets a robot do (RFC 9309). */
export interface RobotRules {
  allows(url: string): boolean;
  /** Milliseconds between two requests; 0 where it asks for none. */
  readonly gap: number;
}

/** By which its rules name us. */
export const ROBOT = 'pledgebook';

/** In bytes: what RFC 9309 wants to be read at least. */
export const ROBOTS_BYTES = 500 * 1024;

/** A host that asks for more is asked once a minute all the same: at an hour each, a feed would not be read in a month. */
const LONGEST_GAP = 60_000;

export function robotRules(url: string, text: string): RobotRules {
  const rules = robotsParser(url, text);
  return {
    allows: (page) => rules.isAllowed(page, ROBOT) ?? true,
    gap: Math.min(LONGEST_GAP, (rules.getCrawlDelay(ROBOT) ?? 0) * 1000),
  };
}

export const NO_RULES: RobotRules = { allows: () => true, gap: 0 };
