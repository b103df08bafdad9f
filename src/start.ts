#!/usr/bin/env node
// What `driftline` starts, as dist/main.js: the program beside it, with what was compiled of it
// before. It reads two files, and must stay that small.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { commandIn } from './cli/command_in.ts';
import { keptCode } from './kept_code.ts';

const PROGRAM = fileURLToPath(new URL('program', import.meta.url));

keptCode(PROGRAM, commandIn(process.argv.slice(2)) ?? 'none', process.env);
createRequire(import.meta.url)('./program/main.js');
