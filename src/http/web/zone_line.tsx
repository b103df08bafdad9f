import type { Hono } from 'hono';
import { isTimezone } from '../../core/zone_clock.ts';
import { formIn } from '../form_body.ts';

/** The reader's time zone, wherever that is kept. */
export interface ZoneDesk {
  /** IANA name: `Europe/Vienna`. */
  readonly now: () => string;
  /** Whether nobody has said it yet: then it is the machine's. */
  readonly isOpen: () => boolean;
  readonly save: (zone: string) => Promise<void>;
}

/**
 * Asked at the first visit where the browser's zone is another than the machine's. Only the script
 * knows the former, so without one nothing is asked.
 */
export function ZoneLine({ zone }: { readonly zone: ZoneDesk | undefined }) {
  if (zone === undefined || !zone.isOpen()) return null;
  const machine = zone.now();
  return (
    <form class="backlog" id="zone" method="post" action="/zone" data-machine={machine} hidden>
      <p>
        This browser keeps the time of <b data-theirs />, the machine that of {machine}. Whose
        morning is the edition for?
      </p>
      <p class="choices">
        <button type="submit" class="link" name="zone" value="" data-theirs />
        <button type="submit" class="link" name="zone" value={machine}>
          {machine}
        </button>
      </p>
    </form>
  );
}

export function openZoneForm(app: Hono, zone: ZoneDesk | undefined): void {
  app.post('/zone', async (c) => {
    const { zone: said } = await formIn(c);
    if (zone?.isOpen() === true && typeof said === 'string' && isTimezone(said))
      await zone.save(said);
    return c.redirect('/', 303);
  });
}
