#!/usr/bin/env node
/** The bin: the command line on this process's streams. */
import { PROCESS_HOST } from './cli/context.js';
import { main } from './cli/program.js';
import { endingWithParent, toleratingClosedPipes } from './cli/streams.js';

toleratingClosedPipes();
endingWithParent();
process.exitCode = await main(process.argv.slice(2), PROCESS_HOST);
