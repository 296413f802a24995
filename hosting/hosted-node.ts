/** The node of a hosted program: its process, started again when it ended, and its network. */
import type { Effect, LocalTime, NodeEvent } from '../sim/model/node.js';
import type { Stream } from '../sim/model/random.js';
import { Adapter } from './adapter.js';
import type { HostInput, HostOptions, HostState } from './host-model.js';
import { Connections } from './network/connections.js';
import type { HttpMessage } from './network/http.js';
import { HostedProcess } from './realm/hosted-process.js';
import { assertDrains } from './realm/node-drain.js';
import { NodeRealm } from './realm/node-realm.js';
import type { Task } from './realm/tasks.js';
import { unpack } from './shims/node/zlib/zlib.js';

const RESTART = 'restart';
const RESTART_MS = 1_000;
/** Numbers of one boot; those of another begin elsewhere. */
const IDS_PER_BOOT = 2 ** 20;

interface Running {
  readonly process: HostedProcess;
  readonly connections: Connections;
  readonly realm: NodeRealm;
  readonly adapter: Adapter;
}

export class HostedNode {
  readonly #options: HostOptions;
  readonly #random: Stream;
  #running: Running | undefined;
  #life = 0;
  #id: number;
  #effects: Effect<HttpMessage>[] = [];

  /** `entropy`: 32 bits, from which its numbers begin: no two boots of a run give the same ones. */
  constructor(options: HostOptions, random: Stream, entropy: number) {
    assertDrains();
    this.#options = options;
    this.#random = random;
    this.#id = entropy * IDS_PER_BOOT;
  }

  /** Effects of the step that ended. */
  takeEffects(): readonly Effect<HttpMessage>[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** Carries out one event. */
  stateAfter(event: NodeEvent<HttpMessage, HostInput>, now: LocalTime): HostState {
    if (event.kind === 'start' || (event.kind === 'timer' && event.timer === RESTART))
      this.#start(now);
    else this.#take(event, now);
    return {
      life: this.#life,
      up: this.#running !== undefined,
      tasks: this.#running?.process.tasks.count ?? 0,
    };
  }

  #start(now: LocalTime): void {
    this.#life += 1;
    const { program, node = program.name, server, recorder, env = {} } = this.#options;
    const process = new HostedProcess({
      program: program.name,
      node,
      random: this.#random,
      nextId: () => (this.#id += 1),
    });
    process.born(now);
    const resolve = (host: string): string | undefined =>
      typeof server === 'string' ? server : (server[host] ?? server['*']);
    const connections = new Connections(process, resolve, unpack);
    const instruments = {
      __skewproof_b: (id: number, value: unknown): unknown => {
        recorder?.test(id, value);
        return value;
      },
      __skewproof_c: (id: number, op: string, left: unknown, right: unknown): boolean => {
        recorder?.comparison(id, op, left, right);
        return compared(op, left, right);
      },
    };
    const realm = new NodeRealm({ program, process, connections, env, instruments });
    const adapter = new Adapter(process, this.#options.adapter ?? {});
    this.#running = { process, connections, realm, adapter };
    this.#run(this.#running, now, () => {
      adapter.start(realm.evaluate());
    });
  }

  #take(event: NodeEvent<HttpMessage, HostInput>, now: LocalTime): void {
    const running = this.#running;
    if (running === undefined) {
      if (event.kind === 'input') this.#effects.push({ kind: 'mark', mark: 'input while down' });
      return;
    }
    const task = taskOf(event, running);
    if (task !== undefined) this.#run(running, now, task);
  }

  #run(running: Running, now: LocalTime, task: Task): void {
    const { process, realm } = running;
    process.begin(now);
    realm.run(task);
    this.#effects.push(...process.effects);
    if (process.alive) return;
    this.#running = undefined;
    const afterMs = this.#options.restartMs ?? RESTART_MS;
    this.#effects.push({ kind: 'elapsed-timer', timer: RESTART, afterMs });
  }
}

function taskOf(
  event: NodeEvent<HttpMessage, HostInput>,
  { process, connections, adapter }: Running,
): Task | undefined {
  switch (event.kind) {
    case 'timer':
      return process.tasks.due(event.timer);
    case 'message':
      return connections.received(event.from, event.message);
    case 'input':
      return adapter.taskOf(event.input);
    default:
      return undefined;
  }
}

/** The comparison (`<`, `<=`, `>` or `>=`) that instrumented code stands for. */
function compared(op: string, left: unknown, right: unknown): boolean {
  const [a, b] = [left as number, right as number];
  switch (op) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}
