import { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { positionToText } from '../../application/position.js';
import { type ReplayedEvent, replay } from '../../application/replay.js';
import { makeAccountQueries } from '../../projections/accounts/queries.js';
import { AsOf, KnownAt, wasKnown } from '../../read-api/parameters/clocks.js';
import { maskPersonal } from '../../read-api/questions/mask-personal.js';
import { readStreams } from '../../read-api/questions/read-streams.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly account: string; readonly asOf?: string; readonly knownAt?: string; readonly json?: true };

const option = <A>(name: string, codec: t.Type<A, unknown, unknown>, text: string | undefined): A | undefined => {
  if (text === undefined) return undefined;
  const decoded = codec.decode(text);
  if (E.isLeft(decoded)) throw new Error(`--${name} ${decoded.left[0]?.message ?? 'cannot be read'}`);
  return decoded.right;
};

const inWords = ({ recorded, state }: ReplayedEvent): string => {
  const { event, position, revision, streamName, recordedAt, metadata } = recorded;
  const json = (value: unknown) => JSON.stringify(maskPersonal('masked')(value));
  return [
    `${event.data.occurredAt}  ${event.type}  ${streamName}@${revision}`,
    `  position ${positionToText(position)}, recorded ${recordedAt.toISOString()}, by ${metadata.actor}`,
    `  event    ${json(event.data)}`,
    `  state    ${json(state)}`,
    '',
  ].join('\n');
};

const asJson = ({ recorded, state }: ReplayedEvent): string =>
  JSON.stringify({
    stream: recorded.streamName,
    revision: `${recorded.revision}`,
    position: positionToText(recorded.position),
    recordedAt: recorded.recordedAt,
    type: recorded.event.type,
    data: maskPersonal('masked')(recorded.event.data),
    state: maskPersonal('masked')(state),
  });

export const replayCommand = new Command('replay')
  .description(
    'Print the events of an account in the order of the log, and the state each left behind. Persons are masked.',
  )
  .requiredOption('--account <id>', 'the account')
  .option('--as-of <day or instant>', 'only what had happened by then, in business time')
  .option('--known-at <position or instant>', 'only what the log knew then')
  .option('--json', 'one line of JSON an event')
  .action(({ account, json, ...options }: Options) =>
    withAdapters(async ({ knex, eventStore }) => {
      const asOf = option('as-of', AsOf, options.asOf);
      const knownAt = option('known-at', KnownAt, options.knownAt);
      const accounts = makeAccountQueries(knex);
      const { members, known } = await accounts.groupOf(account);
      if (!known) throw new Error(`there is no account ${account}`);
      const events = await readStreams(eventStore)(await accounts.streamsOf(members))();
      if (E.isLeft(events)) throw new Error(`the log could not be read: ${events.left._tag}`);
      const within = events.right.filter(
        (recorded) => wasKnown(knownAt)(recorded) && (asOf === undefined || recorded.event.data.occurredAt <= asOf),
      );
      for (const replayed of replay(within)) process.stdout.write(`${json ? asJson(replayed) : inWords(replayed)}\n`);
    }),
  );
