// A DuckDB database in memory, on one thread, that runs each line of its input
// as SQL. It answers with a line: the seconds that it took and the first column
// of each row, with tabs between them; or `error`, a tab and what DuckDB said.
import { createInterface } from 'node:readline';
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();

async function answer(sql) {
  try {
    const start = performance.now();
    const result = await connection.runAndReadAll(sql);
    const seconds = (performance.now() - start) / 1000;
    return [seconds, ...result.getRows().map(([first]) => first)];
  } catch (error) {
    return ['error', error.message.replaceAll(/\s+/g, ' ')];
  }
}

for await (const sql of createInterface({ input: process.stdin })) {
  process.stdout.write(`${(await answer(sql)).join('\t')}\n`);
}
