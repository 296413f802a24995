/** Messages between the machines of the study, and inputs from outside. */
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
  /** Reading of the client's clock (assumption: the sources leave the stamp's time base open). */
  readonly start: LocalMs;
  readonly end: LocalMs;
}

/**
 * A row of the data cache or the database: a usage record, the server that loaded it, and its
 * number there.
 */
export interface UsageRow extends UsageRecord {
  /** Metering server that loaded the row; the Server column shows it until collation [Q202303]. */
  readonly server: string;
  /** Number of the row on that server: a row is collated once. */
  readonly row: number;
  /**
   * The error bound that the server states for `start` and `end`, ms. Absent as shipped: none is
   * stated.
   */
  readonly boundMs?: number;
  /**
   * The identity given by the agent: the start of the agent, and the number within that start.
   * Absent as shipped.
   */
  readonly incarnation?: number;
  readonly sequence?: number;
}

/**
 * A summary of rows that summarisation replaced: the number of uses in an interval, without client
 * and user.
 */
export interface SummaryRow {
  readonly program: string;
  readonly version: string;
  readonly intervalStart: LocalMs;
  /** First moment after the interval. */
  readonly intervalEnd: LocalMs;
  readonly uses: number;
  /** Largest error bound of its rows, ms. Absent: no row stated one. */
  readonly boundMs?: number;
  /** Tracers of the records that it replaced. */
  readonly records: readonly number[];
}

/** LICMTR.CFG, as the client access point carries it [Q199747]. */
export interface Configuration {
  /** Reading of the site server's clock at its answer. */
  readonly siteTime: LocalMs;
  /** Reading of the site server's clock at the last change of agent settings. */
  readonly lastUpdate: LocalMs;
  readonly pollMs: number;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly excludedListBytes: number;
  /** LicenseServers, where the site has several [Q198706]. */
  readonly servers?: readonly string[];
  /**
   * The server that keeps the client's history, where the site has several. Only the fix reads this
   * field.
   */
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
  /** `ageMs`: only rows at least this old, ms. */
  | { readonly kind: 'collect'; readonly ageMs?: number }
  /** `start`: identifies the start of the server that gave these row numbers. Absent as shipped. */
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
  /** Reads by the console. */
  | { readonly kind: 'read'; readonly look: number }
  | { readonly kind: 'cache'; readonly look: number; readonly rows: Seq<UsageRow> }
  | {
      readonly kind: 'database';
      readonly look: number;
      readonly rows: Seq<UsageRow>;
      readonly summaries: readonly SummaryRow[];
      /** Highest row number that the database has taken from each metering server. */
      readonly taken: Readonly<Record<string, number>>;
      /** Records with an identity that the database has taken, by client. Absent: none. */
      readonly seen?: Readonly<Record<string, SeenOfClient>>;
    };

/** Messages of a metering server that retires. Only fixed servers have histories to hand over. */
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
      /** Name of its file. */
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
  /** Free space on the disk from now on. */
  | { readonly kind: 'free-disk'; readonly kilobytes: number }
  /** The site receives its metering server. */
  | { readonly kind: 'server-set-up' }
  /** An operator opens the summary window. */
  | { readonly kind: 'look'; readonly look: number };

/** Content of the Software Metering summary window. */
export interface SummaryView {
  readonly rows: readonly (UsageRow & { readonly serverColumn: string })[];
  readonly summaries: readonly SummaryRow[];
  /** Rows are summarised at this site, so client and user of a row cannot be used for counting. */
  readonly summarising?: true;
}
