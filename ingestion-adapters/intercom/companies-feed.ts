import type { Feed } from '../feed.js';
import { type Answer, errorCodeOf, makeAskIntercom, refused, unavailable } from './ask.js';

const RESTARTS = 5;

const scrollOf = ({ json }: Answer): string | undefined =>
  typeof json['scroll_param'] === 'string' ? json['scroll_param'] : undefined;

/**
 * All companies, by the one scroll that an app may have at a time. A scroll that took longer than a minute is gone, and
 * begins again from the start: its pages are known by then. Where an earlier one still runs, this one comes later. The
 * cursor says when the last scroll began; there is nothing to go on from.
 */
export const companiesFeed: Feed = {
  name: 'companies',
  everySeconds: 3600,
  pull: async function* ({ ask: askVendor, connection, now }) {
    const ask = makeAskIntercom(askVendor, connection);
    for (let start = 1; start <= RESTARTS; start++) {
      const cursor = now().toISOString();
      let scroll: string | undefined;
      for (;;) {
        const path = `/companies/scroll${scroll === undefined ? '' : `?scroll_param=${encodeURIComponent(scroll)}`}`;
        const answer = await ask(path, undefined, [400, 404]);
        if (errorCodeOf(answer) === 'scroll_exists') throw unavailable('another scroll of companies is under way');
        if (answer.status === 400) throw refused(400, errorCodeOf(answer) || 'the scroll of companies was refused');
        if (answer.status === 404) break;
        const companies = answer.json['data'];
        if (!Array.isArray(companies)) throw unavailable('a page of companies has none');
        if (companies.length === 0) return;
        yield { kind: 'companies', body: answer.bytes, cursor };
        scroll = scrollOf(answer);
        if (scroll === undefined) return;
      }
    }
    throw unavailable('the scroll of companies expires before it ends');
  },
};
