/** The last part of the page, with all that a reader takes along: the address, the command, a test, a picture; and the run's identity. */
import { encodeToken, reproduceCommand } from '../../../properties/corpus/token.js';
import { button, element } from '../../../reports/html/client/dom.js';
import { scenarioTest } from '../../init/test-text.js';
import type { Runner } from '../../init/runner.js';
import type { App, Part } from './app.js';
import { copied, saved, savedPicture } from './keep.js';

/** A test that fails while the scenario breaks a property. */
const testOf = ({ session, setting }: App, runner: Runner): string =>
  scenarioTest({
    runner,
    scenario: session.scenario,
    violation: session.frame?.result.violations[0],
    command: commandOf(encodeToken(session.study, session.scenario), setting.reproduceOptions),
    study: setting.tests[runner].study,
  });

const commandOf = (token: string, options: string): string => reproduceCommand(token, options);

const commandHere = ({ session, setting }: App): string =>
  commandOf(encodeToken(session.study, session.scenario), setting.reproduceOptions);

const linkHere = ({ session }: App): string =>
  `${location.href.split('#')[0] ?? ''}#${encodeToken(session.study, session.scenario)}`;

/** The buttons, and where they say what was done. */
function buttonsOf(app: App): HTMLElement {
  const done = element('span', { class: 'quiet', role: 'status' });
  const runner = element('select', { 'aria-label': 'Test runner' });
  const runners = Object.keys(app.setting.tests) as readonly Runner[];
  runner.append(...runners.map((name) => element('option', { value: name }, name)));
  const copying = (textOf: (app: App) => string, what: string) => (): void => {
    void copied(textOf(app)).then((isDone) => {
      done.textContent = isDone ? `${what} copied` : 'no clipboard here: select the command below';
    });
  };
  const saveTest = (): void => {
    const chosen = runners.find((one) => one === runner.value) ?? 'node';
    saved(app.setting.tests[chosen].file, testOf(app, chosen), 'text/javascript');
  };
  const savePictureHere = (): void => {
    savedPicture(app.session.study.name);
  };
  return element(
    'p',
    { class: 'acts' },
    button('copy the link', copying(linkHere, 'link'), 'copy the link to this run'),
    ' ',
    button(
      'copy the command',
      copying(commandHere, 'command'),
      'copy the command that runs this again',
    ),
    ' ',
    button('save as a test', saveTest),
    ' for ',
    runner,
    ' ',
    button('save as SVG', savePictureHere),
    ' ',
    done,
  );
}

export function actionsPart(app: App): Part {
  const command = element('code', { id: 'command' });
  const identity = element('p', { class: 'quiet' });
  const shown = element('pre', { tabindex: '0', 'aria-label': 'Command' }, command);
  return {
    root: element('footer', {}, buttonsOf(app), shown, identity),
    draw: () => {
      command.textContent = commandHere(app);
      const summary = app.session.frame?.result.summary;
      identity.textContent =
        summary === undefined
          ? ''
          : `${String(summary.events)} events; trace hash ${summary.hash}, the same on every machine.`;
    },
  };
}
