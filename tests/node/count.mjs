#!/usr/bin/env node
// Adds up what the stages of tests/run found:
//   tests/node/count.mjs DIR STAGE…
// Each GoogleTest case and each Node and Vitest test counts as one; a stage without such
// cases counts as one itself. Ends with "N passed, N failed".
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [dir, ...stages] = process.argv.slice(2);
const failedStages = existsSync(join(dir, 'failed-stages'))
  ? readFileSync(join(dir, 'failed-stages'), 'utf8').trim().split('\n')
  : [];
let passed = 0;
let failed = 0;
for (const stage of stages) {
  let stagePassed = 0;
  let stageFailed = 0;
  const folder = join(dir, stage);
  if (existsSync(folder)) {
    for (const file of readdirSync(folder)) {
      const result = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      stageFailed += result.failures + result.errors;
      stagePassed += result.tests - result.failures - result.disabled -
        result.errors;
    }
  }
  if (existsSync(join(dir, `${stage}.tap`))) {
    const tap = readFileSync(join(dir, `${stage}.tap`), 'utf8');
    stagePassed += Number(/^# pass (\d+)$/m.exec(tap)?.[1] ?? 0);
    stageFailed += Number(/^# fail (\d+)$/m.exec(tap)?.[1] ?? 0);
  }
  if (existsSync(join(dir, `${stage}-units.json`))) {
    const units = JSON.parse(
      readFileSync(join(dir, `${stage}-units.json`), 'utf8'));
    stagePassed += units.numPassedTests;
    stageFailed += units.numFailedTests;
  }
  // A stage can fail without a failed case: it did not build, or crashed.
  if (failedStages.includes(stage)) stageFailed = Math.max(stageFailed, 1);
  else if (stagePassed === 0) stagePassed = 1;
  passed += stagePassed;
  failed += stageFailed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
