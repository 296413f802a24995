/**
 * The Software Metering Client Agent as shipped: records use, and uploads its offline log
 * when the client's clock has reached NextOfflineSyncTime.
 */
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import { Seq } from '../../../../sim/model/seq.js';
import type { LocalTime, Model, NodeEvent } from '../../../../sim/model/node.js';
import { changed } from './change.js';
import { configured, deleteNext, install } from './installation.js';
import { remove } from './removal.js';
import { agentStarts, logon, start } from './start.js';
import { ABSENT, askForConfiguration, ccimTimer, LOG, syncLog, writeHeader } from './state.js';
import type { AgentOptions, AgentState, AgentStep } from './state.js';
import { failed, synchronise, uploaded } from './synchronise.js';
import { checkDisk } from './disk.js';
import { check, diskFull, useEnd, useStart } from './usage.js';
import type { Input, Message } from '../../protocol.js';

function onInput(
  agent: AgentOptions,
  state: AgentState,
  input: Input,
  entropy: number,
  now: LocalTime,
): AgentStep {
  switch (input.kind) {
    case 'use-start':
      return useStart(agent, state, input, now);
    case 'use-end':
      return useEnd(agent, state, input.record, now);
    case 'install':
      return install(state.phase === 'absent' ? changed(state, { turn: entropy }) : state);
    case 'remove':
      return remove(agent, state, input.clean, now);
    case 'logon':
      return logon(agent, state, now);
    case 'free-disk':
      return [changed(state, { freeKb: input.kilobytes }), NO_EFFECTS];
    case 'delete-log':
      return [
        changed(state, { log: Seq.empty(), header: now.wall, sending: undefined }),
        [{ kind: 'remove', file: LOG }, syncLog, ...writeHeader(now.wall)],
      ];
    case 'delete-next-sync-time':
      return deleteNext(agent, state, now);
    default:
      return [state, NO_EFFECTS];
  }
}

function onTimer(agent: AgentOptions, state: AgentState, timer: string, now: LocalTime): AgentStep {
  switch (timer) {
    case 'due':
    case 'poll':
      return synchronise(agent, state, now, true);
    case 'retry':
      return synchronise(agent, state, now, false);
    case 'upload-timeout':
      return failed(agent, state);
    case 'install-retry':
      return install(state);
    case 'ccim':
      return [state, [askForConfiguration, ccimTimer]];
    case 'agent-starts':
      return agentStarts(agent, state, now);
    case 'disk-check':
      return checkDisk(agent, state);
    case 'local-check':
      return check(agent, state, now);
    default:
      return [state, NO_EFFECTS];
  }
}

function step(
  agent: AgentOptions,
  state: AgentState,
  event: NodeEvent<Message, Input>,
  now: LocalTime,
): AgentStep {
  switch (event.kind) {
    case 'start':
      return start(agent, event.disk, event.entropy, now);
    case 'timer':
      return onTimer(agent, state, event.timer, now);
    case 'input':
      return onInput(agent, state, event.input, event.entropy, now);
    case 'message':
      if (event.message.kind === 'configuration')
        return configured(agent, state, event.message.configuration, now);
      if (event.message.kind === 'uploaded')
        return uploaded(agent, state, event.message.upload, now);
      return [state, NO_EFFECTS];
    case 'disk-full':
      return diskFull(state, event.file);
    case 'synced':
    case 'wake':
      return [state, NO_EFFECTS];
  }
}

export const shippedAgent = (agent: AgentOptions): Model<AgentState, Message, Input> => ({
  name: 'agent',
  initial: ABSENT,
  step: (state, event, now) => step(agent, state, event, now),
});
