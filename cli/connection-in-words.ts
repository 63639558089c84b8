import type { Connection } from '../read-api/answers/connections.js';

type Feed = Connection['feeds'][number];

const feedInWords = ({
  feed,
  lastPulledAt,
  cursorAgeSeconds,
  failures,
  lastError,
  circuit,
  asksAgainAt,
}: Feed): string =>
  [
    `${feed}: pulled ${lastPulledAt ?? 'never'}`,
    ...(cursorAgeSeconds === null ? [] : [`its cursor is ${cursorAgeSeconds} s old`]),
    ...(failures === 0 || lastError === null ? [] : [`${failures} failures since, the last: ${lastError.reason}`]),
    ...(circuit === 'closed' ? [] : [`its circuit is ${circuit}`]),
    ...(asksAgainAt === null ? [] : [`not asked before ${asksAgainAt}`]),
  ].join(', ');

const stateOf = ({ broken, paused }: Connection): string => {
  if (broken !== null) return `, broken: ${broken}`;
  return paused ? ', paused' : '';
};

/** A connection as it is shown at the command line; `secrets` as far as they are to be seen. */
export const connectionInWords = (connection: Connection, secrets: ReadonlyArray<string>): string => {
  const { source, name, webhookUrl, settings, credentials, notUnderstood, deliveries, feeds } = connection;
  const lines: ReadonlyArray<readonly [string, string]> = [
    ['webhook', webhookUrl],
    ['secret', secrets.join(', ')],
    ['settings', JSON.stringify(settings)],
    ['shows', credentials.join(', ')],
    [
      'given',
      `last ${deliveries.lastAt ?? 'never'}, ${deliveries.waiting} waiting, ${deliveries.quarantined} quarantined`,
    ],
    ['unknown', `${notUnderstood} things were not understood`],
    ...feeds.map((feed) => ['feed', feedInWords(feed)] as const),
  ];
  const text = lines.map(([what, says]) => `  ${what.padEnd(9)} ${says}`.trimEnd()).join('\n');
  return `${source}/${name}${stateOf(connection)}\n${text}\n`;
};
