/** What the machines of the study say to one another, and what reaches them from outside. */
import type { Seq } from '../../sim/model/seq.js';
import type { LocalMs } from '../../sim/model/time.js';
import type { ClientHistory } from './fixed/history.js';
import type { FixedMessage } from './fixed/protocol.js';
import type { Granularity } from './scenario.js';
import type { SeenOfClient } from './site/identities.js';

/** One program opening: user, program, version, dates and times of use, computer [help page of summarisation]. */
export interface UsageRecord {
  /** Tracer of the oracle: carried, never read. */
  readonly record: number;
  readonly client: string;
  readonly user: string;
  readonly program: string;
  readonly version: string;
  /** As the client's clock read (assumption: the stamp's time base is a gap in the sources). */
  readonly start: LocalMs;
  readonly end: LocalMs;
}

/** A row of the data cache or the database: a usage record, and where and as what it was loaded. */
export interface UsageRow extends UsageRecord {
  /** Metering server that loaded it; the Server column shows it until collation [Q202303]. */
  readonly server: string;
  /** Its number on that server: a row is collated once. */
  readonly row: number;
  /** The error that the server states for `start` and `end`, ms. Absent as shipped: no error is stated. */
  readonly boundMs?: number;
  /** The identity that its agent gave it: the start of the agent, and the number within that. Absent as shipped. */
  readonly incarnation?: number;
  readonly sequence?: number;
}

/** Rows that summarisation has replaced: an interval's count of uses; client and user are gone. */
export interface SummaryRow {
  readonly program: string;
  readonly version: string;
  readonly intervalStart: LocalMs;
  /** The first moment after it. */
  readonly intervalEnd: LocalMs;
  readonly uses: number;
  /** The widest error that one of its rows stated, ms. Absent: none stated any. */
  readonly boundMs?: number;
  /** Tracers of what it stands for. */
  readonly records: readonly number[];
}

/** LICMTR.CFG as the client access point carries it [Q199747]. */
export interface Configuration {
  /** The site server's clock when it answered. */
  readonly siteTime: LocalMs;
  /** The site server's clock when agent settings last changed. */
  readonly lastUpdate: LocalMs;
  readonly pollMs: number;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly excludedListBytes: number;
  /** LicenseServers, where the site has several [Q198706]. */
  readonly servers?: readonly string[];
  /** The server that keeps the client's history, where the site has several. Only the fix reads it. */
  readonly home?: string;
  /** The list of metering servers is empty [Q199747]. */
  readonly serverless?: true;
}

export type ShippedMessage =
  | { readonly kind: 'get-configuration' }
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  /** The offline log, copied whole to the server's inbox [Q311467]. */
  | { readonly kind: 'upload'; readonly upload: number; readonly log: Seq<UsageRecord> }
  | { readonly kind: 'uploaded'; readonly upload: number };

export type CollationMessage =
  /** `ageMs`: only rows that are so old. */
  | { readonly kind: 'collect'; readonly ageMs?: number }
  /** `start`: the start of the server in which these rows are so numbered. Absent as shipped. */
  | { readonly kind: 'rows'; readonly rows: Seq<UsageRow>; readonly start?: number }
  | { readonly kind: 'insert'; readonly rows: Seq<UsageRow>; readonly start?: number }
  | {
      readonly kind: 'inserted';
      readonly server: string;
      readonly upToRow: number;
      readonly start?: number;
    }
  | { readonly kind: 'collected'; readonly upToRow: number; readonly start?: number }
  | { readonly kind: 'summarise'; readonly before: LocalMs; readonly by: Granularity }
  /** The console's reads. */
  | { readonly kind: 'read'; readonly look: number }
  | { readonly kind: 'cache'; readonly look: number; readonly rows: Seq<UsageRow> }
  | {
      readonly kind: 'database';
      readonly look: number;
      readonly rows: Seq<UsageRow>;
      readonly summaries: readonly SummaryRow[];
      /** Highest row number that the database has taken from each metering server. */
      readonly taken: Readonly<Record<string, number>>;
      /** Which records it has taken, by client, of those that have an identity. Absent: of none. */
      readonly seen?: Readonly<Record<string, SeenOfClient>>;
    };

/** A metering server gives its place up. Only fixed servers have histories to hand over. */
export type RetirementMessage =
  | { readonly kind: 'retire' }
  | { readonly kind: 'retired'; readonly histories: readonly (readonly [string, ClientHistory])[] }
  | { readonly kind: 'adopt'; readonly histories: readonly (readonly [string, ClientHistory])[] }
  | { readonly kind: 'adopted' };

export type Message = ShippedMessage | CollationMessage | RetirementMessage | FixedMessage;

export type Input =
  /** A program starts or ends on the client. `record` is the oracle's tracer. */
  | {
      readonly kind: 'use-start';
      readonly record: number;
      readonly user: string;
      /** Its file's name. */
      readonly program: string;
      /** The name in its header, where the file was renamed. */
      readonly originalName?: string;
      readonly version: string;
    }
  | { readonly kind: 'use-end'; readonly record: number }
  | { readonly kind: 'install' }
  | { readonly kind: 'remove'; readonly clean: boolean }
  | { readonly kind: 'delete-log' }
  | { readonly kind: 'delete-next-sync-time' }
  | { readonly kind: 'change-setting'; readonly pollMinutes: number }
  /** The service on the first metering server is stopped for good. */
  | { readonly kind: 'retire' }
  | { readonly kind: 'change-password'; readonly newAccount: boolean }
  /** The account of the client's user is locked out. */
  | { readonly kind: 'lock-out'; readonly client: string }
  /** A user logs off and on again. */
  | { readonly kind: 'logon' }
  /** How much room the disk has from now on. */
  | { readonly kind: 'free-disk'; readonly kilobytes: number }
  /** The site is given its metering server. */
  | { readonly kind: 'server-set-up' }
  /** Somebody opens the summary window. */
  | { readonly kind: 'look'; readonly look: number };

/** What the Software Metering summary window shows. */
export interface SummaryView {
  readonly rows: readonly (UsageRow & { readonly serverColumn: string })[];
  readonly summaries: readonly SummaryRow[];
  /** Rows are being summarised, so client and user of a row are nothing to count by. */
  readonly summarising?: true;
}
