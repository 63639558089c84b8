import { describe, expect, test } from 'vitest';
import {
  decideAppend,
  type ExpectedRevision,
  type StreamHead,
} from '../../../infrastructure/event-node/expected-revision.js';

const id = (name: string): Buffer => Buffer.from(name.padEnd(16));

const streamOf = (...names: ReadonlyArray<string>) => {
  const head: StreamHead = {
    lastRevision: names.length - 1,
    tombstoned: false,
    softDeleted: false,
    hasMetadata: false,
  };
  const decide = (of: Partial<StreamHead>, expected: ExpectedRevision, batch: ReadonlyArray<string>) =>
    decideAppend({ ...head, ...of }, expected, batch.map(id), {
      revisionOf: (sought) => {
        const revision = names.findIndex((name) => id(name).equals(sought));
        return revision < 0 ? undefined : revision;
      },
      from: (revision, count) => names.slice(revision, revision + count).map(id),
    });
  const appending = (expected: ExpectedRevision, ...batch: ReadonlyArray<string>) => decide({}, expected, batch);
  return {
    appending,
    being: (of: Partial<StreamHead>) => ({
      appending: (expected: ExpectedRevision, ...batch: ReadonlyArray<string>) => decide(of, expected, batch),
    }),
  };
};

const write = { _tag: 'Write' };
const wrong = { _tag: 'WrongExpectedRevision' };
const deleted = { _tag: 'StreamDeleted' };
const written = (lastRevision: number) => ({ _tag: 'AlreadyWritten', lastRevision });

describe('an exact revision', () => {
  test('is written when the stream is there', () => {
    expect(streamOf('a', 'b').appending(1, 'c')).toEqual(write);
    expect(streamOf('a', 'b').appending(1, 'a')).toEqual(write);
    expect(streamOf().appending('no-stream', 'a')).toEqual(write);
  });

  test('is wrong when the stream is not there yet', () => {
    expect(streamOf('a').appending(1, 'b')).toEqual(wrong);
    expect(streamOf().appending(0, 'a')).toEqual(wrong);
  });

  test('repeats what was written, whatever came later', () => {
    expect(streamOf('a', 'b', 'c').appending('no-stream', 'a', 'b')).toEqual(written(1));
    expect(streamOf('a', 'b', 'c').appending(0, 'b')).toEqual(written(1));
  });

  test('is wrong when another event stands there', () => {
    expect(streamOf('a', 'b').appending('no-stream', 'x')).toEqual(wrong);
    expect(streamOf('a', 'b').appending('no-stream', 'a', 'x')).toEqual(wrong);
    expect(streamOf('a', 'b').appending(0, 'b', 'c')).toEqual(wrong);
    expect(streamOf('a', 'b').appending(0)).toEqual(wrong);
  });
});

describe('any', () => {
  test('writes what is new and repeats what is known', () => {
    expect(streamOf('a').appending('any', 'b', 'c')).toEqual(write);
    expect(streamOf('a').appending('any')).toEqual(write);
    expect(streamOf('a', 'b').appending('any', 'a', 'b')).toEqual(written(1));
    expect(streamOf('a', 'b').appending('any', 'a')).toEqual(written(0));
  });

  test('is wrong when only the first events of the batch are known', () => {
    expect(streamOf('a').appending('any', 'a', 'b')).toEqual(wrong);
    expect(streamOf('a').appending('any', 'b', 'a')).toEqual(write);
  });
});

describe('a stream that must exist', () => {
  test('may have metadata alone', () => {
    expect(streamOf('a').appending('stream-exists', 'b')).toEqual(write);
    expect(streamOf().appending('stream-exists', 'a')).toEqual(wrong);
    expect(streamOf().being({ hasMetadata: true }).appending('stream-exists', 'a')).toEqual(write);
  });

  test('does not while it is soft-deleted', () => {
    expect(streamOf('a').being({ softDeleted: true }).appending('stream-exists', 'b')).toEqual(deleted);
  });
});

describe('a soft-deleted stream', () => {
  const stream = streamOf('a', 'b').being({ softDeleted: true });

  test('is open to those who expect none, any, or its last revision', () => {
    expect(stream.appending('no-stream', 'c')).toEqual(write);
    expect(stream.appending('any', 'c')).toEqual(write);
    expect(stream.appending(1, 'c')).toEqual(write);
    expect(stream.appending(0, 'c')).toEqual(wrong);
  });

  test('still knows its events', () => {
    expect(stream.appending('no-stream', 'a', 'b')).toEqual(written(1));
    expect(stream.appending('no-stream', 'a', 'c')).toEqual(wrong);
  });
});

test('a tombstone refuses everything', () => {
  const stream = streamOf('a').being({ tombstoned: true });
  for (const expected of ['any', 'no-stream', 'stream-exists', 0, 7] as const) {
    expect(stream.appending(expected, 'a')).toEqual(deleted);
  }
});
