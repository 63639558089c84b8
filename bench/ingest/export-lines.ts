import { randomOf } from '../../simulator/prng.js';

const ACCOUNTS = 200;
const LINES_AT_ONCE = 2_000;

/** Lines of a product export, some thousands at a time, until there are so many bytes. */
export function* exportLines(bytes: number, seed: string): Generator<string> {
  const random = randomOf('backfill', seed);
  const firstDay = Date.UTC(2025, 0, 1) / 1000;
  let [written, n] = [0, 0];
  while (written < bytes) {
    const lines = Array.from({ length: LINES_AT_ONCE }, () => {
      const properties = {
        time: firstDay + Math.floor(n / 40),
        distinct_id: `user-${random.int(1, 2_000)}`,
        $insert_id: `i-${n++}`,
        company_id: `${random.int(1, ACCOUNTS)}`,
        $browser: 'Firefox',
        $current_url: `https://app.larch.test/reports/${random.hex(24)}`,
      };
      return `${JSON.stringify({ event: random.pick(['Report Viewed', 'Exported', 'Alert Set']), properties })}\n`;
    }).join('');
    written += lines.length;
    yield lines;
  }
}
