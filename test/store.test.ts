import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { openStore } from '../src/store/index.ts';
import { storeContract } from './store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-store-'));
after(() => rmSync(folder, { recursive: true }));

storeContract('SQLite', (book) => openStore(join(folder, `${book}.pledgebook`)));
