/** `npm start`: reads the shipped samples. `--no-serve` is accepted and means nothing yet; other options go to `pledgebook read`. */
import process from 'node:process';
import { createSourceReader } from '../src/app/reader.ts';
import { start } from '../src/cli/start.ts';

const options = process.argv.slice(2).filter((option) => option !== '--no-serve');
await start(['read', ...options, 'samples/security-guarantees'], createSourceReader);
