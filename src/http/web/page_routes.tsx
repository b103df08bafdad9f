import type { Context, Hono } from 'hono';
import type { Log } from '../../core/log.ts';
import type { Changes } from '../../store/changes.ts';
import { outwardFailure } from '../failure.ts';
import {
  openSubscriptions,
  type SubscriptionNeeds,
} from '../subscriptions/subscription_routes.tsx';
import { type ActNeeds, openActPages } from './act_routes.tsx';
import { type Answers, openAnswers } from './answers.ts';
import type { Desk, Notice } from './desk.ts';
import { type DeviceNeeds, openDevicePages } from './device_routes.tsx';
import { type EditionNeeds, openEditionPages } from './edition_routes.tsx';
import { type FeedsNeeds, openFeedsPages } from './feeds_page.tsx';
import { type FormNeeds, openForms } from './form_routes.ts';
import { openKeptPages } from './kept_pages.ts';
import { SentencePage } from './list_pages.tsx';
import { openPlacePages, type PlaceNeeds } from './place_pages.tsx';
import { openPress } from './press.tsx';
import { openSearchPage, type SearchNeeds } from './search_page.tsx';
import { openStatistics, type StatisticsNeeds } from './statistics_page.tsx';
import { openWhyNotPage, type WhyNotNeeds } from './why_not_page.tsx';
import { openZoneForm } from './zone_line.tsx';

interface Deps
  extends Omit<
    EditionNeeds &
      FormNeeds &
      PlaceNeeds &
      ActNeeds &
      DeviceNeeds &
      SubscriptionNeeds &
      SearchNeeds &
      WhyNotNeeds &
      FeedsNeeds &
      StatisticsNeeds,
    'press' | 'kept' | keyof Answers
  > {
  readonly log: Log;
  readonly notices: () => readonly Notice[];
  readonly changes: Changes;
}

/** Pages and forms. Without a script everything works by these alone. */
export function pageRoutes(app: Hono, deps: Deps): void {
  const { acting, now } = deps.desk;
  const kept = openKeptPages({ ...deps, acting, now });
  const draw = onceAtATime(deps.draw);
  const needs = { ...deps, ...openAnswers(deps), press: openPress(deps.desk), kept, draw };
  openEditionPages(app, needs);
  openPlacePages(app, needs);
  openForms(app, needs);
  openSearchPage(app, needs);
  openWhyNotPage(app, needs);
  openFeedsPages(app, needs);
  openStatistics(app, needs);
  openDevicePages(app, needs);
  openSubscriptions(app, needs);
  openActPages(app, needs);
  openZoneForm(app, deps.desk.zone);
  openFailures(app, needs);
}

/** A draw takes its while, and who taps once more wants that one. */
function onceAtATime(draw: FormNeeds['draw']): FormNeeds['draw'] {
  const underWay = new Map<string, Promise<number>>();
  return (request) => {
    const name = JSON.stringify(request);
    const known = underWay.get(name);
    if (known !== undefined) return known;
    const drawn = draw(request).finally(() => underWay.delete(name));
    underWay.set(name, drawn);
    return drawn;
  };
}

interface FailureNeeds extends Answers {
  readonly desk: Desk;
  readonly log: Log;
}

/** What is not there, and what went wrong, in a sentence. */
function openFailures(app: Hono, { desk, log, html, shellOf }: FailureNeeds): void {
  const sentence = (c: Context, title: string, words: string, status: 404) => {
    const page = (
      <SentencePage
        desk={desk}
        shell={shellOf(c)}
        title={title}
        sentences={[words]}
        troubles={[]}
      />
    );
    return html(c, page, { status });
  };
  app.notFound((c) => sentence(c, 'Not found', 'Nothing stands at this address.', 404));
  app.onError((error, c) => {
    const { status, sentence: words } = outwardFailure(error);
    if (status >= 500) log.warn('http.failed', { path: c.req.path, reason: String(error) });
    return sentence(c, status === 404 ? 'Not found' : 'That did not work', words, status as 404);
  });
}
