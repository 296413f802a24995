/** Runs in each test's thread or process before its file. */
import test from 'ava';
import { sourceOf } from './files.mjs';

// Children, and the note of CPU time at a process's end, belong to this file.
process.env.SKEWPROOF_TEST_FILE = sourceOf(test.meta.file);
// A test that runs AVA itself means what it says.
delete process.env.SKEWPROOF_TOGETHER;
