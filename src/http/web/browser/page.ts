import { openActs } from './acts.ts';
import { openFolds } from './folds.ts';
import { listenForKeys } from './keys.ts';
import { watchForNews } from './news.ts';
import { keepPlaceInAddress, keepPlaceInWindow } from './place.ts';
import { openSeen } from './seen.ts';
import { watchSliders } from './sliders.ts';
import { continueInPlace, keepTimes, markBroken, showCurrent, tellMoments } from './upkeep.ts';
import { offerZone } from './zone.ts';

/** What the script adds to a page that works without it: seeing, keys, folds, place. */
const main = document.querySelector<HTMLElement>('main');
if (main !== null) {
  const edition = Number(main.dataset.edition) || undefined;
  const seen = openSeen(edition);
  const folds = openFolds(seen);
  seen.watch(document);
  continueInPlace(seen.watch);
  keepPlaceInAddress();
  keepPlaceInWindow();
  listenForKeys({ ...folds, ...openActs(), opened: seen.opened });
  keepTimes();
  tellMoments();
  markBroken();
  showCurrent();
  watchForNews(seen.watch);
  watchSliders();
  offerZone();
}
