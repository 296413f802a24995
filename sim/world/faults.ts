/**
 * Injects the faults of a scenario and ends them: crashes, restarts, sleep, partitions, full disks,
 * clock changes. They happen to machines, not to models.
 */
import type { Fault } from './fault.js';
import type { KernelParts } from './kernel-parts.js';
import type { NodeState } from './node-state.js';
import { NO_NODE, undoEvent } from './queued-event.js';
import { msOf, trueMs } from '../model/time.js';

export class FaultInjector<Message, Input> {
  readonly #kernel: KernelParts<Message, Input>;

  constructor(kernel: KernelParts<Message, Input>) {
    this.#kernel = kernel;
  }

  apply(fault: Fault): void {
    if (fault.kind === 'crash' && fault.intoSyncMs !== undefined) {
      (this.#kernel.node(fault.node).crashesAtSync ??= []).push(fault);
      return;
    }
    this.#kernel.incident({ kind: 'fault', fault });
    const node = this.#kernel.node(fault.node);
    switch (fault.kind) {
      case 'crash':
        if (!node.up) return;
        // Observers see, when the machine is down, what its disk has kept.
        node.disk.crash(fault.severity, this.#kernel.streams.stream(`disk:${node.name}`));
        this.#takeDown(node, 'crash');
        this.#laterInLife(node, fault.downMs, () => {
          this.bringUp(node);
        });
        return;
      case 'restart':
        if (!node.up) return;
        this.#takeDown(node, 'restart');
        node.disk.flush();
        this.bringUp(node);
        return;
      case 'partition':
        this.#partition(node.index, this.#kernel.node(fault.to).index, fault.both, fault.forMs);
        return;
      case 'disk-full':
        node.disk.fill(1);
        this.#later(fault.forMs, () => {
          node.disk.fill(-1);
        });
        return;
      case 'suspend':
        this.#suspend(node, fault.forMs);
        return;
      case 'wipe':
        if (node.up) this.#takeDown(node, 'wipe');
        node.disk.wipe();
        this.bringUp(node);
        return;
      case 'snapshot':
        node.snapshot = node.disk.snapshot();
        return;
      case 'restore':
        if (node.snapshot === undefined) return;
        if (node.up) this.#takeDown(node, 'restore');
        node.disk.restore(node.snapshot);
        this.bringUp(node);
        return;
      case 'clock':
      case 'synchronise':
        this.#adjustClock(node, fault);
    }
  }

  /** Triggers crashes that were waiting for this sync; observers see ordinary crashes. */
  syncing(node: NodeState<Message, Input>): void {
    const { crashesAtSync = [] } = node;
    node.crashesAtSync = undefined;
    for (const { intoSyncMs = 0, kind, severity, downMs } of crashesAtSync)
      this.#later(intoSyncMs, () => {
        this.apply({ kind, at: this.#kernel.instant.ms, node: node.name, severity, downMs });
      });
  }

  #adjustClock(
    node: NodeState<Message, Input>,
    fault: Fault & { kind: 'clock' | 'synchronise' },
  ): void {
    const at = trueMs(this.#kernel.instant.ms);
    const before = msOf(node.clock.wallAt(at));
    node.clock.adjust(
      at,
      fault.kind === 'clock'
        ? fault.adjustment
        : { kind: 'set', toMs: msOf(this.#kernel.node(fault.to).clock.wallAt(at)) },
    );
    this.#kernel.timers.requeue(node, before);
  }

  #later(afterMs: number, undo: () => void, of = NO_NODE): void {
    const at = this.#kernel.instant.ms + Math.max(0, afterMs);
    this.#kernel.timeline.schedule(at, undoEvent(of, undo));
  }

  /** Like `#later`, but without effect if the node goes down in the meantime. */
  #laterInLife(node: NodeState<Message, Input>, afterMs: number, undo: () => void): void {
    const { life } = node;
    const ifAlive = (): void => {
      if (node.life === life) undo();
    };
    this.#later(afterMs, ifAlive, node.index);
  }

  #partition(from: number, to: number, both: boolean, forMs: number): void {
    const cut = (delta: 1 | -1): void => {
      this.#kernel.network.partition(from, to, delta);
      if (both) this.#kernel.network.partition(to, from, delta);
    };
    cut(1);
    this.#later(forMs, () => {
      cut(-1);
    });
  }

  #takeDown(node: NodeState<Message, Input>, why: string): void {
    node.up = false;
    node.suspended = false;
    node.life += 1;
    for (const entry of node.timers.all()) this.#kernel.timers.unqueue(entry);
    node.timers.clear();
    node.fired = undefined;
    node.heldAnswers = undefined;
    node.state = node.spec.model.initial;
    this.#kernel.incident({ kind: 'down', node: node.name, why });
  }

  bringUp(node: NodeState<Message, Input>): void {
    if (node.up) return;
    node.up = true;
    node.clock.boot(trueMs(this.#kernel.instant.ms));
    this.#kernel.incident({ kind: 'up', node: node.name, why: 'boot' });
    this.#kernel.start(node);
  }

  #suspend(node: NodeState<Message, Input>, forMs: number): void {
    if (!node.up || node.suspended) return;
    node.suspended = true;
    node.clock.suspend(trueMs(this.#kernel.instant.ms));
    for (const entry of node.timers.all()) {
      this.#kernel.timers.unqueue(entry);
    }
    this.#kernel.incident({ kind: 'down', node: node.name, why: 'suspend' });
    this.#laterInLife(node, forMs, () => {
      this.resume(node);
    });
  }

  resume(node: NodeState<Message, Input>): void {
    if (!node.suspended) return;
    node.suspended = false;
    node.clock.resume(trueMs(this.#kernel.instant.ms));
    this.#kernel.incident({ kind: 'up', node: node.name, why: 'resume' });
    this.#kernel.wake(node);
    this.#kernel.timers.requeue(node, msOf(node.clock.wallAt(trueMs(this.#kernel.instant.ms))));
    const { heldAnswers } = node;
    node.heldAnswers = undefined;
    for (const event of heldAnswers ?? [])
      this.#kernel.timeline.schedule(this.#kernel.instant.ms, event);
  }
}
