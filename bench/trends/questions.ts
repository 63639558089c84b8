/** A question of the API, asked in turn of several accounts where it is of one. */
export type Question = { readonly name: string; readonly paths: ReadonlyArray<string>; readonly isKept: boolean };

const YEAR = 'from=2025-01-01&to=2025-12-31';
const ACCOUNTS_ASKED = 200;

const spread = (accountIds: ReadonlyArray<string>): ReadonlyArray<string> =>
  Array.from(
    { length: Math.min(ACCOUNTS_ASKED, accountIds.length) },
    (_, i) => accountIds[Math.floor((i * accountIds.length) / ACCOUNTS_ASKED)] ?? accountIds[0] ?? '',
  );

/** What is measured, of accounts, a segment and the whole book. */
export const questionsAbout = (accountIds: ReadonlyArray<string>): ReadonlyArray<Question> => {
  const asked = [...new Set(spread(accountIds))];
  const ofAccount = (name: string, path: (id: string) => string): Question => ({
    name,
    paths: asked.map(path),
    isKept: !name.startsWith('health'),
  });
  const ofBook = (name: string, path: string): Question => ({
    name,
    paths: [path],
    isKept: !name.startsWith('anomalies'),
  });
  const series = (grain: string, scope: string, metric = 'events'): string =>
    `/api/v1/trends/series?metric=${metric}&grain=${grain}&${YEAR}${scope}`;
  return [
    ofAccount('series of an account, monthly', (id) => series('month', `&account_id=${id}`)),
    ofAccount('series of an account, daily', (id) => series('day', `&account_id=${id}`)),
    ofBook('series of a segment, monthly', series('month', '&segment=mid')),
    ofBook('series of a segment, daily', series('day', '&segment=mid')),
    ofBook('series of the book, monthly', series('month', '')),
    ofBook('series of the book, daily', series('day', '')),
    ofBook('series of the book by segment, monthly', series('month', '&split=segment')),
    ofBook('series of the book by segment, daily', series('day', '&split=segment')),
    ofBook('yearly value of the book, monthly', series('month', '', 'arr')),
    ofBook('usage patterns of the book, 12 months', '/api/v1/trends/usage-patterns/12m'),
    ofBook('comparison of the book, half years', '/api/v1/trends/compare?metric=events&from=2025-07-01&to=2025-12-31'),
    ofAccount('health of an account', (id) => `/api/v1/trends/health-scores/${id}?${YEAR}`),
    ofBook('anomalies of the book', '/api/v1/trends/anomalies/all'),
    ofAccount(
      'decomposition of an account',
      (id) => `/api/v1/trends/decomposition?metric=events&account_id=${id}&${YEAR}`,
    ),
    ofBook('decomposition of the book', `/api/v1/trends/decomposition?metric=events&${YEAR}`),
  ];
};
