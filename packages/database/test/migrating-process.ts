// Brings a database to the newest schema in a process of its own, for a test that kills it.
import { migrateAt } from '../src/index.ts';

await migrateAt(process.argv[2] ?? '');
