/** Output that states no offset of a system clock, with the command that would; and errors of tools. */
interface NotServing {
  readonly pattern: RegExp;
  readonly what: string;
  readonly command: string;
}

const STRIPCHART = 'w32tm /stripchart /computer:<server> /samples:5 /dataonly';
const TRACKING = 'chronyc -c tracking';

const NOT_SERVING: readonly NotServing[] = [
  {
    pattern:
      /^[\^=#],[*+\-?x~ ],(?:[^,]*,){7}[^,]*$|^MS Name\/IP address\s+Stratum|^[\^=#][*+\-?x~ ] \S+\s+\d+\s+-?\d+\s+[0-7]+\s/,
    what: 'chronyc sources compares sources with the estimate of chronyd, not with the system clock',
    command: TRACKING,
  },
  {
    pattern:
      /^Name\/IP Address\s+NP\s+NR\s+Span|^[^,]+,\d+,\d+,\d+,-?[\d.]+,-?[\d.]+,-?[\d.e+-]+,-?[\d.e+-]+$/,
    what: 'chronyc sourcestats states estimates of sources, not of the system clock',
    command: TRACKING,
  },
  {
    pattern:
      /Date \(UTC\) Time\s+IP Address\s+Std dev'n|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+\s+\d\.\d+e[+-]\d+\s+-?\d\.\d+e[+-]\d+\s+\d\.\d+e/,
    what: 'statistics.log of chrony states estimates of sources, not of the system clock',
    command: `${TRACKING}, or the log tracking.log (chrony.conf: log tracking)`,
  },
  {
    pattern:
      /Date \(UTC\) Time\s+(?:Refid|IP Address\s+Temp)|^200 OK$|^\d+ sources online$|^Remote address\s*:/,
    what: 'this output of chrony has no offset of the system clock',
    command: TRACKING,
  },
  {
    pattern:
      /^\S+ (?:\*\*\* PDC \*\*\*)?\s*\[[0-9a-f.:%]+\]:|^\S+\[[0-9a-f.:%]+\]:\s*$|^\s+NTP: [+-]?[\d.,]+s /i,
    what: 'w32tm /monitor compares servers with one another, and states no sign',
    command: `${STRIPCHART} on each machine`,
  },
  {
    pattern: /^[^:]+: -\d+ \([\d.,]+ns\b|^[^:]+: 0x[0-9A-F]{8} \(/i,
    what: 'w32tm /query states the source, and no measurement of the clock against it',
    command: STRIPCHART,
  },
  {
    pattern:
      /^#Peers: \d+|^\[(?:Configuration|TimeProviders)\]$|^(?:NtpServer|Type|SpecialPollInterval): .*\((?:Local|Policy)\)$|^Sending resync command|^Current time at \\\\|^(?:Local CMOS Clock|Free-running System Clock|VM IC Time Synchronization Provider)\s*$/i,
    what: 'this output has no offset of the clock',
    command: STRIPCHART,
  },
  {
    pattern: /^ind assid status +conf reach auth condition/,
    what: 'ntpq -c associations lists sources without their offsets',
    command: 'ntpq -pn',
  },
  {
    pattern: /^ *remote +local +st +poll +reach +delay +offset +disp *$/,
    what: 'ntpdc -p is in other units and of other signs in its versions',
    command: 'ntpq -pn',
  },
  {
    pattern:
      /^(?:un)?synchroni[sz]ed(?: to| )|^\s+time correct to within|^ntp_(?:get|adj)time\(\) returns code|^\d+\/\d+ peers valid/i,
    what: 'this output bounds the error of the clock, and does not say how far it is off',
    command: 'ntpq -pn, or chronyc -c tracking',
  },
  {
    pattern:
      /^\d{5} \d+\.\d+ \S+ \S+ \d{6,}\.\d+ |^\d{5} \d+\.\d+ (?:127\.127\.|\S+\()\S* ?.*\$?GP|^\d{5} \d+\.\d+ \d+ \d+ \d+ \d+ /,
    what: 'this file of ntpd’s statistics has no offsets',
    command: 'the files loopstats or peerstats (ntp.conf: statistics loopstats peerstats)',
  },
  {
    pattern:
      /^\s*(?:Local time|Universal time|RTC time|System clock synchronized|NTP (?:service|synchronized|enabled)|Time zone)\s*: /,
    what: 'timedatectl status has no offset',
    command: 'timedatectl timesync-status',
  },
  {
    pattern:
      /^hwclock from|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+[+-]\d\d:?\d\d$|^\w{3} \w{3} +\d+ [\d:]+ (?:[AP]M )?\S+ \d{4}$/,
    what: 'the reading of one clock says nothing of its error',
    command: 'chronyc -c tracking, ntpq -pn or w32tm /stripchart',
  },
];

export const notServing = (line: string): NotServing | undefined =>
  NOT_SERVING.find(({ pattern }) => pattern.test(line));

/** Messages of tools that could not measure; none is a line of any output above. */
const ERRORS = [
  /^50\d \w/,
  /Cannot talk to daemon/i,
  /Connection (?:refused|timed out|reset)/i,
  /timed out/i,
  /Could not open connection/i,
  /No association ID/i,
  /\(0x8[0-9a-f]{7}\)/i,
  /command not found|not recogni[sz]ed as|No such file|Permission denied|Operation not permitted/i,
  /Failed to (?:query|connect|get|parse)/i,
  /Unable to talk to NTP daemon/i,
  /No such host|Name or service not known|Temporary failure in name resolution/i,
  /Access is denied/i,
  /UNREACHABLE!|FAILED!/,
];

export const isErrorLine = (line: string): boolean => ERRORS.some((one) => one.test(line));

/** A line that a recorder of a session adds. */
const isTranscript = (line: string): boolean =>
  /^\*{10,}$|^Windows PowerShell transcript (?:start|end)$|^(?:Start|End) time: \d{14}$|^Script (?:started|done) on /.test(
    line,
  );

/** The host of a line that a runner of commands on many machines puts before each output. */
export const hostOf = (line: string): string | undefined =>
  /^(\S+) \| (?:SUCCESS|CHANGED|FAILED|UNREACHABLE)!? (?:\| rc=-?\d+ >>|=> \{)/.exec(line)?.[1];

/** A prompt with what was typed after it: `PS C:\>`, `C:\>w32tm`, `root@host:~#`, `[me@host ~]$`. */
export const isPrompt = (line: string): boolean =>
  isTranscript(line) ||
  /^(?:PS )?[A-Za-z]:\\[^>]*>|^PS \S*>|^\[?[\w.-]+@[\w.-]+[: ][^#$%]*[#$%](?: |$)|^[#$%>] \S/.test(
    line,
  );
