import pb from '@eventstore/db-client/generated/operations_pb.js';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rejectionOf } from './support/collect.js';
import { numbered } from './support/events.js';
import { operation, startScavenge, stopScavenge } from './support/operations.js';
import { type RunningNode, runningNode } from './support/running-node.js';
import { scavenged } from './support/scavenged.js';

const { STARTED, INPROGRESS, STOPPED } = pb.ScavengeResp.ScavengeResult;

let node: RunningNode;
beforeAll(async () => {
  node = await runningNode();
});
afterAll(() => node.stop());

describe('a scavenge', () => {
  test('is said to have started, and only one runs at a time', async () => {
    const [first, second] = await Promise.all([startScavenge(node.port), startScavenge(node.port)]);
    expect([first.result, second.result].sort()).toEqual([STARTED, INPROGRESS].sort());
    expect(first.id).toBe(second.id);
    await scavenged(node.client, first.id);
  });

  test('can be stopped while it runs, by its id', async () => {
    for (let batch = 0; batch < 16; batch += 1) await node.client.appendToStream('long-1', numbered(500));
    await node.client.setStreamMetadata('long-1', { maxCount: 1 });
    const { id } = await startScavenge(node.port);
    expect(await stopScavenge(node.port, id)).toBe(STOPPED);
    expect(await scavenged(node.client, id)).toMatchObject({ scavengeId: id, result: 'Stopped' });
  });

  test('that is not running is not found', async () => {
    const error = await rejectionOf(stopScavenge(node.port, 'no-such-scavenge'));
    expect(error).toMatchObject({ code: status.NOT_FOUND });
    const { metadata } = error as { metadata: { getMap: () => unknown } };
    expect(metadata.getMap()).toMatchObject({ exception: 'scavenge-not-found', 'scavenge-id': 'no-such-scavenge' });
  });

  test('needs a sensible number of threads', async () => {
    expect(await rejectionOf(startScavenge(node.port, -1))).toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});

describe('of the other operations', () => {
  test('there are no indexes to merge', async () => {
    await operation(node.port, 'MergeIndexes');
  });

  test.each(['Shutdown', 'ResignNode', 'SetNodePriority'])('%s is not for a node like this', async (name) => {
    const error = await rejectionOf(operation(node.port, name));
    expect(error).toMatchObject({ code: status.UNIMPLEMENTED, details: expect.stringContaining(`${name}: `) });
  });
});
