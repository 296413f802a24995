/** A page that replays recorded runs: diagram, ledger, decision and steps, and nothing to move. */
import { button, element } from '../../../reports/html/client/dom.js';
import type { RecordedData, RecordedLoss } from '../view/recorded-data.js';
import type { ShownRun } from '../view/frame.js';
import type { Part, RunApp } from './app.js';
import { comparisonPart } from './comparison.js';
import { copied, savedPicture } from './keep.js';
import { lanesPart } from './lanes.js';
import { ledgerPart } from './ledger.js';
import { stepsPart } from './steps.js';

/** The recorded runs of one scenario, of which one is shown. */
class Recording {
  readonly #data: RecordedData;
  #shown: RecordedLoss | undefined;

  constructor(data: RecordedData) {
    this.#data = data;
    [this.#shown] = data.losses;
  }

  get frame(): ShownRun | undefined {
    const { records, outcome } = this.#data;
    return this.#shown && { ...this.#shown.shown, records, outcome };
  }

  get neighbour(): RecordedLoss['twin'] {
    return this.#shown?.twin;
  }

  get sealed(): string {
    return this.#shown?.sealed ?? '';
  }

  /** Records that no loss was explained for are not followed: their paths were not recorded. */
  readonly follow = (record: number | undefined): void => {
    this.#shown =
      this.#data.losses.find(({ shown }) => shown.followed?.metered.record === record) ??
      this.#shown;
  };
}

const headOf = ({ title, variant, sentence, verdict, outcome, why }: RecordedData): HTMLElement =>
  element(
    'header',
    {},
    element('h1', {}, title),
    element('p', { class: 'quiet about' }, variant),
    element('p', { class: 'sentence' }, sentence),
    element(
      'p',
      { class: 'outcome' },
      element(
        'span',
        { class: `badge is-${outcome}` },
        outcome === 'safe' ? 'all arrive' : outcome,
      ),
      ' ',
      element('span', { class: 'verdict' }, verdict),
    ),
    element('p', { class: 'problem', id: 'why' }, why),
  );

function footOf({ title, command, identity }: RecordedData): HTMLElement {
  const done = element('span', { class: 'quiet', role: 'status', id: 'said' });
  const copy = (): void => {
    void copied(command).then((isDone) => {
      done.textContent = isDone ? 'command copied' : 'no clipboard here: select the command below';
    });
  };
  const save = (): void => {
    savedPicture(title.replace(/[^\w-]+/g, '-'));
  };
  return element(
    'footer',
    {},
    element(
      'p',
      { class: 'acts' },
      button('copy the command', copy, 'copy the command that runs this again'),
      ' ',
      button('save as SVG', save),
      ' ',
      done,
    ),
    element(
      'pre',
      { tabindex: '0', 'aria-label': 'Command' },
      element('code', { id: 'command' }, command),
    ),
    element('p', { class: 'quiet' }, identity),
  );
}

/** The step that the address names. */
const addressedStep = (): number | undefined => {
  const step = new URLSearchParams(location.hash.slice(1)).get('step');
  return step !== null && /^\d+$/.test(step) ? Number(step) : undefined;
};

/** Starts the page; its object is returned for tests. */
export function startRecorded(data: RecordedData, root: HTMLElement): unknown {
  const session = new Recording(data);
  let parts: readonly Part[] = [];
  const app: RunApp = {
    session,
    selectedMessage: undefined,
    selectedStep: addressedStep(),
    changed: () => {
      for (const part of parts) part.draw();
      const { selectedStep } = app;
      if (selectedStep !== undefined)
        history.replaceState(null, '', `#step=${String(selectedStep)}`);
    },
  };
  const lanes = lanesPart(app, {
    handles: () => [],
    drag: () => undefined,
    sealed: () => session.sealed,
    sealedMs: () => session.frame?.run.sealedMs,
  });
  const [ledger, comparison, steps] = [ledgerPart(app), comparisonPart(app), stepsPart(app)];
  parts = [lanes, ledger, comparison, steps];
  const side = element('div', { class: 'side' }, ledger.root);
  root.replaceChildren(
    element(
      'main',
      {},
      headOf(data),
      element('div', { class: 'stage' }, lanes.root, side),
      element('div', { class: 'panels' }, steps.root, comparison.root),
    ),
    footOf(data),
  );
  window.addEventListener('resize', app.changed);
  app.changed();
  return app;
}
