/** Messages: choose one, delay it, lose it, or leave it to the network again. */
import { formatDuration } from '../../../sim/clock/zone.js';
import { button, element } from '../../../reports/html/client/dom.js';
import { parsedAmount } from '../view/amounts.js';
import { scheduledDelays, withDelays } from '../view/messages.js';
import type { LinkMessage } from '../view/messages.js';
import type { App, Part } from './app.js';

const LISTED_MAX = 300;
const NONE = 'none chosen: press one in the diagram, or choose here';

const nameOf = ({ label, from, to, number, sentMs, lost }: LinkMessage): string =>
  `${label}: ${from} → ${to}, no. ${String(number)}, sent ${formatDuration(sentMs)} into the run${lost ? ', lost' : ''}`;

const chosenOf = (app: App): LinkMessage | undefined =>
  app.selectedMessage === undefined ? undefined : app.session.frame?.messages[app.selectedMessage];

/** @param delaysMs see `withDelays` */
function deliver(app: App, delaysMs: readonly number[] | undefined): void {
  const message = chosenOf(app);
  if (message === undefined) return;
  app.session.change(withDelays(app.session.scenario, message, delaysMs));
  app.changed();
}

/** The acts on the chosen message. */
function actsOf(app: App, delay: HTMLInputElement): HTMLElement {
  delay.addEventListener('change', () => {
    const ms = parsedAmount('ms', delay.value);
    delay.setAttribute('aria-invalid', String(ms === undefined || ms < 0));
    if (ms !== undefined && ms >= 0) deliver(app, [ms]);
  });
  const lose = (): void => {
    deliver(app, []);
  };
  const release = (): void => {
    deliver(app, undefined);
  };
  return element(
    'p',
    { class: 'acts' },
    element('label', {}, 'delay ', delay),
    ' ',
    button('lose it', lose, 'lose it: this message never arrives'),
    ' ',
    button('as the network decides', release, 'as the network decides: take your delay back'),
  );
}

export function messagesPart(app: App): Part {
  const { session } = app;
  const choice = element('select', { 'aria-label': 'Message' });
  const hint = 'Delay of the message: type a duration';
  const delay = element('input', { type: 'text', 'aria-label': hint });
  const state = element('p', { class: 'quiet' });
  choice.addEventListener('change', () => {
    app.selectedMessage = choice.value === '' ? undefined : Number(choice.value);
    app.changed();
  });
  const acts = actsOf(app, delay);
  const title = element('h2', {}, 'A message: delay or lose it');
  const root = element('section', { class: 'card messages' }, title, choice, acts, state);
  let listed = '';
  return {
    root,
    draw: () => {
      const names = (session.frame?.messages ?? []).slice(0, LISTED_MAX).map(nameOf);
      if (names.join('\n') !== listed) {
        listed = names.join('\n');
        choice.replaceChildren(
          element('option', { value: '' }, NONE),
          ...names.map((name, place) => element('option', { value: String(place) }, name)),
        );
      }
      choice.value = app.selectedMessage === undefined ? '' : String(app.selectedMessage);
      const message = chosenOf(app);
      acts.hidden = message === undefined;
      state.textContent = message === undefined ? '' : stateWords(app, message);
      if (message !== undefined && document.activeElement !== delay)
        delay.value = formatDuration((message.arrivedMs ?? message.sentMs) - message.sentMs);
    },
  };
}

function stateWords({ session }: App, message: LinkMessage): string {
  const delays = scheduledDelays(session.scenario, message);
  if (delays === undefined)
    return message.lost ? 'The network loses it.' : 'The network delivers it.';
  return delays.length === 0 ? 'You lose it.' : 'You decide its delay.';
}
