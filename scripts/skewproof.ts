#!/usr/bin/env node
/** The bin: the command line on this process's streams. */
import { PROCESS_HOST } from './cli/context.js';
import { main } from './cli/program.js';
import { endingWithParent, toleratingClosedPipes } from './cli/streams.js';

// Hosted programs live in UTC, and a thread cannot change its zone. Nothing prints local time.
process.env['TZ'] = 'UTC';
toleratingClosedPipes();
endingWithParent();
process.exitCode = await main(process.argv.slice(2), PROCESS_HOST);
