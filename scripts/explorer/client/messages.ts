/** Messages: choose one, delay it, lose it, or leave it to the network again. */
import { button, element } from '../../../reports/html/client/dom.js';
import { durationWords, parsedAmount } from '../view/amounts.js';
import { scheduledDelays, withDelays } from '../view/messages.js';
import type { LinkMessage } from '../view/messages.js';
import type { App, Part } from './app.js';

const LISTED_MAX = 300;

const nameOf = ({ label, from, to, number, sentMs, lost }: LinkMessage): string =>
  `${label}: ${from} → ${to}, no. ${String(number)}, sent ${durationWords(sentMs)} into the run${lost ? ', lost' : ''}`;

export function messagesPart(app: App): Part {
  const { session } = app;
  const choice = element('select', { 'aria-label': 'Message' });
  const delay = element('input', {
    type: 'text',
    'aria-label': 'Delay of the message: type a duration',
  });
  const state = element('p', { class: 'quiet' });
  const chosen = (): LinkMessage | undefined =>
    app.selectedMessage === undefined ? undefined : session.frame?.messages[app.selectedMessage];
  const set = (delaysMs: readonly number[] | undefined): void => {
    const message = chosen();
    if (message === undefined) return;
    session.change(withDelays(session.scenario, message, delaysMs));
    app.changed();
  };
  choice.addEventListener('change', () => {
    app.selectedMessage = choice.value === '' ? undefined : Number(choice.value);
    app.changed();
  });
  delay.addEventListener('change', () => {
    const ms = parsedAmount('ms', delay.value);
    delay.setAttribute('aria-invalid', String(ms === undefined || ms < 0));
    if (ms !== undefined && ms >= 0) set([ms]);
  });
  const acts = element(
    'p',
    { class: 'acts' },
    element('label', {}, 'delay ', delay),
    ' ',
    button(
      'lose it',
      () => {
        set([]);
      },
      'lose it: this message never arrives',
    ),
    ' ',
    button(
      'as the network decides',
      () => {
        set(undefined);
      },
      'as the network decides: take your delay back',
    ),
  );
  const root = element(
    'section',
    { class: 'card messages' },
    element('h2', {}, 'A message: delay or lose it'),
    choice,
    acts,
    state,
  );
  let listed = '';
  return {
    root,
    draw: () => {
      const messages = session.frame?.messages ?? [];
      const names = messages.slice(0, LISTED_MAX).map(nameOf);
      if (names.join('\n') !== listed) {
        listed = names.join('\n');
        choice.replaceChildren(
          element('option', { value: '' }, 'none chosen: press one in the diagram, or choose here'),
          ...names.map((name, place) => element('option', { value: String(place) }, name)),
        );
      }
      choice.value = app.selectedMessage === undefined ? '' : String(app.selectedMessage);
      const message = chosen();
      acts.hidden = message === undefined;
      state.textContent = message === undefined ? '' : stateWords(app, message);
      if (message !== undefined && document.activeElement !== delay)
        delay.value = durationWords((message.arrivedMs ?? message.sentMs) - message.sentMs);
    },
  };
}

function stateWords({ session }: App, message: LinkMessage): string {
  const delays = scheduledDelays(session.scenario, message);
  if (delays === undefined)
    return message.lost ? 'The network loses it.' : 'The network delivers it.';
  return delays.length === 0 ? 'You lose it.' : 'You decide its delay.';
}
