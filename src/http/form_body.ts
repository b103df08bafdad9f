import type { Context } from 'hono';
import { DriftlineError } from '../core/errors.ts';

type Form = Awaited<ReturnType<Context['req']['parseBody']>>;

/**
 * The fields of a form, urlencoded or in parts; none where no form was sent. Throws DriftlineError
 * `usage` where its parts are cut short or have no boundary.
 */
export async function formIn(c: Context): Promise<Form> {
  try {
    return await c.req.parseBody();
  } catch (cause) {
    throw new DriftlineError('usage', 'the form did not arrive whole: send it again', { cause });
  }
}
