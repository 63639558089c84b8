import type { Company } from '../company.js';
import type { Delivery } from '../delivery.js';
import { interactionsOf, uploaded } from '../records/usage.js';
import { eventJson } from './amplitude.js';

const LAG = 2_000;

/** Every event as Amplitude streams it, when it was taken in; late ones when the phone was back. */
export const eventStream = (company: Company): ReadonlyArray<Delivery<'amplitude'>> =>
  interactionsOf(company)
    .map((interaction): Delivery<'amplitude'> => {
      const event = uploaded(interaction);
      const body = JSON.stringify(eventJson(event));
      return { source: 'amplitude', kind: 'webhook', at: new Date(event.uploadedAt + LAG), body };
    })
    .sort((a, b) => +a.at - +b.at);
