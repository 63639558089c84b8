import fc from 'fast-check';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import type { Metadata } from '../../../application/metadata.js';
import type { EventToAppend, RecordedEvent, UndecodableEvent } from '../../../application/ports/event-store.js';
import { isUndecodable } from '../../../application/ports/event-store.js';
import type { SubjectKeys } from '../../../application/ports/subject-keys.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { eventCatalogue } from '../../../domain/catalogue.js';
import { type EventDefinition, message, unversioned } from '../../../domain/event.js';
import type { DataSubjectId } from '../../../domain/ids.js';
import { erased, personalData, present } from '../../../domain/personal-data.js';
import { nullable } from '../../../domain/primitives.js';
import { StakeholderIdentified } from '../../../domain/stakeholder/events.js';
import { UsageRecorded } from '../../../domain/usage/events.js';
import { makeEnvelope } from '../../../infrastructure/envelope/envelope.js';
import type { EventToStore, StoredEvent } from '../../../infrastructure/envelope/stored-event.js';
import { makeInMemorySubjectKeys } from '../../../infrastructure/in-memory/subject-keys.js';
import { arbitraryOf } from '../../support/arbitrary-of.js';
import { valid } from '../../support/valid.js';

const metadata: Metadata = {
  correlationId: 'c-1',
  causationId: null,
  actor: 'connection:hubspot/demo',
  source: { source: 'hubspot', connection: 'demo', record: 'contact/1', receipt: 'r-1' },
};

const usage = valid(UsageRecorded)({
  type: 'UsageRecorded',
  data: {
    accountId: 'acme',
    occurredAt: '2026-03-01T10:00:00.000Z',
    metric: 'events',
    feature: null,
    window: { start: '2026-03-01T09:00:00.000Z', end: '2026-03-01T10:00:00.000Z' },
    quantity: 3,
  },
});

const identified = (subject: DataSubjectId) =>
  valid(StakeholderIdentified)({
    type: 'StakeholderIdentified',
    data: {
      stakeholderId: 's1',
      occurredAt: '2026-03-01T10:00:00.000Z',
      firstName: present(subject, 'Ann'),
      lastName: null,
      email: present(subject, 'ann@example.com'),
      title: null,
      role: 'champion',
    },
  });

const toAppend = (event: DomainEvent, id = 'e1'): EventToAppend => ({ id, event, metadata });

/** What a log does to an event: JSON, and a place. */
const kept = ({ id, type, data, metadata }: EventToStore): StoredEvent => ({
  id,
  type,
  data: JSON.parse(JSON.stringify(data)),
  metadata: JSON.parse(JSON.stringify(metadata)),
  streamName: 'stream-1',
  revision: 0n,
  position: { commit: 7n, prepare: 7n },
  recordedAt: new Date(0),
});

const givenEnvelope = (catalogue: Readonly<Record<string, EventDefinition>> = eventCatalogue) => {
  const keys = makeInMemorySubjectKeys();
  const asked: Array<ReadonlyArray<DataSubjectId>> = [];
  const watched: SubjectKeys = {
    ...keys,
    keysOf: (subjects) => {
      asked.push(subjects);
      return keys.keysOf(subjects);
    },
  };
  const envelope = makeEnvelope(watched, catalogue);
  const store = async (...events: ReadonlyArray<EventToAppend>) => (await envelope.encode(events)).map(kept);
  const readOne = async (stored: StoredEvent): Promise<RecordedEvent | UndecodableEvent | undefined> =>
    (await envelope.decode([stored]))[0];
  return { ...envelope, keys, asked, store, readOne };
};

const storedUsage: StoredEvent = kept({
  id: 'e1',
  type: 'UsageRecorded',
  data: usage.data,
  metadata: { ...metadata, schemaVersion: 1 },
});

describe('the envelope', () => {
  it('keeps an event as JSON that the log and its tools can read', async () => {
    const { encode } = givenEnvelope();
    const [stored] = await encode([{ id: 'e1', event: usage, metadata: { ...metadata, causationId: 'cause-1' } }]);
    expect(stored).toEqual({
      id: 'e1',
      type: 'UsageRecorded',
      data: usage.data,
      metadata: {
        ...metadata,
        causationId: 'cause-1',
        schemaVersion: 1,
        $correlationId: 'c-1',
        $causationId: 'cause-1',
      },
    });
  });

  it('gives back every event of the catalogue as it was', async () => {
    const { keys, encode, decode } = givenEnvelope();
    const people = await Promise.all(['a1', 'b2', 'c3'].map((person) => keys.subjectOf('s', person)));
    const subjectFor = { a1: people[0], b2: people[1], c3: people[2] } as Readonly<Record<string, unknown>>;
    const withKnownPeople = <A>(event: A): A =>
      JSON.parse(JSON.stringify(event, (key, value) => (key === 'subject' ? subjectFor[value] : value)));
    const anyEvent = fc.oneof(...Object.values(eventCatalogue).map(({ codec }) => arbitraryOf(codec)));
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent.map(withKnownPeople), { maxLength: 20 }), async (events) => {
        const sent = events.map((event, i) => toAppend(event, `e${i}`));
        const read = await decode((await encode(sent)).map(kept));
        expect(read.map((one) => (isUndecodable(one) ? one : { id: one.id, event: one.event, metadata }))).toEqual(
          sent,
        );
      }),
    );
  });

  it('asks for no keys where nothing is personal', async () => {
    const { store, readOne, asked } = givenEnvelope();
    const [stored] = await store(toAppend(usage));
    if (stored !== undefined) await readOne(stored);
    expect(asked).toEqual([]);
  });

  it('asks once for all keys of a batch', async () => {
    const { keys, store, decode, asked } = givenEnvelope();
    const [ann, ben] = [await keys.subjectOf('s', 'ann'), await keys.subjectOf('s', 'ben')];
    const stored = await store(
      toAppend(identified(ann), 'e1'),
      toAppend(usage, 'e2'),
      toAppend(identified(ben), 'e3'),
      toAppend(identified(ann), 'e4'),
    );
    await decode(stored);
    expect(asked).toEqual([
      [ann, ben],
      [ann, ben],
    ]);
  });
});

describe('personal data in the log', () => {
  it('cannot be read from what is kept', async () => {
    const { keys, store } = givenEnvelope();
    const text = JSON.stringify(
      (await store(toAppend(identified(await keys.subjectOf('s', 'ann'))))).map(({ data, metadata }) => [
        data,
        metadata,
      ]),
    );
    expect(text).not.toContain('Ann');
    expect(text).not.toContain('ann@');
    expect(text).toContain('champion');
  });

  it('reads as erased once the key is gone, and the rest of the event stays', async () => {
    const { keys, store, readOne } = givenEnvelope();
    const ann = await keys.subjectOf('s', 'ann');
    const [stored] = await store(toAppend(identified(ann)));
    await keys.destroy(ann);
    expect(stored && (await readOne(stored))).toMatchObject({
      event: { data: { firstName: erased(ann), email: erased(ann), title: null, role: 'champion' } },
    });
  });

  it('of an erased person who is delivered again is not kept at all', async () => {
    const { keys, store, readOne } = givenEnvelope();
    const ann = await keys.subjectOf('s', 'ann');
    await keys.destroy(ann);
    const [stored] = await store(toAppend(identified(ann)));
    expect(stored).toMatchObject({ data: { firstName: erased(ann), email: erased(ann) } });
    expect(stored && (await readOne(stored))).toMatchObject({ event: { data: { firstName: erased(ann) } } });
  });

  it('is sealed in nested records, arrays and dictionaries, and comes back from there', async () => {
    const Person = t.strict({
      name: personalData(t.string),
      notes: t.record(t.string, nullable(personalData(t.number))),
    });
    const MeetingHeld = message('MeetingHeld', { people: t.readonlyArray(Person) });
    const { keys, store, readOne } = givenEnvelope({ MeetingHeld: unversioned(MeetingHeld) });
    const [ann, ben] = [await keys.subjectOf('s', 'ann'), await keys.subjectOf('s', 'ben')];
    const event = valid(MeetingHeld)({
      type: 'MeetingHeld',
      data: {
        people: [
          { name: present(ann, 'Ann'), notes: { 'a/b~c': present(ann, 4711), none: null } },
          { name: present(ben, 'Ben'), notes: {} },
        ],
      },
    });
    const [stored] = await store(toAppend(event as never));
    expect(JSON.stringify(stored?.data)).not.toMatch(/Ann|Ben|4711/);
    expect(stored && (await readOne(stored))).toMatchObject({ event });
    await keys.destroy(ben);
    expect(stored && (await readOne(stored))).toMatchObject({
      event: { data: { people: [event.data.people[0], { name: erased(ben), notes: {} }] } },
    });
  });

  it('is opened before an old version is lifted', async () => {
    const name = personalData(t.string);
    const older = givenEnvelope({ Met: unversioned(message('Met', { who: name })) });
    const ann = await older.keys.subjectOf('s', 'ann');
    const [stored] = await older.store(toAppend({ type: 'Met', data: { who: present(ann, 'Ann') } } as never));
    const newer = makeEnvelope(older.keys, {
      Met: {
        codec: message('Met', { person: t.strict({ name }) }),
        version: 2,
        upcasters: [(data) => ({ person: { name: (data as { readonly who: unknown }).who } })],
      },
    });
    const [read] = stored === undefined ? [] : await newer.decode([stored]);
    expect(read).toMatchObject({ event: { data: { person: { name: present(ann, 'Ann') } } } });
  });

  it('cannot be moved to another event, another field or another person', async () => {
    const { keys, store, readOne } = givenEnvelope();
    const [ann, ben] = [await keys.subjectOf('s', 'ann'), await keys.subjectOf('s', 'ben')];
    const [stored] = await store(toAppend(identified(ann)));
    const data = stored?.data as { readonly firstName: object; readonly email: object };
    const forgeries = [
      { ...stored, id: 'e2' },
      { ...stored, data: { ...data, firstName: data.email } },
      { ...stored, data: { ...data, firstName: { ...data.firstName, subject: ben } } },
    ];
    for (const forgery of forgeries) {
      expect(await readOne(forgery as StoredEvent)).toMatchObject({
        error: {
          violations: expect.arrayContaining([
            { pointer: '/data/firstName', message: 'is damaged: it cannot be decrypted' },
          ]),
        },
      });
    }
  });

  it('is not called erased when its key could not be fetched', async () => {
    const { keys, store } = givenEnvelope();
    const stored = await store(toAppend(identified(await keys.subjectOf('s', 'ann'))));
    const unreachable = makeEnvelope({ ...keys, keysOf: () => Promise.reject(new Error('no database')) });
    await expect(unreachable.decode(stored)).rejects.toThrow('no database');
  });
});

describe('what cannot be read', () => {
  it.each<[string, Partial<StoredEvent>, string, string]>([
    ['an event nobody knows', { type: 'MoonLanded' }, '/type', 'is not an event this program knows'],
    ['a name that every object has', { type: 'constructor' }, '/type', 'is not an event this program knows'],
    ['data that is no JSON', { data: '{"accountId":' }, '/data', 'is not a JSON object'],
    ['bytes', { data: new Uint8Array([1, 2]) }, '/data', 'is not a JSON object'],
    ['no data', { data: null }, '/data', 'is not a JSON object'],
    [
      'a wrong field',
      { data: { ...usage.data, quantity: -1 } },
      '/data/quantity',
      'must be a finite number of at least 0',
    ],
    ['no metadata', { metadata: undefined }, '/metadata', 'is required'],
    ['no version', { metadata }, '/metadata/schemaVersion', 'must be a whole number of at least 0'],
    [
      'a version from the future',
      { metadata: { ...metadata, schemaVersion: 2 } },
      '',
      'is of version 2, and this code reads up to 1',
    ],
    ['version 0', { metadata: { ...metadata, schemaVersion: 0 } }, '', 'has no version 0'],
    [
      'sealed fields that are no list',
      { metadata: { ...metadata, schemaVersion: 1, sealedFields: 'all' } },
      '/metadata/sealedFields',
      'must be SealedFields',
    ],
    [
      'a sealed field that is not there',
      { metadata: { ...metadata, schemaVersion: 1, sealedFields: ['/data/nobody'] } },
      '/data/nobody',
      'is damaged: it cannot be decrypted',
    ],
  ])('%s stays in its place and says why', async (_, difference, pointer, message) => {
    const { readOne } = givenEnvelope();
    const stored = { ...storedUsage, ...difference };
    const { id, streamName, revision, position, recordedAt, type } = stored;
    expect(await readOne(stored)).toEqual({
      ...{ id, streamName, revision, position, recordedAt, type },
      error: { _tag: 'DecodeError', source: `event ${type}`, violations: [{ pointer, message }] },
    });
  });

  it('does not take its neighbours along', async () => {
    const { decode } = givenEnvelope();
    const read = await decode([storedUsage, { ...storedUsage, type: 'MoonLanded' }, storedUsage]);
    expect(read.map(isUndecodable)).toEqual([false, true, false]);
  });

  it('never throws, whatever is stored', async () => {
    const { decode } = givenEnvelope();
    const anything = fc.record({
      type: fc.oneof(fc.string(), fc.constantFrom(...Object.keys(eventCatalogue))),
      data: fc.oneof(fc.jsonValue(), fc.object()),
      metadata: fc.oneof(
        fc.jsonValue(),
        fc
          .record({
            schemaVersion: fc.nat(3),
            sealedFields: fc.array(fc.constantFrom('', '/data', '/type', '/data/x')),
          })
          .map((extra) => ({ ...metadata, ...extra })),
      ),
    });
    await fc.assert(
      fc.asyncProperty(anything, async (stored) => {
        expect(await decode([{ ...storedUsage, ...stored }])).toHaveLength(1);
      }),
    );
  });
});
