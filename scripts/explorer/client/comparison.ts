/** The comparison that decided: two points on a line, their names, clocks and origins. */
import { element } from '../../../reports/html/client/dom.js';
import { comparisonOf } from '../view/comparison.js';
import type { ComparisonSide } from '../view/comparison.js';
import type { Part, RunApp } from './app.js';

const side = ({ name, value, origin }: ComparisonSide): HTMLElement =>
  element(
    'div',
    { class: 'side-of' },
    element('b', {}, name),
    element('span', { class: 'value' }, value),
    element('small', {}, origin),
  );

export function comparisonPart(app: RunApp): Part {
  const body = element('div', {});
  const root = element(
    'section',
    { class: 'card comparison' },
    element('h2', {}, 'The comparison that decided'),
    body,
  );
  let shown = '';
  return {
    root,
    draw: () => {
      const decision = app.session.frame?.decision;
      const made = decision === undefined ? undefined : comparisonOf(decision);
      const key = JSON.stringify(made ?? null);
      if (key === shown) return;
      shown = key;
      if (made === undefined) {
        body.replaceChildren(
          element(
            'p',
            { class: 'quiet' },
            'Nothing is lost, or no comparison of the model decides.',
          ),
        );
        return;
      }
      const { left, right, difference, held, outcome, node, comparison } = made;
      body.replaceChildren(
        element(
          'div',
          { class: `scale ${made.leftFirst ? '' : 'turned'}` },
          side(left),
          element('span', { class: 'difference' }, difference),
          side(right),
        ),
        element(
          'p',
          {},
          `${node} asks: ${left.name} ${comparison} ${right.name}? ${held ? 'Yes' : 'No'}, so ${outcome}.`,
        ),
      );
    },
  };
}
