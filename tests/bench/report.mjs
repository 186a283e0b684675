// What a bench found, as a table for people and JSON for programs; the same as
// report.h makes.
//
//   const report = new Report('paint');
//   report.add({ metric, samples, unit: 'ms', atMost: 1000 });
//   process.exitCode = report.finish(jsonPath);
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

const number = (value) =>
  (value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3))));

export class Report {
  constructor(name) {
    this.name = name;
    this.rows = [];
  }

  // `atMost`: what the median must not exceed; without it there is no goal.
  add({ metric, samples, unit, atMost }) {
    const value = median(samples);
    this.rows.push({
      name: this.name, metric, value, unit, least: Math.min(...samples),
      most: Math.max(...samples),
      ...(atMost !== undefined && { goal: atMost, met: value <= atMost }),
    });
  }

  // Prints the table with the machine; writes the rows where a path is given.
  // The exit code: 1 where a goal was missed.
  finish(jsonPath) {
    const line = (metric, value, least, most, unit, goal) =>
      console.log(`${metric.padEnd(52)} ${value.padStart(10)} ` +
        `${least.padStart(10)} ${most.padStart(10)}  ${unit.padEnd(10)} ${goal}`);
    console.log(`bench ${this.name} on ${cpus()[0].model}, ${cpus().length} ` +
      `cores, ${Math.floor(totalmem() / 2 ** 30)} GiB`);
    line('metric', 'median', 'least', 'most', 'unit', 'goal');
    for (const row of this.rows) {
      line(row.metric, number(row.value), number(row.least), number(row.most),
        row.unit, row.goal === undefined ? ''
          : `<= ${row.goal} ${row.met ? 'met' : 'MISSED'}`);
    }
    if (jsonPath) writeFileSync(jsonPath, `${JSON.stringify(this.rows, null, 1)}\n`);
    return this.rows.some((row) => row.met === false) ? 1 : 0;
  }
}
