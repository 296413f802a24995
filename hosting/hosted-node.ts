/** The node of a hosted program: its process, started again when it ended, and its network. */
import type { Effect, LocalTime } from '../sim/model/node.js';
import { Stream } from '../sim/model/random.js';
import { msOf } from '../sim/model/time.js';
import { Adapter } from './adapter.js';
import { PROCESS_ENDS } from './decisions/deciding-line.js';
import { PLAIN_REPORTS } from './decisions/primitive.js';
import { DiskBarrier } from './disk/barrier.js';
import { Volume } from './disk/volume.js';
import type { HostOptions, HostState } from './host-model.js';
import { IDS_PER_BOOT, keyOf, WRITE_BACK, WRITE_BACK_MS } from './machine.js';
import type { HostEvent } from './machine.js';
import { Connections } from './network/connections.js';
import type { HttpMessage } from './network/http.js';
import { HostedProcess } from './realm/hosted-process.js';
import { assertDrains } from './realm/node/drain.js';
import { NodeRealm } from './realm/node/realm.js';
import type { Task } from './realm/tasks.js';
import { unpack } from './shims/node/zlib/zlib.js';
import { Supervisor } from './supervisor.js';

const RESTART = 'restart';

interface Running {
  readonly process: HostedProcess;
  readonly connections: Connections;
  readonly realm: NodeRealm;
  readonly adapter: Adapter;
}

export class HostedNode {
  readonly #options: HostOptions;
  readonly #random: Stream;
  readonly #supervisor: Supervisor;
  /** Elapsed time at which the process started, ms. */
  #startedMs = 0;
  readonly volume: Volume;
  #running: Running | undefined;
  #life = 0;
  #id: number;
  #now: LocalTime;
  #effects: Effect<HttpMessage>[] = [];
  readonly #barrier = new DiskBarrier<HostEvent>();
  /** Answers of the disk to processes that have ended. */
  readonly #stale: string[] = [];
  #writesBack = false;

  /**
   * A machine that boots. `before`: its volume when it went down, for what is left of torn entries.
   * @throws SkewproofError SKEW-405 inside a microtask
   */
  constructor(
    options: HostOptions,
    { disk, entropy }: HostEvent & { readonly kind: 'start' },
    now: LocalTime,
    before: Volume | undefined,
  ) {
    assertDrains();
    this.#options = options;
    this.#supervisor = new Supervisor(options.restartMs);
    this.#random = new Stream(entropy, 'program');
    this.#id = entropy * IDS_PER_BOOT;
    this.#now = now;
    const effect = (one: Effect<HttpMessage>): void => {
      if (this.#running === undefined) this.#effects.push(one);
      else this.#running.process.effect(one);
    };
    const nowMs = (): number => msOf(this.#now.wall);
    this.volume = new Volume({ effect, nowMs, decode: unpack }, disk, before);
  }

  /** Effects of the step that ended. */
  takeEffects(): readonly Effect<HttpMessage>[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** Carries out one event. */
  stateAfter(event: HostEvent, now: LocalTime): HostState {
    this.#now = now;
    if (event.kind === 'synced' && this.#barrier.answered(event.file)) this.#goOn(now);
    if (this.#barrier.isUp) this.#barrier.queue(event);
    else this.#handle(event, now);
    return {
      life: this.#life,
      up: this.#running !== undefined,
      tasks: this.#running?.process.tasks.count ?? 0,
    };
  }

  /** The disk has answered: what the process did after its sync happens now, then what came since. */
  #goOn(now: LocalTime): void {
    this.#effects.push(...this.#barrier.release());
    while (!this.#barrier.isUp) {
      const event = this.#barrier.nextEvent();
      if (event === undefined) return;
      this.#handle(event, now);
    }
  }

  #handle(event: HostEvent, now: LocalTime): void {
    if (event.kind === 'start' || (event.kind === 'timer' && event.timer === RESTART))
      this.#start(now);
    else if (event.kind === 'disk-full') this.volume.refused(event.file, event.entry);
    else if (event.kind === 'timer' && event.timer === WRITE_BACK) this.#writeBack(now);
    else if (event.kind !== 'synced' || !this.#isStale(event.file)) this.#take(event, now);
  }

  /** True for an answer of the disk to a process that has ended; each comes once. */
  #isStale(file: string): boolean {
    const at = this.#stale.indexOf(file);
    if (at >= 0) this.#stale.splice(at, 1);
    return at >= 0;
  }

  #start(now: LocalTime): void {
    this.#life += 1;
    const { program, node = program.name, server, recorder, env = {} } = this.#options;
    const process = new HostedProcess({
      program: program.name,
      node,
      random: this.#random,
      nextId: () => (this.#id += 1),
      ...(recorder === undefined ? {} : { onRead: recorder.read }),
    });
    process.born(now);
    this.#startedMs = msOf(now.elapsed);
    const resolve = (host: string): string | undefined =>
      typeof server === 'string' ? server : (server[host] ?? server['*']);
    const connections = new Connections(process, resolve, unpack);
    const { volume } = this;
    const { branch, compare } = recorder ?? PLAIN_REPORTS;
    const instruments = { __skewproof_b: branch, __skewproof_c: compare };
    recorder?.task('start');
    const realm = new NodeRealm({ program, process, connections, volume, env, instruments });
    const adapter = new Adapter(process, this.#options.adapter ?? {});
    this.#running = { process, connections, realm, adapter };
    this.#run(this.#running, now, () => {
      adapter.start(realm.evaluate());
    });
  }

  #take(event: HostEvent, now: LocalTime): void {
    const running = this.#running;
    if (event.kind === 'input' && event.input.kind === 'machine') {
      const { diskFull } = event.input;
      if (diskFull !== undefined) this.volume.told(diskFull);
    }
    if (running === undefined) {
      if (event.kind === 'input') this.#effects.push({ kind: 'mark', mark: 'input while down' });
      return;
    }
    const task = taskOf(event, running);
    if (task === undefined) return;
    this.#options.recorder?.task(keyOf(event));
    this.#run(running, now, task);
  }

  /** The operating system writes back changes that no sync has made durable for a while. */
  #writeBack(now: LocalTime): void {
    this.#writesBack = false;
    const running = this.#running;
    const { dirty } = this.volume;
    if (dirty.length === 0) return;
    if (running === undefined) {
      this.#stale.push(...dirty);
      this.volume.sync(dirty);
      return;
    }
    this.#run(running, now, () => {
      this.volume.sync(dirty);
      running.process.onceSynced(dirty, () => undefined);
    });
  }

  #run(running: Running, now: LocalTime, task: Task): void {
    const { process, realm } = running;
    process.begin(now);
    realm.run(task);
    if (!process.alive) this.#ended(process);
    if (!this.#writesBack && this.volume.dirty.length > 0) {
      this.#writesBack = true;
      process.effects.push({ kind: 'elapsed-timer', timer: WRITE_BACK, afterMs: WRITE_BACK_MS });
    }
    this.#effects.push(...this.#barrier.raise(process.effects, process.barriers));
  }

  #ended(process: HostedProcess): void {
    this.#running = undefined;
    this.#options.recorder?.task(`${PROCESS_ENDS}: ${String(process.exitCode ?? 'stopped')}`);
    this.#stale.push(...process.awaited);
    const afterMs = this.#supervisor.delayAfter(msOf(this.#now.elapsed) - this.#startedMs);
    process.effects.push({ kind: 'elapsed-timer', timer: RESTART, afterMs });
  }
}

function taskOf(
  event: HostEvent,
  { process, connections, realm, adapter }: Running,
): Task | undefined {
  switch (event.kind) {
    case 'timer':
      return process.tasks.due(event.timer);
    case 'message':
      return connections.received(event.from, event.message);
    case 'input':
      return realm.signalOf(event.input) ?? adapter.taskOf(event.input);
    case 'synced':
      return process.synced(event.file);
    default:
      return undefined;
  }
}
