/** Exports of other programs, by name: their columns, and what they leave open. */
interface Preset {
  readonly title: string;
  /** Columns by field, as `--columns` states them, in lower case. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that tell this export from others, in lower case. */
  readonly known: readonly string[];
  /** Zone of times without one, if the export states it. */
  readonly zone?: string;
  /** Field that the export cannot say, and how to add it. */
  readonly missing?: string;
}

export const PRESETS: Readonly<Record<string, Preset>> = {
  sccm: {
    title: 'software metering of Configuration Manager (SMS_SoftwareUsageData, v_MeterData)',
    columns: {
      client: 'netbiosname|computername|computer|name0|netbios_name0|machinename|resourceid',
      user: 'username|user|fullname|meteredusername|metereduserid',
      program: 'filename|explorerfilename|originalfilename|file|productname|fileid',
      start: 'starttimegmt|starttime',
      end: 'endtimegmt|endtime',
      running: 'stillrunning|inprogress|isrunning',
      version: 'fileversion|productversion',
    },
    known: ['resourceid', 'filename'],
    // The client reports in GMT, and the site keeps what it reports.
    zone: 'Z',
  },
  flexnet: {
    title: 'debug log of a FlexNet licence server (OUT and IN of each feature)',
    columns: {},
    known: [],
  },
  activitywatch: {
    title: 'events of ActivityWatch',
    columns: {
      client: 'hostname|host',
      user: 'user',
      program: 'app|title|url',
      start: 'timestamp',
      duration: 'duration',
    },
    known: ['timestamp', 'duration', 'app'],
    missing: 'its events name no computer and no user: add client:=NAME,user:=NAME',
  },
  toggl: {
    title: 'detailed report of Toggl Track',
    columns: {
      // The column Client of that report is a customer.
      client: 'email|user|member',
      user: 'user|member|email',
      program: 'project|description|task|workspace',
      start: 'start date+start time',
      end: 'end date+end time|stop date+stop time',
    },
    known: ['email', 'start date', 'start time', 'duration', 'tags'],
  },
  clockify: {
    title: 'detailed report of Clockify',
    columns: {
      client: 'email|user',
      user: 'user|email',
      program: 'project|task|description',
      start: 'start date+start time',
      end: 'end date+end time',
    },
    known: ['email', 'start date', 'start time', 'duration (h)'],
  },
};
