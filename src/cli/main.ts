#!/usr/bin/env node
import process from 'node:process';
import { createSourceReader } from '../app/reader.ts';
import { start } from './start.ts';

await start(process.argv.slice(2), createSourceReader);
