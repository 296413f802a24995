/** What a reader takes along: the address, the command, a test, a picture; and the run's identity. */
import { encodeToken, reproduceCommand } from '../../../properties/corpus/token.js';
import { button, element } from '../../../reports/html/client/dom.js';
import { literal, testText } from '../../init/test-text.js';
import { SAVED_STYLE } from '../view/lanes-style.js';
import type { Runner } from '../../init/runner.js';
import type { App, Part } from './app.js';

function save(name: string, text: string, type: string): void {
  const link = element('a', {
    href: URL.createObjectURL(new Blob([text], { type })),
    download: name,
  });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A test that fails while the scenario breaks a property. */
function testOf({ session, setting }: App, runner: Runner): string {
  const { scenario, frame, study } = session;
  const campaign = `${scenario.study}/${scenario.variant}`;
  const [violation] = frame?.result.violations ?? [];
  return testText({
    runner,
    about: [
      violation === undefined
        ? `A scenario in which ${campaign} keeps every record.`
        : `A scenario in which ${campaign} broke ${violation.property}.`,
      '',
      commandOf(encodeToken(study, scenario), setting.reproduceOptions),
    ],
    names: ['assertScenario'],
    study: setting.tests[runner].study,
    declarations: [`const scenario = ${literal(scenario)};`],
    cases: [
      {
        title:
          violation === undefined
            ? `${campaign} keeps every record`
            : `${campaign}, ${violation.property}: ${String(violation.count)} record(s) ${violation.fate}`,
        body: 'assertScenario(study, scenario);',
      },
    ],
  });
}

const commandOf = (token: string, options: string): string => reproduceCommand(token, options);

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function actionsPart(app: App): Part {
  const { session, setting } = app;
  const command = element('code', { id: 'command' });
  const done = element('span', { class: 'quiet', role: 'status' });
  const identity = element('p', { class: 'quiet' });
  const runner = element('select', { 'aria-label': 'Test runner' });
  const runners = Object.keys(setting.tests) as readonly Runner[];
  runner.append(...runners.map((name) => element('option', { value: name }, name)));
  const copied = (text: () => string, what: string) => (): void => {
    void copy(text()).then((isDone) => {
      done.textContent = isDone ? `${what} copied` : 'no clipboard here: select the command below';
    });
  };
  const chosen = (): Runner => runners.find((one) => one === runner.value) ?? 'node';
  const root = element(
    'footer',
    {},
    element(
      'p',
      { class: 'acts' },
      button(
        'copy the link',
        copied(
          () =>
            `${location.href.split('#')[0] ?? ''}#${encodeToken(session.study, session.scenario)}`,
          'link',
        ),
        'copy the link to this run',
      ),
      ' ',
      button(
        'copy the command',
        copied(() => command.textContent, 'command'),
        'copy the command that runs this again',
      ),
      ' ',
      button('save as a test', () => {
        save(setting.tests[chosen()].file, testOf(app, chosen()), 'text/javascript');
      }),
      ' for ',
      runner,
      ' ',
      button('save as SVG', () => {
        const drawn = document.querySelector('.diagram svg');
        if (drawn !== null)
          save(
            `${session.study.name}.svg`,
            drawn.outerHTML.replace('>', `><style>${SAVED_STYLE}</style>`),
            'image/svg+xml',
          );
      }),
      ' ',
      done,
    ),
    element('pre', { tabindex: '0', 'aria-label': 'Command' }, command),
    identity,
  );
  return {
    root,
    draw: () => {
      command.textContent = commandOf(
        encodeToken(session.study, session.scenario),
        setting.reproduceOptions,
      );
      const summary = session.frame?.result.summary;
      identity.textContent =
        summary === undefined
          ? ''
          : `${String(summary.events)} events; trace hash ${summary.hash}, the same on every machine.`;
    },
  };
}
