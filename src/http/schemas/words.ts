import { z } from 'zod';
import {
  ACTOR_KINDS,
  ACTS,
  ATTRIBUTION_KINDS,
  CONDITION_KINDS,
  FACTUALITY,
  FIRMNESS,
} from '../../document/vocabulary.ts';

/** Lists in answers are never changed. */
export const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
export const nullable = <T extends z.ZodType>(of: T) => of.nullable();

export const act = z.enum(ACTS);
export const firmness = z.enum(FIRMNESS);
export const factuality = z.enum(FACTUALITY);
export const conditionKind = z.enum(CONDITION_KINDS);
export const actorKind = z.enum(ACTOR_KINDS);
export const attributionKind = z.enum(ATTRIBUTION_KINDS);
export const reviewState = z.enum(['unreviewed', 'accepted', 'rejected', 'gone']);
export const progressState = z.enum(['unread', 'in-work', 'done']);
export const sourceGrade = z.enum(['A', 'B', 'C', 'D', 'E', 'F']);

/** Half-open, in UTF-16 code units. */
export const span = z
  .object({ start: z.number(), end: z.number() })
  .meta({ id: 'Span', description: 'Half-open offsets in UTF-16 code units.' });

export const trigger = z
  .union([z.object({ any: list(z.string()) }), z.object({ all: list(z.string()) })])
  .meta({ id: 'Trigger' });

/** Decisions that a report has from copies of its passages that were there before it, and those that it could not have. */
export const inheritance = z
  .object({
    carried: list(
      z.object({
        decision: z.string(),
        kind: z.string(),
        subject: z.string(),
        by: z.string(),
        from: z.string(),
        taken: z.string(),
      }),
    ),
    left: list(z.object({ from: z.string(), why: z.string() })),
  })
  .meta({
    id: 'Inheritance',
    description: 'What was decided on copies of its passages before it came, or came back.',
  });

export const label = z.object({ kind: z.enum(['tag', 'marking']), value: z.string() }).meta({ id: 'Label' });

const member = z.object({ party: z.string(), from: z.string().optional(), until: z.string().optional() });

export const party = z
  .object({
    id: z.string(),
    kind: actorKind,
    name: z.string(),
    state: nullable(z.string()),
    size: nullable(z.number()),
    aliases: list(z.string()).optional(),
    members: list(member).optional(),
  })
  .meta({ id: 'Party' });
