import { EventEmitter, once } from 'node:events';
import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  type Position,
  START,
  StreamDeletedError,
  streamNameFilter,
} from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rejectionOf, take, typesOf } from './support/collect.js';
import { events, linkTo, numbered } from './support/events.js';
import { type RunningNode, runningNode } from './support/running-node.js';

let node: RunningNode;
beforeAll(async () => {
  node = await runningNode();
});
afterAll(() => node.stop());

const positionOf = (result: { readonly position?: Position }): Position => {
  if (result.position === undefined) throw new Error('An append has no position.');
  return result.position;
};

describe('to a stream', () => {
  test('gives history, then what is appended', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('a', 'b'));
    const subscription = node.client.subscribeToStream(stream);
    subscription.once('caughtUp', () => node.client.appendToStream(stream, events('c', 'd')));
    expect(typesOf(await take(4, subscription))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('starts after a revision, or at the end', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('a', 'b', 'c'));
    const after = take(2, node.client.subscribeToStream(stream, { fromRevision: 1n }));
    const fromEnd = node.client.subscribeToStream(stream, { fromRevision: END });
    await once(fromEnd, 'confirmation');
    await node.client.appendToStream(stream, events('d'));
    expect(typesOf(await after)).toEqual(['c', 'd']);
    expect(typesOf(await take(1, fromEnd))).toEqual(['d']);
  });

  test('waits for a stream that does not exist yet', async () => {
    const stream = node.newStream();
    const subscription = node.client.subscribeToStream(stream);
    await once(subscription, 'caughtUp');
    await node.client.appendToStream(stream, events('a'));
    expect(typesOf(await take(1, subscription))).toEqual(['a']);
  });

  test('passes over what is truncated', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('a', 'b', 'c'));
    await node.client.setStreamMetadata(stream, { truncateBefore: 2 });
    expect(typesOf(await take(1, node.client.subscribeToStream(stream)))).toEqual(['c']);
  });

  test('resolves links, and goes on past dead ones', async () => {
    const target = node.newStream();
    await node.client.appendToStream(target, events('a'));
    const links = node.newStream('links');
    await node.client.appendToStream(links, [linkTo('0@nobody'), linkTo(`0@${target}`)]);
    const [dead, live] = await take(2, node.client.subscribeToStream(links, { resolveLinkTos: true }));
    expect([dead?.event, dead?.link?.revision]).toEqual([undefined, 0n]);
    expect([live?.event?.streamId, live?.link?.revision]).toEqual([target, 1n]);
  });

  test('ends when the stream is tombstoned, and does not begin after', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('a'));
    const subscription = node.client.subscribeToStream(stream, { fromRevision: END });
    const ending = rejectionOf(take(1, subscription));
    await once(subscription, 'caughtUp');
    await node.client.tombstoneStream(stream);
    expect(await ending).toBeInstanceOf(StreamDeletedError);
    expect(await rejectionOf(take(1, node.client.subscribeToStream(stream)))).toBeInstanceOf(StreamDeletedError);
  });
});

describe('to $all', () => {
  test('starts after a position', async () => {
    const stream = node.newStream();
    const first = await node.client.appendToStream(stream, events('a'));
    await node.client.appendToStream(stream, events('b', 'c'));
    const subscription = node.client.subscribeToAll({ fromPosition: positionOf(first) });
    expect(typesOf(await take(2, subscription))).toEqual(['b', 'c']);
  });

  test('from the end gives only what comes after its confirmation', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, events('before'));
    const subscription = node.client.subscribeToAll({ fromPosition: END });
    await once(subscription, 'confirmation');
    await node.client.appendToStream(stream, events('after'));
    expect(typesOf(await take(1, subscription))).toEqual(['after']);
  });

  test('is told each time that it has caught up', async () => {
    const stream = node.newStream();
    await node.client.appendToStream(stream, numbered(10));
    const subscription = node.client.subscribeToAll({ fromPosition: START });
    subscription.resume();
    await once(subscription, 'caughtUp');
    const again = once(subscription, 'caughtUp');
    await node.client.appendToStream(stream, numbered(500));
    await again;
    await subscription.unsubscribe();
  });

  test('waits for a slow reader, and does not hold up others', async () => {
    const stream = node.newStream('slow');
    const before = await node.client.appendToStream(stream, events('before'));
    const slow = node.client.subscribeToAll({ fromPosition: positionOf(before) });
    await once(slow, 'confirmation');
    const text = 'x'.repeat(20_000);
    for (let batch = 0; batch < 20; batch += 1) {
      await node.client.appendToStream(
        stream,
        numbered(20).map((event) => ({ ...event, data: { ...event.data, text } })),
      );
    }
    expect(await take(400, node.client.subscribeToStream(stream, { fromRevision: 0n }))).toHaveLength(400);
    const revisions = (await take(400, slow)).map(({ event }) => Number(event?.revision));
    expect(revisions).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
  });

  test('goes on after others have left', async () => {
    const stream = node.newStream();
    const from = positionOf(await node.client.appendToStream(stream, events('start')));
    const leaving = Array.from({ length: 10 }, () => node.client.subscribeToAll({ fromPosition: from }));
    const staying = take(3, node.client.subscribeToAll({ fromPosition: from }));
    await node.client.appendToStream(stream, events('a'));
    await Promise.all(leaving.map((subscription) => take(1, subscription)));
    await node.client.appendToStream(stream, events('b', 'c'));
    expect(typesOf(await staying)).toEqual(['a', 'b', 'c']);
  });
});

describe('a filter', () => {
  const marked = async () => positionOf(await node.client.appendToStream(node.newStream('mark'), events('mark')));

  test('passes events by type or by stream, prefix or expression', async () => {
    const fromPosition = await marked();
    const wanted = node.newStream('wanted');
    await node.client.appendToStream(node.newStream('other'), events('PlanChanged', 'CaseOpened'));
    await node.client.appendToStream(wanted, events('PlanKept', 'CaseClosed'));
    await node.client.setStreamMetadata(wanted, { owner: 'us' });
    await node.client.appendToStream(wanted, events('PlanEnded'));
    const given = async (count: number, filter: Filter) =>
      typesOf(await take(count, node.client.subscribeToAll({ fromPosition, filter })));
    expect(await given(3, eventTypeFilter({ prefixes: ['Plan', 'None'] }))).toEqual([
      'PlanChanged',
      'PlanKept',
      'PlanEnded',
    ]);
    expect(await given(2, eventTypeFilter({ regex: 'ed$|nothing' }))).toEqual(['PlanChanged', 'CaseOpened']);
    expect(await given(3, streamNameFilter({ prefixes: ['wanted-'] }))).toEqual([
      'PlanKept',
      'CaseClosed',
      'PlanEnded',
    ]);
    expect(await given(3, streamNameFilter({ regex: '^\\$\\$wanted|^other' }))).toEqual([
      'PlanChanged',
      'CaseOpened',
      '$metadata',
    ]);
    expect(await given(5, excludeSystemEvents())).not.toContain('$metadata');
  });

  test('counts what it considers, and gives checkpoints that can be resumed from', async () => {
    const fromPosition = await marked();
    const stream = node.newStream();
    const positions: Array<Position> = [];
    for (const type of ['a', 'b', 'wanted', 'c', 'd', 'e', 'f']) {
      positions.push(positionOf(await node.client.appendToStream(stream, events(type))));
    }
    const checkpoints: Array<Position> = [];
    const reached = new EventEmitter();
    const subscription = node.client.subscribeToAll({
      fromPosition,
      filter: eventTypeFilter({
        prefixes: ['wanted'],
        maxSearchWindow: 1,
        checkpointInterval: 3,
        checkpointReached: async (_subscription, position) => {
          checkpoints.push(position);
          reached.emit('checkpoint');
        },
      }),
    });
    subscription.resume();
    await once(subscription, 'caughtUp');
    expect(checkpoints).toEqual([positions[2], positions[5], positions[6]]);
    const fourth = once(reached, 'checkpoint');
    const later = positionOf(await node.client.appendToStream(stream, events('g', 'wanted')));
    await fourth;
    expect(checkpoints.slice(3)).toEqual([later]);
    await subscription.unsubscribe();
  });

  test('without a maximum has a window of 32', async () => {
    const fromPosition = await marked();
    await node.client.appendToStream(node.newStream(), numbered(70));
    let checkpoints = 0;
    const subscription = node.client.subscribeToAll({
      fromPosition,
      filter: eventTypeFilter({
        prefixes: ['none'],
        checkpointReached: async () => {
          checkpoints += 1;
        },
      }),
    });
    await once(subscription.resume(), 'caughtUp');
    expect(checkpoints).toBe(3);
    await subscription.unsubscribe();
  });

  test('that cannot be understood is refused by name', async () => {
    const subscription = node.client.subscribeToAll({ filter: eventTypeFilter({ regex: '(unclosed' }) });
    expect(String(await rejectionOf(take(1, subscription)))).toContain('(unclosed');
  });
});
