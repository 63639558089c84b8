import type { Feed, VendorRefused, VendorResponse } from '../../../ingestion-adapters/feed.js';
import type { Handler } from './vendor-server.js';

const PAGE = 3;

/** An API that lists records by number: `/records?after=4` answers the next three; with a token, where one is wanted. */
export const numberedRecords =
  (count: () => number, token?: string): Handler =>
  (request, response) => {
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    const after = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('after'));
    const records = Array.from({ length: count() }, (_, i) => i + 1).filter((n) => n > after);
    response.end(JSON.stringify({ records: records.slice(0, PAGE), more: records.length > PAGE }));
  };

type Answer = { readonly records: ReadonlyArray<number>; readonly more: boolean };

const refused = ({ status }: VendorResponse): VendorRefused => ({
  _tag: 'VendorRefused',
  status,
  reason: 'the token is not valid',
});

/** Pulls them; its cursor is the number of the last one. */
export const recordsFeed = (name = 'records', everySeconds = 60): Feed => ({
  name,
  everySeconds,
  async *pull({ ask, connection, cursor = '0' }) {
    let after = cursor;
    for (let more = true; more; ) {
      const answer = await ask({
        method: 'GET',
        url: `${connection.settings.baseUrl}/records?after=${after}`,
        headers: { authorization: `Bearer ${connection.credentials?.['accessToken']}` },
      });
      if (answer.status !== 200) throw refused(answer);
      const page: Answer = JSON.parse(answer.body.toString());
      more = page.more;
      after = `${page.records.at(-1) ?? after}`;
      yield { kind: 'records', body: page.records.length === 0 ? undefined : answer.body, cursor: after };
    }
  },
});
