/**
 * The one reporter of every mocha run: each failure in full, and the counts as JSON for whoever sums them.
 * A pending test counts as failed: nothing is skipped quietly.
 */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const { Base } = Mocha.reporters;

/** A process still alive this long after its last test has left something open: a timer, a socket, a child. */
const lingerMsMax = 10_000;

export default class Report extends Base {
  constructor(runner, options) {
    super(runner, options);
    const { file } = options.reporterOptions ?? {};
    const counts = { passed: 0, failed: 0, failures: [] };
    const fail = (test, says) => {
      counts.failed += 1;
      counts.failures.push({ title: test.fullTitle(), says });
      process.stdout.write(`    FAILED  ${test.fullTitle()}\n`);
    };
    runner.on('pass', () => (counts.passed += 1));
    runner.on('fail', (test, error) => fail(test, String(error?.message ?? error)));
    runner.on('pending', (test) => fail(test, 'skipped; nothing is skipped quietly'));
    runner.once('end', () => {
      if (this.failures.length > 0) Base.list(this.failures);
      if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
      setTimeout(lingered, lingerMsMax).unref();
    });
  }
}

function lingered() {
  process.stdout.write(
    `    FAILED  the tests left something running: ${[...new Set(process.getActiveResourcesInfo())].join(', ')}\n`,
  );
  process.exit(1);
}
