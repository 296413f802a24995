/** The step under the cursor in words: time, node, action, and the reading of every clock. */
import { civil } from '../../../properties/words/civil.js';
import { offsetAt } from '../../spacetime/layout.js';
import { offsetText } from '../../words/fields.js';
import type { SpaceTime } from '../../spacetime/types.js';
import { element } from './dom.js';

const placeOf = (run: SpaceTime, position: number): string => {
  const lane = run.steps[position]?.lane;
  return lane === undefined ? 'everywhere' : (run.lanes[lane]?.node ?? '');
};

/** One line, for a screen reader and for the panel's head. */
export function stepText(run: SpaceTime, position: number): string {
  const step = run.steps[position];
  if (step === undefined) return 'The run has ended.';
  return `${placeOf(run, position)}: ${step.text}`;
}

/** State of the record at this step. */
function recordNote(run: SpaceTime, position: number): string | undefined {
  const { record } = run;
  if (record === undefined) return undefined;
  if (position === record.end.position) return `The record ends here: ${record.end.text}.`;
  if (position === record.usedFrom) return `The record's use begins: ${record.key}.`;
  if (position === record.usedTo) return "The record's use ends.";
  const nodes = record.holds
    .filter(({ from, to }) => from <= position && position < to)
    .map(({ lane }) => run.lanes[lane]?.node ?? '');
  return nodes.length === 0 ? undefined : `The record is on ${nodes.join(' and ')}.`;
}

function clocks(run: SpaceTime, position: number): HTMLTableElement {
  const trueMs = (run.steps[position]?.atMs ?? 0) + run.epochMs;
  const rows = run.lanes.map(({ node }, lane) => {
    const offset = offsetAt(run, lane, position);
    return element(
      'tr',
      offset === 0 ? {} : { class: 'wrong' },
      element('th', { scope: 'row' }, node),
      element('td', {}, civil(trueMs + offset)),
      element('td', {}, offsetText(offset)),
    );
  });
  const head = ['clock of', 'reads', 'off by'].map((text) => element('th', { scope: 'col' }, text));
  return element(
    'table',
    { class: 'clocks' },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}

export function stepPanel(run: SpaceTime, position: number, title: string): HTMLElement {
  const step = run.steps[position];
  if (step === undefined)
    return element('div', { class: 'step' }, element('p', {}, `${title}: the run has ended.`));
  const note = recordNote(run, position);
  return element(
    'div',
    { class: 'step' },
    element('h3', {}, `${title}: step ${position + 1} of ${run.steps.length}`),
    element('p', { class: 'when' }, `${civil(step.atMs + run.epochMs)} true time`),
    element('p', { class: 'what' }, element('b', {}, placeOf(run, position)), ` ${step.text}`),
    ...(note === undefined ? [] : [element('p', { class: 'note' }, note)]),
    element('ul', { class: 'effects' }, ...step.effects.map((text) => element('li', {}, text))),
    clocks(run, position),
  );
}
