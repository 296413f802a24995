/** Keys that move a number: one unit, a step on its scale, or to the next change of the outcome. */
import { placeIn, valueAt } from '../view/plane.js';
import type { Knob } from '../view/knobs.js';
import type { Session } from '../view/session.js';

const STEP = 1 / 60;

/** The value that a key leads to; undefined: the key moves nothing. */
export function valueByKey(
  session: Session,
  knob: Knob,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): number | undefined {
  const value = knob.valueIn(session.scenario) ?? knob.from;
  const direction =
    key === 'ArrowRight' || key === 'ArrowUp'
      ? 1
      : key === 'ArrowLeft' || key === 'ArrowDown'
        ? -1
        : 0;
  if (direction !== 0)
    return shiftKey
      ? (session.track(knob.id)?.nextChange(value, direction) ?? value)
      : value + direction;
  switch (key) {
    case 'PageUp':
      return valueAt(knob, placeIn(knob, value) + STEP);
    case 'PageDown':
      return valueAt(knob, placeIn(knob, value) - STEP);
    case 'Home':
      return knob.from;
    case 'End':
      return knob.to;
    default:
      return undefined;
  }
}
