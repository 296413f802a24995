/**
 * Node's realm: the program as a closure over its globals, evaluated once for each incarnation of its
 * process. Streams, events, util and Buffer are the real ones, and shared.
 */
import type { HostInput } from '../../host-model.js';
import type { Connections } from '../../network/connections.js';
import type { Volume } from '../../disk/volume.js';
import type { Program } from '../../program.js';
import { NodeGlobals } from '../../shims/node/globals.js';
import { isSignal, signalled } from '../../shims/node/process/process.js';
import { Modules } from '../../shims/node/modules.js';
import { SkewproofError } from '../../../sim/model/errors.js';
import type { HostedProcess } from '../hosted-process.js';
import { ProcessEnded } from '../hosted-process.js';
import { compiledProgram } from './compile.js';
import type { Player, Swap } from './stage.js';
import { playTurn } from './turn.js';
import type { Realm } from '../realm.js';
import type { Task } from '../tasks.js';

interface Instruments {
  readonly __skewproof_b: (id: number, value: unknown) => unknown;
  readonly __skewproof_c: (id: number, op: string, left: unknown, right: unknown) => unknown;
}

interface NodeRealmOptions {
  readonly program: Program;
  readonly process: HostedProcess;
  readonly connections: Connections;
  readonly env: Readonly<Record<string, string>>;
  /** Functions that instrumented code calls. */
  readonly instruments: Instruments;
  readonly volume: Volume;
}

export class NodeRealm implements Realm, Player {
  readonly process: HostedProcess;
  readonly swaps: readonly Swap[];
  readonly #options: NodeRealmOptions;
  readonly #globals: NodeGlobals;

  constructor(options: NodeRealmOptions) {
    this.#options = options;
    this.process = options.process;
    const { process, connections, volume, env } = options;
    this.#globals = new NodeGlobals({ host: process, connections, volume, env });
    this.swaps = this.#globals.swaps;
    process.onUncaught = (error) => {
      this.onUncaught(error);
    };
  }

  evaluate(): Readonly<Record<string, unknown>> {
    const { program, instruments } = this.#options;
    const values = { ...this.#globals.values, ...instruments };
    const evaluate = compiledProgram(program, Object.keys(values))(...Object.values(values));
    const exports = {};
    const module = { exports, id: '.', loaded: true, children: [], paths: [] };
    const { require } = new Modules(this.#globals);
    Object.assign(require, { main: module });
    evaluate.call(exports, exports, require, module, '/app/main.js', '/app');
    return module.exports;
  }

  run(task: Task): void {
    playTurn(this, this.process, task);
  }

  /** The task of an input that is a signal to the process. */
  signalOf(input: HostInput): Task | undefined {
    if (input.kind !== 'call' || !isSignal(input.name)) return undefined;
    const { name } = input;
    return () => {
      signalled(this.process, this.#globals, name);
    };
  }

  readonly onRefused = (api: string): void => {
    this.process.mark(`not simulated: ${api}`);
  };

  onUncaught(error: unknown): void {
    this.#uncaught(error, 'uncaughtException');
  }

  onRejection(reason: unknown, promise: Promise<unknown>): void {
    const { process } = this;
    if (!process.alive || reason instanceof ProcessEnded) return;
    if (this.#globals.emit('unhandledRejection', reason, promise)) return;
    this.#uncaught(reason, 'unhandledRejection');
  }

  /** As in Node: a listener takes it, or it is printed and the process ends with status 1. */
  #uncaught(error: unknown, origin: string): void {
    const { process } = this;
    if (!process.alive || error instanceof ProcessEnded) return;
    if (error instanceof SkewproofError) {
      process.failure = error;
      process.alive = false;
      return;
    }
    try {
      if (this.#globals.emit('uncaughtException', error, origin)) return;
    } catch (second) {
      if (second instanceof ProcessEnded) return;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.report('uncaught', `${text}\n`);
    process.mark(`uncaught ${error instanceof Error ? error.name : typeof error}`);
    process.end(1);
  }

  onEvent(name: string, values: readonly unknown[]): void {
    // A warning of Node itself comes once for all runs, or with some releases alone; one of the program
    // goes through its own `process`.
    if (!this.process.alive || name === 'warning') return;
    this.#globals.emit(name, ...values);
  }
}
