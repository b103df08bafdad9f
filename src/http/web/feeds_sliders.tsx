import type { Feed } from '../../core/feed.ts';
import {
  SLIDER_NAMES,
  SLIDERS,
  type SliderName,
  STEP_MAX,
  type Steps,
  stepWords,
} from '../../core/sliders.ts';

interface SlidersProps {
  readonly feed: Feed;
  /** Where they stand now, and where they are saved. */
  readonly steps: Steps;
  readonly saved: Steps;
}

/**
 * One button of the form shows the difference, which the script does at once; the other saves. A
 * browser that filled in what was slid before would say nothing of what that means.
 */
export function Sliders({ feed, steps, saved }: SlidersProps) {
  const action = `/feeds/${feed.name}`;
  const isAtRest = SLIDER_NAMES.every((name) => saved[name] === 0);
  return (
    <form class="sliders" id="sliders" method="get" action={action} data-sliders autocomplete="off">
      <input type="hidden" name="from" value={SLIDER_NAMES.map((name) => saved[name]).join()} />
      {SLIDER_NAMES.map((name) => (
        <OneSlider {...{ feed, name }} step={steps[name]} />
      ))}
      <p class="choices">
        <button type="submit" class="without-script">
          Show the difference
        </button>
        <button type="submit" formmethod="post" class="main-choice">
          Save
        </button>
        {isAtRest ? null : (
          <button type="submit" formmethod="post" name="rest" value="1">
            As my settings say
          </button>
        )}
      </p>
    </form>
  );
}

interface OneProps {
  readonly feed: Feed;
  readonly name: SliderName;
  readonly step: number;
}

function OneSlider({ feed, name, step }: OneProps) {
  const { title, low, high } = SLIDERS[name];
  const all = Array.from({ length: 2 * STEP_MAX + 1 }, (_, at) => at - STEP_MAX);
  const words = all.map((one) => stepWords(name, one));
  const settings = all.map((one) => settingWords(feed, name, one));
  return (
    <div class="slider">
      <label for={`slide-${name}`}>{title}</label>
      <output for={`slide-${name}`} data-words={words.join('|')}>
        {words[step + STEP_MAX]}
      </output>
      <input
        type="range"
        id={`slide-${name}`}
        name={name}
        min={-STEP_MAX}
        max={STEP_MAX}
        step={1}
        value={String(step)}
        aria-describedby={`ends-${name}`}
        aria-valuetext={words[step + STEP_MAX]}
      />
      <p class="ends" id={`ends-${name}`}>
        <span>{low}</span>
        <code data-words={settings.join('|')}>{settings[step + STEP_MAX]}</code>
        <span>{high}</span>
      </p>
    </div>
  );
}

function settingWords(feed: Feed, name: SliderName, step: number): string {
  const { settings, words } = SLIDERS[name];
  return words(settings(feed, step));
}
