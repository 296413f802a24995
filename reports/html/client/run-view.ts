/** One run as a space-time diagram, its passing twin beside it, and a cursor over both. */
import type { ReportRun } from '../../document/data.js';
import { WORDS_LANE } from '../../spacetime/layout.js';
import { commandBlock, reproduceCommandHere } from './copy.js';
import { Diagram } from './diagram.js';
import { button, element, fateBadge, say } from './dom.js';
import { stepPanel, stepText } from './step-panel.js';

const ZOOM_STEP = 1.4;

class RunView {
  readonly #place: HTMLElement;
  readonly #report: ReportRun;
  readonly #box: HTMLElement;
  readonly #panel = element('div', {
    class: 'step-panel',
    tabindex: '0',
    role: 'group',
    'aria-label': 'The step under the cursor',
  });
  readonly #diagrams: Diagram[] = [];
  #spacing: 'events' | 'time' = 'events';
  #zoom = 1;
  #words: boolean;
  readonly #wordsBox = element('input', { type: 'checkbox' });
  #position = 0;

  constructor(place: HTMLElement, report: ReportRun) {
    this.#place = place;
    this.#report = report;
    const runs = report.twin === undefined ? [report.run] : [report.run, report.twin];
    this.#words = false;
    this.#box = element('div', {
      class: 'diagrams',
      tabindex: '0',
      role: 'application',
      'aria-label':
        'Space-time diagram. Arrow keys step event by event, Home and End go to the ends.',
    });
    const columns = element('div', { class: 'columns' });
    for (const [number, run] of runs.entries()) {
      const place = element('div', { class: 'diagram' });
      const title =
        number === 0 ? 'The run that loses the record' : `Its twin: ${report.twinDiffers ?? ''}`;
      columns.append(element('figure', {}, element('figcaption', {}, title), place));
      this.#diagrams.push(
        new Diagram(run, place, (position) => {
          this.go(position);
        }),
      );
    }
    this.#box.append(columns);
    this.#box.addEventListener('keydown', (event) => {
      this.#key(event);
    });
    this.#box.addEventListener('scroll', () => {
      this.#headers();
    });
    this.#place.replaceChildren(
      this.#bar(),
      element('div', { class: 'run-body' }, this.#box, this.#panel),
      this.#command(),
    );
    // Words are on by default if there is room for them; the reader may switch them on in any case.
    this.#words = this.#laneWidth() >= WORDS_LANE;
    this.#wordsBox.checked = this.#words;
    this.#draw();
    this.go(report.run.record?.usedFrom ?? 0, false);
  }

  get #last(): number {
    return Math.max(...this.#diagrams.map(({ run }) => run.steps.length - 1));
  }

  #bar(): HTMLElement {
    const { record, partsAt } = this.#report.run;
    const to = (position: number | undefined, label: string) =>
      position === undefined
        ? []
        : [
            button(label, () => {
              this.go(position);
            }),
          ];
    const by = (steps: number) => () => {
      this.go(this.#position + steps);
    };
    const spacing = element('select', { 'aria-label': 'Distance between steps' });
    spacing.append(
      element('option', { value: 'events' }, 'even steps'),
      element('option', { value: 'time' }, 'true time'),
    );
    spacing.addEventListener('change', () => {
      this.#spacing = spacing.value === 'time' ? 'time' : 'events';
      this.#draw();
      this.go(this.#position);
    });
    const words = this.#wordsBox;
    words.addEventListener('change', () => {
      this.#words = words.checked;
      this.#draw();
      this.go(this.#position);
    });
    const zoomed = (factor: number) => () => {
      this.#zoom = Math.max(0.4, Math.min(30, this.#zoom * factor));
      this.#draw();
      this.go(this.#position);
    };
    return element(
      'div',
      { class: 'bar', role: 'group', 'aria-label': 'Steps and zoom' },
      button('◀', by(-1), 'Previous event'),
      button('▶', by(1), 'Next event'),
      ...to(record?.usedFrom, 'Record used'),
      ...to(partsAt, 'Runs diverge'),
      ...to(record?.end.position, 'Record ends'),
      button('+', zoomed(ZOOM_STEP), 'Zoom the diagram in'),
      button('−', zoomed(1 / ZOOM_STEP), 'Zoom the diagram out'),
      spacing,
      element('label', {}, words, ' words'),
    );
  }

  #command(): HTMLElement {
    const { run } = this.#report;
    const fate = run.record?.fate;
    return element(
      'div',
      { class: 'run-command' },
      element('p', {}, ...(fate === undefined ? [] : ['The record followed: ', fateBadge(fate)])),
      commandBlock(reproduceCommandHere(run.token), run.hash, 'run-command'),
    );
  }

  #key(event: KeyboardEvent): void {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: this.#position + 1,
      ArrowRight: this.#position + 1,
      ArrowUp: this.#position - 1,
      ArrowLeft: this.#position - 1,
      PageDown: this.#position + 10,
      PageUp: this.#position - 10,
      Home: 0,
      End: this.#last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.go(to);
  }

  #draw(): void {
    for (const diagram of this.#diagrams)
      diagram.draw({
        spacing: this.#spacing,
        zoom: this.#zoom,
        words: this.#words,
        laneWidth: Math.max(54, Math.min(WORDS_LANE, this.#laneWidth())),
        standalone: false,
      });
    this.#headers();
  }

  /** Width that each lane can have without sideways scrolling, px. */
  #laneWidth(): number {
    const each = (this.#box.clientWidth - 12) / this.#diagrams.length;
    return (each - 90) / (this.#report.run.lanes.length || 1);
  }

  #headers(): void {
    const [first] = this.#diagrams;
    if (first === undefined) return;
    const captions = first.place.offsetTop;
    for (const diagram of this.#diagrams) diagram.header(this.#box.scrollTop - captions);
  }

  /** Puts the cursor on a step, and brings it into sight within the box. */
  go(position: number, aloud = true): void {
    this.#position = Math.max(0, Math.min(this.#last, position));
    const at = this.#position;
    for (const diagram of this.#diagrams) diagram.cursor(at);
    const [run] = this.#diagrams;
    const y = run?.yOf(at) ?? 0;
    const middle = y - this.#box.clientHeight / 2;
    this.#box.scrollTop = Math.max(0, middle);
    this.#panel.replaceChildren(
      ...this.#diagrams.map((diagram, number) =>
        stepPanel(diagram.run, at, number === 0 ? 'This run' : 'Twin'),
      ),
    );
    if (aloud) say(stepText(this.#report.run, at));
  }
}

/** The chooser of runs, and the chosen run. */
export function showRuns(runs: readonly ReportRun[]): void {
  const place = document.getElementById('run-view');
  const [first] = runs;
  if (place === null || first === undefined) return;
  const chooser = element('select', { id: 'run-chooser' });
  for (const run of runs) chooser.append(element('option', { value: run.id }, run.title));
  const view = element('div');
  place.replaceChildren(
    element('p', { class: 'chooser' }, element('label', { for: 'run-chooser' }, 'Run '), chooser),
    view,
  );
  const show = (id: string): void => {
    const chosen = runs.find((run) => run.id === id) ?? first;
    chooser.value = chosen.id;
    new RunView(view, chosen);
  };
  chooser.addEventListener('change', () => {
    show(chooser.value);
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('[data-run]');
    if (link !== null) show(link.dataset['run'] ?? '');
  });
  show(first.id);
}
