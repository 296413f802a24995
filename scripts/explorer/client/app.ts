/** The explorer's page: its parts, and the loop that draws them and works between two frames. */
import { checkedScenario } from '../../../properties/corpus/scenario-file.js';
import { decodeToken, encodeToken } from '../../../properties/corpus/token.js';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import { element } from '../../../reports/html/client/dom.js';
import type { SpaceTime } from '../../../reports/spacetime/types.js';
import type { ShownRun } from '../view/frame.js';
import type { AnyRunnable } from '../view/knobs.js';
import { outcomeWords } from '../view/sentence.js';
import { Session } from '../view/session.js';
import { actionsPart } from './actions.js';
import { collectorsPart } from './collectors.js';
import { comparisonPart } from './comparison.js';
import { headPart } from './head.js';
import { liveLanesPart } from './lanes.js';
import { ledgerPart } from './ledger.js';
import { mapPart } from './map.js';
import { messagesPart } from './messages.js';
import { numbersPart } from './numbers.js';
import { partsPart } from './parts.js';
import type { ExplorerSetting } from './setting.js';
import { stepsPart } from './steps.js';
import { tracksPart } from './tracks.js';

/** State of the parts that show a run and change nothing in it. */
export interface RunApp {
  readonly session: {
    readonly frame: ShownRun | undefined;
    readonly neighbour: { readonly run: SpaceTime } | undefined;
    follow(record: number | undefined): void;
  };
  /** Index of the selected message, and position of the selected step, in the frame's run. */
  selectedMessage: number | undefined;
  selectedStep: number | undefined;
  /** The scenario changed, or what is shown of it: everything is drawn again. */
  changed: () => void;
}

/** State that all parts share. */
export interface App extends RunApp {
  readonly session: Session;
  readonly setting: ExplorerSetting;
  /** Plays another scenario; the page says why if it is refused. */
  play: (scenario: ScenarioBase) => void;
}

/** A part of the page. */
export interface Part {
  readonly root: HTMLElement;
  /** Draws the present frame. */
  readonly draw: () => void;
  /** Draws what was found since, without a new frame. */
  readonly refine?: () => void;
}

/** Work between two frames, ms. */
const SLICE_MS = 6;
/** Time between two drawings of later findings, ms. */
const REFINE_MS = 120;
/** Time until an announcement and the address follow a change, ms. */
const SETTLED_MS = 300;

function tokenOf(study: AnyRunnable, scenario: ScenarioBase): string {
  return encodeToken(study, scenario);
}

/** @throws SkewproofError SKEW-101 for a token of another study, or of another version of it */
const scenarioOf = (study: AnyRunnable, token: string): ScenarioBase =>
  checkedScenario(study, decodeToken(token, () => study).scenario, 'token');

/** The scenario that the address names; undefined: none, or one of another study. */
function scenarioOfAddress(study: AnyRunnable): ScenarioBase | undefined {
  const token = decodeURIComponent(location.hash.slice(1));
  if (!token.startsWith('sk1.')) return undefined;
  try {
    return scenarioOf(study, token);
  } catch {
    return undefined;
  }
}

function firstScenario(study: AnyRunnable, { token }: ExplorerSetting): ScenarioBase {
  const addressed = scenarioOfAddress(study);
  if (addressed !== undefined) return addressed;
  return scenarioOf(study, token);
}

class Page implements App {
  readonly session: Session;
  readonly setting: ExplorerSetting;
  selectedMessage: number | undefined;
  selectedStep: number | undefined;
  readonly #parts: readonly Part[];
  readonly #status: HTMLElement;
  #dirty = true;
  #queued = false;
  #refinedAt = 0;
  #changedAt = 0;
  #settled = true;
  /** The address as it was read or written last. */
  #address = location.hash;
  /** Durations of the frames drawn so far, ms, the last ones; tests read them. */
  readonly frames: number[] = [];

  constructor(study: AnyRunnable, setting: ExplorerSetting, root: HTMLElement) {
    this.setting = setting;
    const served = setting.collectors.map(({ name }) => name);
    this.session = new Session(study, firstScenario(study, setting), served);
    this.#status = element('p', { class: 'hidden', role: 'status', id: 'said' });
    const side = element('div', { class: 'side' });
    const [map, ledger] = [mapPart(this), ledgerPart(this)];
    side.append(map.root, ledger.root);
    const lanes = liveLanesPart(this);
    const stage = element('div', { class: 'stage' }, lanes.root, side);
    const [head, tracks] = [headPart(this), tracksPart(this)];
    const [comparison, steps] = [comparisonPart(this), stepsPart(this)];
    const collectors = collectorsPart(this);
    const [messages, parts, numbers] = [messagesPart(this), partsPart(this), numbersPart(this)];
    const actions = actionsPart(this);
    const panels = element(
      'div',
      { class: 'panels' },
      collectors.root,
      comparison.root,
      steps.root,
      messages.root,
      parts.root,
      numbers.root,
    );
    this.#parts = [
      head,
      tracks,
      lanes,
      map,
      ledger,
      collectors,
      comparison,
      steps,
      messages,
      parts,
      numbers,
      actions,
    ];
    root.replaceChildren(
      element('main', {}, head.root, tracks.root, stage, panels),
      actions.root,
      this.#status,
    );
    window.addEventListener('hashchange', this.#followAddress);
    window.addEventListener('resize', this.changed);
    this.#queue();
  }

  /** Plays the scenario of an address that the reader has given. */
  readonly #followAddress = (): void => {
    if (location.hash === this.#address) return;
    this.#address = location.hash;
    const next = scenarioOfAddress(this.session.study);
    if (next !== undefined && tokenOf(this.session.study, next) !== this.token()) this.play(next);
  };

  token(): string {
    return tokenOf(this.session.study, this.session.scenario);
  }

  /** Draws the present scenario at once. */
  draw(): void {
    for (const part of this.#parts) part.draw();
  }

  /** Trace hash of a token's run: that the page runs what Node runs is checked by it. */
  hashOf(token: string): string {
    const { study } = this.session;
    return runScenario(study, scenarioOf(study, token)).summary.hash;
  }

  readonly changed = (): void => {
    this.#dirty = true;
    this.#queue();
  };

  readonly play = (scenario: ScenarioBase): void => {
    this.selectedMessage = undefined;
    this.selectedStep = undefined;
    this.session.change(scenario);
    this.changed();
  };

  #queue(): void {
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(this.#turn);
  }

  readonly #turn = (): void => {
    this.#queued = false;
    const started = performance.now();
    if (this.#dirty) {
      this.#dirty = false;
      this.draw();
      this.#changedAt = performance.now();
      this.#settled = false;
      this.frames.push(this.#changedAt - started);
      if (this.frames.length > 1_000) this.frames.shift();
      this.#queue();
      return;
    }
    let more = true;
    while (more && performance.now() - started < SLICE_MS) more = this.session.work();
    const now = performance.now();
    if (!more || now - this.#refinedAt > REFINE_MS) {
      this.#refinedAt = now;
      for (const part of this.#parts) part.refine?.();
    }
    if (!this.#settled && now - this.#changedAt > SETTLED_MS) this.#settle();
    if (more || !this.#settled) this.#queue();
  };

  /** Once per change, after it: what a screen reader says, and the address. */
  #settle(): void {
    this.#settled = true;
    const { frame, error } = this.session;
    this.#status.textContent = error ?? (frame === undefined ? '' : outcomeWords(frame));
    // An address that was given since is followed, not overwritten.
    if (location.hash !== this.#address) {
      this.#followAddress();
      return;
    }
    this.#address = `#${this.token()}`;
    history.replaceState(null, '', this.#address);
  }
}

/** Starts the page; its object is returned for tests. */
export function startExplorer(
  study: AnyRunnable,
  setting: ExplorerSetting,
  root: HTMLElement,
): unknown {
  return new Page(study, setting, root);
}
