/**
 * A program as an ordinary model: each event of its node is one macrotask of the program, drained to
 * its end, and what the program did is a list of effects. The program's memory stays in this
 * closure; the state holds what can be compared. A `start` begins everything again.
 */
import type { DecisionRecorder } from './decisions/recorder.js';
import type { LocalTime, Model, NodeEvent, Step } from '../sim/model/node.js';
import { NO_EFFECTS } from '../sim/model/node.js';
import { HostedBrowser } from './hosted-browser.js';
import { HostedNode } from './hosted-node.js';
import type { HttpMessage } from './network/http.js';
import type { Program } from './program.js';

/** Plain data: no class instances, as in every input. */
export type Plain =
  null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * An input of a hosted program, from outside.
 * @since 0.1.0
 */
export type HostInput =
  /** One use: the adapter puts the marker into a property of the record. */
  | { readonly kind: 'track'; readonly record: number }
  | { readonly kind: 'flush' }
  /**
   * Anything else that an adapter exposes; a name such as SIGTERM is a signal to the process. In a browser
   * `reload`, `close`, `crash`, `hide`, `show` and `freeze` befall a tab: that of the number `value`, or
   * the first. A use in a tab that is hidden shows it first.
   */
  | { readonly kind: 'call'; readonly name: string; readonly value?: Plain }
  /** Notices of the operating system to the process. */
  | { readonly kind: 'machine'; readonly diskFull?: boolean; readonly online?: boolean };

/**
 * The state of a hosted program as far as it is data.
 * @since 0.1.0
 */
export interface HostState {
  /** Incarnations of the process since the machine booted. */
  readonly life: number;
  /** False between the end of a process and its restart. */
  readonly up: boolean;
  /** Macrotasks since the process started. */
  readonly tasks: number;
}

/**
 * A program and its surroundings.
 * @since 0.1.0
 */
export interface HostOptions {
  readonly program: Program;
  /** Name of the program's node, for messages. Default: the program's name. */
  readonly node?: string;
  /** Node that answers every request; or nodes by host name, `*` for all others. */
  readonly server: string | Readonly<Record<string, string>>;
  /**
   * Exports of the program that the host calls; see `Adapter`. Default: `start`, `track`, `flush` and
   * `machine`, where they exist.
   */
  readonly adapter?: Readonly<Partial<Record<'start' | 'track' | 'flush' | 'machine', string>>>;
  /** Takes the decisions of an instrumented program, its tasks and its readings of clocks. */
  readonly recorder?: DecisionRecorder;
  /** Environment variables of the process. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Time after which a supervisor starts a process that ended, ms; it doubles, up to five minutes,
   * while processes end within ten seconds of their start. Default 1,000.
   */
  readonly restartMs?: number;
  /** Pages of a program for a browser. */
  readonly pages?: PagesOptions;
}

/**
 * The pages in which a browser runs a program.
 * @since 0.1.0
 */
export interface PagesOptions {
  /** Address of the document. Default: `https://shop.example/`. */
  readonly url?: string;
  /**
   * `service-worker`: the script runs in a worker of the origin, without a document and without storage
   * but IndexedDB. Its background sync is absent. Default: `page`.
   */
  readonly kind?: 'page' | 'service-worker';
  /** Number of tabs that have the page open; the first is in front. Default: 1. */
  readonly tabs?: number;
}

const INITIAL: HostState = { life: 0, up: false, tasks: 0 };

/**
 * Makes a model of a program. It serves one run at a time.
 * @since 0.1.0
 */
export function hostModel(options: HostOptions): Model<HostState, HttpMessage, HostInput> {
  const Hosted = options.program.platform === 'browser' ? HostedBrowser : HostedNode;
  let node: HostedBrowser | HostedNode | undefined;
  return {
    name: options.program.name,
    initial: INITIAL,
    step: (
      state: HostState,
      event: NodeEvent<HttpMessage, HostInput>,
      now: LocalTime,
    ): Step<HostState, HttpMessage> => {
      if (event.kind === 'start') node = new Hosted(options, event, now, node?.volume);
      if (node === undefined) return [state, NO_EFFECTS];
      return [node.stateAfter(event, now), node.takeEffects()];
    },
  };
}
