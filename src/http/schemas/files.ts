import { z } from 'zod';

/** One that backtracks nowhere: a file may have many megabytes. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** A file within JSON. */
export const file = z.strictObject({
  name: z.string().min(1).max(500),
  base64: z.string().refine((text) => BASE64.test(text), 'no base64'),
  mediaType: z.string().max(200).optional(),
});
