import { z } from 'zod';
import { route } from '../route.ts';
import { list } from '../schemas/words.ts';

export const doctorRoutes = [
  route({
    method: 'get',
    path: '/api/doctor',
    summary: 'Looks through all of the book for what is wrong; nothing is changed',
    right: 'decide',
    // The disk may have failed since it was asked last, which no change of the book tells.
    fresh: true,
    answer: z.object({
      faults: list(
        z.object({ kind: z.string(), place: z.string(), what: z.string(), mendable: z.boolean() }),
      ),
      checked: z.object({ reports: z.number(), decisions: z.number() }),
    }),
    run: async (_, { book }) => {
      const { faults, checked } = await book.doctor();
      return { faults, checked };
    },
  }),
];
