import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dateText, monthText } from './calendar.js';
import type { Company } from './company.js';
import type { Delivery } from './delivery.js';
import { simulate } from './simulate.js';

export type WrittenCounts = { readonly files: number; readonly deliveries: number; readonly usageLines: number };
export type WritingProgress = { readonly at: Date; readonly share: number };

/** Webhook bodies as one line each, export pages and export days as the vendor gives them. */
const fileOf = ({ source, kind, at }: Delivery, pages: number): string => {
  switch (kind) {
    case 'webhook':
      return source === 'zendesk' ? `zendesk/events-${monthText(+at)}.ndjson` : `${source}/${monthText(+at)}.ndjson`;
    case 'tickets-export':
      return `zendesk/tickets-${pages}.json`;
    case 'export-ndjson':
      return `mixpanel/${dateText(+at)}.ndjson`;
  }
};

/** Writes the history into a folder of payload files, which it makes. `onProgress` is told once a simulated day of usage. */
export const writeFiles = async (
  directory: string,
  company: Company,
  onProgress: (progress: WritingProgress) => void = () => {},
): Promise<WrittenCounts> => {
  const logs = new Map<string, Array<string>>();
  let pages = 0;
  let usageLines = 0;
  let deliveries = 0;
  let files = 0;
  for (const folder of ['hubspot', 'zendesk', 'mixpanel']) await mkdir(join(directory, folder), { recursive: true });
  for (const delivery of simulate(company)) {
    deliveries += 1;
    if (delivery.kind === 'tickets-export') pages += 1;
    const path = fileOf(delivery, pages);
    if (delivery.kind === 'webhook') {
      const lines = logs.get(path) ?? [];
      lines.push(`${delivery.body}\n`);
      logs.set(path, lines);
      continue;
    }
    await writeFile(join(directory, path), delivery.body);
    files += 1;
    if (delivery.kind === 'export-ndjson') {
      usageLines += delivery.body.split('\n').length - 1;
      onProgress({ at: delivery.at, share: (+delivery.at - company.startsAt) / (company.endsAt - company.startsAt) });
    }
  }
  for (const [path, lines] of logs) await writeFile(join(directory, path), lines.join(''));
  return { files: files + logs.size, deliveries, usageLines };
};
