import { DAY } from '../calendar.js';
import type { Company } from '../company.js';
import type { Delivery } from '../delivery.js';
import { randomOf } from '../prng.js';
import { type Interaction, usageOfDay } from '../usage.js';

/** One line of the raw export. `time` is in whole seconds, as the vendor exports it. */
export const exportLine = ({ account, user, feature, at, processedAt, insertId }: Interaction): string =>
  JSON.stringify({
    event: feature,
    properties: {
      time: Math.floor(at / 1000),
      distinct_id: user.distinctId,
      $insert_id: insertId,
      mp_processing_time_ms: processedAt,
      company_id: String(account.companyId),
      mp_lib: user.mobile ? 'swift' : 'web',
      $os: user.mobile ? 'iOS' : 'Mac OS X',
    },
  });

export const exportBody = (lines: ReadonlyArray<string>): string => lines.map((line) => `${line}\n`).join('');

const REPEATED = 0.003;

/** One chunk a UTC day of what the vendor processed on it: late events of earlier days included, a few lines twice. */
export function* usageExports(company: Company): Generator<Delivery> {
  const waiting = new Map<number, Array<string>>();
  const queued = (day: number) => {
    const lines = waiting.get(day) ?? [];
    waiting.set(day, lines);
    return lines;
  };
  for (let day = Math.floor(company.startsAt / DAY); day * DAY < company.endsAt; day += 1) {
    const random = randomOf(company.seed, 'export', day);
    for (const customer of company.customers) {
      for (const interaction of usageOfDay(company, customer, day * DAY)) {
        if (interaction.at < company.startsAt || interaction.processedAt >= company.endsAt) continue;
        const line = exportLine(interaction);
        const processedOn = Math.floor(interaction.processedAt / DAY);
        queued(processedOn).push(line);
        if (random.chance(REPEATED)) queued(processedOn + random.int(0, 1)).push(line);
      }
    }
    const lines = waiting.get(day) ?? [];
    waiting.delete(day);
    const at = new Date(Math.min((day + 1) * DAY, company.endsAt) - 1);
    if (lines.length > 0) yield { source: 'mixpanel', kind: 'export-ndjson', at, body: exportBody(lines) };
  }
}
