/** One run as a space-time diagram, its passing twin below it, and a cursor over both. */
import type { ReportRun } from '../../document/data.js';
import { positionAt } from '../../spacetime/axis.js';
import { pathWords } from '../../words/parts.js';
import { axisOf } from '../../spacetime/layout.js';
import type { SpaceTimeView } from '../../spacetime/layout.js';
import { address } from './address.js';
import { commandBlock, reproduceCommandHere } from './copy.js';
import { Diagram } from './diagram.js';
import { button, element, fateBadge, say } from './dom.js';
import { momentOf, momentsOf, turnsOf } from './moments.js';
import type { Moment } from './moments.js';
import { explorerLink } from './explorer-link.js';
import { Overview } from './overview.js';
import { stepPanel, stepText } from './step-panel.js';

const ZOOM_STEP = 1.4;
/** A narrower box has the names above their lanes, px. */
const NARROW = 620;

export class RunView {
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
  readonly #overview: Overview;
  readonly #moments: readonly Moment[];
  #spacing: 'events' | 'time' = 'events';
  #zoom = 1;
  #words = true;
  #now = 0;
  /** The drawn part, from and to, px. */
  #window: readonly [number, number] = [0, 0];

  constructor(place: HTMLElement, report: ReportRun, step?: number) {
    this.#place = place;
    this.#report = report;
    const runs = report.twin === undefined ? [report.run] : [report.run, report.twin];
    this.#moments = momentsOf(runs);
    this.#box = element('div', {
      class: 'diagrams',
      tabindex: '0',
      role: 'application',
      'aria-label':
        'Space-time diagram. Arrow keys step event by event, brackets go to the turns of the record, Home and End to the ends.',
    });
    for (const [number, run] of runs.entries()) this.#add(run, number);
    this.#box.addEventListener('keydown', (event) => {
      this.#key(event);
    });
    this.#box.addEventListener('scroll', () => {
      this.#scrolled();
    });
    this.#overview = new Overview(report.run, (atMs) => {
      this.goTo(positionAt(report.run, atMs));
    });
    this.#place.replaceChildren(
      this.#bar(),
      this.#overview.root,
      element('div', { class: 'run-body' }, this.#box, this.#panel),
      this.#command(),
    );
    this.#draw();
    new ResizeObserver(() => {
      this.#draw();
      this.#show();
    }).observe(this.#box);
    const { record, decision } = report.run;
    const asked =
      step === undefined ? -1 : report.run.steps.findIndex(({ event }) => event === step);
    const first = asked >= 0 ? asked : (decision?.position ?? record?.usedFrom ?? 0);
    this.goTo(first, false);
  }

  #add(run: ReportRun['run'], number: number): void {
    const place = element('div', { class: 'diagram' });
    const [path = '', ...value] = (this.#report.twinDiffers ?? '').split(': ');
    const differs = [pathWords(path), ...value].join(': ');
    const title =
      number === 0
        ? run.record === undefined || run.record.fate === 'counted'
          ? 'The run'
          : `This run: the record is ${run.record.fate}`
        : `The nearest run that does not lose it: ${differs}`;
    this.#box.append(element('figure', {}, element('figcaption', {}, title), place));
    this.#diagrams.push(
      new Diagram(run, place, (position) => {
        const { atMs, slot } = momentOf(run, position);
        this.#goNow(
          this.#moments.findIndex((one) => one.atMs === atMs && one.slot === slot),
          true,
        );
      }),
    );
  }

  #bar(): HTMLElement {
    const { record, partsAt, decision } = this.#report.run;
    const to = (position: number | undefined, label: string) =>
      position === undefined
        ? []
        : [
            button(label, () => {
              this.goTo(position);
            }),
          ];
    const by = (steps: number) => () => {
      this.#goNow(this.#now + steps, true);
    };
    const spacing = element('select', { 'aria-label': 'Distance between steps' });
    spacing.append(
      element('option', { value: 'events' }, 'idle time folded'),
      element('option', { value: 'time' }, 'true time'),
    );
    spacing.addEventListener('change', () => {
      this.#spacing = spacing.value === 'time' ? 'time' : 'events';
      this.#redraw();
    });
    const find = element('input', {
      type: 'search',
      placeholder: 'find a step',
      'aria-label': 'Find a step: Enter goes to the next one with these words',
    });
    find.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#find(find.value);
    });
    const words = element('input', { type: 'checkbox', checked: '' });
    words.addEventListener('change', () => {
      this.#words = words.checked;
      this.#redraw();
    });
    const zoomed = (factor: number) => () => {
      this.#zoom = Math.max(0.4, Math.min(30, this.#zoom * factor));
      this.#redraw();
    };
    return element(
      'div',
      { class: 'bar', role: 'group', 'aria-label': 'Steps and zoom' },
      button('◀', by(-1), 'Previous event'),
      button('▶', by(1), 'Next event'),
      ...to(record?.usedFrom, 'Record used'),
      ...to(decision?.position, 'Decision'),
      ...to(partsAt, 'Runs diverge'),
      ...to(record?.end.position, 'Record ends'),
      button('+', zoomed(ZOOM_STEP), 'Zoom the diagram in'),
      button('−', zoomed(1 / ZOOM_STEP), 'Zoom the diagram out'),
      spacing,
      find,
      element('label', {}, words, ' words'),
    );
  }

  /** Goes to the next step after the cursor whose words contain these, and from the end to the first. */
  #find(text: string): void {
    const { run } = this.#report;
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return;
    const here = this.#positionOf(run);
    const found = run.steps.flatMap(({ text: words, effects }, position) =>
      [stepText(run, position), words, ...effects].join(' ').toLowerCase().includes(wanted)
        ? [position]
        : [],
    );
    const next = found.find((position) => position > here) ?? found[0];
    if (next === undefined) say(`No step has the words ${text}.`);
    else this.goTo(next);
  }

  #command(): HTMLElement {
    const { run } = this.#report;
    const fate = run.record?.fate;
    return element(
      'div',
      { class: 'run-command' },
      element('p', {}, ...(fate === undefined ? [] : ['The record followed: ', fateBadge(fate)])),
      commandBlock(reproduceCommandHere(run.token), run.hash, 'run-command'),
      ...explorerLink(run.token, 'Open it in the explorer: drag its clocks, and see what follows'),
    );
  }

  #key(event: KeyboardEvent): void {
    const turns = turnsOf(this.#report.run);
    const here = this.#positionOf(this.#report.run);
    const last = this.#moments.length - 1;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowRight: () => {
        this.#goNow(this.#now + 1, true);
      },
      ArrowDown: () => {
        this.#goNow(this.#now + 1, true);
      },
      ArrowLeft: () => {
        this.#goNow(this.#now - 1, true);
      },
      ArrowUp: () => {
        this.#goNow(this.#now - 1, true);
      },
      PageDown: () => {
        this.#goNow(this.#now + 10, true);
      },
      PageUp: () => {
        this.#goNow(this.#now - 10, true);
      },
      Home: () => {
        this.#goNow(0, true);
      },
      End: () => {
        this.#goNow(last, true);
      },
      ']': () => {
        this.goTo(turns.find((at) => at > here) ?? here);
      },
      '[': () => {
        this.goTo(turns.findLast((at) => at < here) ?? here);
      },
    };
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  }

  #view(): SpaceTimeView {
    const width = this.#box.clientWidth;
    const runs = this.#diagrams.map(({ run }) => run);
    const view: SpaceTimeView = {
      spacing: this.#spacing,
      zoom: this.#zoom,
      words: this.#words,
      room: Math.max(300, width - 8),
      names: width < NARROW ? 'above' : 'left',
      standalone: false,
    };
    return { ...view, axis: axisOf(runs, view) };
  }

  /** Draws what is in sight and half as much on either side. */
  #draw(): void {
    const { clientWidth, scrollLeft } = this.#box;
    if (clientWidth === 0) return;
    this.#window = [scrollLeft - clientWidth / 2, scrollLeft + clientWidth * 1.5];
    const view = { ...this.#view(), window: this.#window };
    for (const [number, diagram] of this.#diagrams.entries())
      diagram.draw({ ...view, twin: number > 0 });
    this.#showSight();
  }

  #redraw(): void {
    this.#draw();
    this.#show();
    this.#intoSight();
  }

  /** The times of the first and the last step in sight. */
  #showSight(): void {
    const { clientWidth, scrollLeft } = this.#box;
    const { steps } = this.#report.run;
    const [first] = this.#diagrams;
    if (first === undefined) return;
    const from = first.positionFrom(scrollLeft);
    const to = first.positionFrom(scrollLeft + clientWidth);
    this.#overview.inSight(steps[from]?.atMs ?? 0, steps[to]?.atMs ?? 0);
  }

  #scrolled(): void {
    this.#showSight();
    const { clientWidth, scrollLeft } = this.#box;
    const [from, to] = this.#window;
    const isPast = (from > 0 && scrollLeft < from) || scrollLeft + clientWidth > to;
    if (isPast || scrollLeft < from) {
      this.#draw();
      this.#show();
    }
  }

  #positionOf(run: ReportRun['run']): number {
    const { atMs = 0, slot = 0 } = this.#moments[this.#now] ?? {};
    return positionAt(run, atMs, slot);
  }

  #show(): void {
    const { atMs = 0, slot = 0 } = this.#moments[this.#now] ?? {};
    for (const diagram of this.#diagrams) diagram.cursor(atMs, slot);
  }

  #intoSight(): void {
    const { run } = this.#report;
    const [first] = this.#diagrams;
    const x = first?.xOf(this.#positionOf(run)) ?? 0;
    const { scrollLeft, clientWidth } = this.#box;
    const margin = Math.min(220, clientWidth / 3);
    if (x < scrollLeft + margin || x > scrollLeft + clientWidth - 80)
      this.#box.scrollLeft = Math.max(0, x - clientWidth / 2);
  }

  #goNow(now: number, aloud: boolean): void {
    this.#now = Math.max(0, Math.min(this.#moments.length - 1, now));
    this.#show();
    this.#intoSight();
    this.#panel.replaceChildren(
      ...this.#diagrams.map((diagram, number) =>
        stepPanel(diagram.run, this.#positionOf(diagram.run), number === 0 ? 'This run' : 'Twin'),
      ),
    );
    if (!aloud) return;
    const { run, id } = this.#report;
    const position = this.#positionOf(run);
    say(stepText(run, position));
    address({ run: id, step: run.steps[position]?.event ?? 0 });
  }

  /** Puts the cursor on a step of the run, and on the same true time of its twin. */
  goTo(position: number, aloud = true): void {
    const { atMs, slot } = momentOf(this.#report.run, position);
    this.#goNow(
      this.#moments.findIndex((one) => one.atMs === atMs && one.slot === slot),
      aloud,
    );
  }
}
