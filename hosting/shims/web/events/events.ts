/** Kinds of events, each with fields of its own. */
import { tagged } from '../idl.js';
import { Event } from './event.js';
import type { EventInit } from './event.js';

export class CustomEvent extends Event {
  readonly detail: unknown;

  constructor(type: string, init: EventInit & { readonly detail?: unknown } = {}) {
    super(type, init);
    this.detail = init.detail ?? null;
  }
}
tagged(CustomEvent, 'CustomEvent');

interface MessageInit extends EventInit {
  readonly data?: unknown;
  readonly origin?: string;
  readonly source?: unknown;
}

export class MessageEvent extends Event {
  readonly data: unknown;
  readonly origin: string;
  readonly lastEventId = '';
  readonly source: unknown;
  readonly ports: readonly unknown[] = [];

  constructor(type: string, init: MessageInit = {}) {
    super(type, init);
    this.data = init.data ?? null;
    this.origin = init.origin ?? '';
    this.source = init.source ?? null;
  }
}
tagged(MessageEvent, 'MessageEvent');

interface ErrorInit extends EventInit {
  readonly message?: string;
  readonly filename?: string;
  readonly lineno?: number;
  readonly colno?: number;
  readonly error?: unknown;
}

export class ErrorEvent extends Event {
  readonly message: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly error: unknown;

  constructor(type: string, init: ErrorInit = {}) {
    super(type, init);
    this.message = init.message ?? '';
    this.filename = init.filename ?? '';
    this.lineno = init.lineno ?? 0;
    this.colno = init.colno ?? 0;
    this.error = init.error;
  }
}
tagged(ErrorEvent, 'ErrorEvent');

export class PromiseRejectionEvent extends Event {
  readonly promise: unknown;
  readonly reason: unknown;

  constructor(
    type: string,
    init: EventInit & { readonly promise?: unknown; readonly reason?: unknown } = {},
  ) {
    super(type, init);
    this.promise = init.promise;
    this.reason = init.reason;
  }
}
tagged(PromiseRejectionEvent, 'PromiseRejectionEvent');

export class ProgressEvent extends Event {
  readonly lengthComputable: boolean;
  readonly loaded: number;
  readonly total: number;

  constructor(
    type: string,
    init: EventInit & {
      readonly lengthComputable?: boolean;
      readonly loaded?: number;
      readonly total?: number;
    } = {},
  ) {
    super(type, init);
    this.lengthComputable = init.lengthComputable ?? false;
    this.loaded = init.loaded ?? 0;
    this.total = init.total ?? 0;
  }
}
tagged(ProgressEvent, 'ProgressEvent');

interface StorageInit extends EventInit {
  readonly key?: string | null;
  readonly oldValue?: string | null;
  readonly newValue?: string | null;
  readonly url?: string;
  readonly storageArea?: unknown;
}

export class StorageEvent extends Event {
  readonly key: string | null;
  readonly oldValue: string | null;
  readonly newValue: string | null;
  readonly url: string;
  readonly storageArea: unknown;

  constructor(type: string, init: StorageInit = {}) {
    super(type, init);
    this.key = init.key ?? null;
    this.oldValue = init.oldValue ?? null;
    this.newValue = init.newValue ?? null;
    this.url = init.url ?? '';
    this.storageArea = init.storageArea ?? null;
  }
}
tagged(StorageEvent, 'StorageEvent');

export class PageTransitionEvent extends Event {
  readonly persisted: boolean;

  constructor(type: string, init: EventInit & { readonly persisted?: boolean } = {}) {
    super(type, init);
    this.persisted = init.persisted ?? false;
  }
}
tagged(PageTransitionEvent, 'PageTransitionEvent');
