import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { CalendarDate } from '../../domain/primitives.js';
import { SegmentName } from '../../domain/segment/name.js';
import { ChangedSegment, FoundSegment, SegmentList, SegmentMembers, TriedRule } from '../answers/segments.js';
import type { ReadSide } from '../deps.js';
import { KnownOn } from '../parameters/clocks.js';
import { Description, Rule } from '../parameters/segments.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { changeSegment } from '../questions/change-segment.js';
import { findSegment, listSegments } from '../questions/find-segment.js';
import { readModelsOf } from '../questions/read-models.js';
import { AskMembers, segmentMembers, tryRule } from '../questions/segment-members.js';
import { sendAnswer } from './answering.js';
import { askerOf } from './asker.js';
import { sendUnkept } from './send-unkept.js';

const tags = ['segments'];
const Nothing = t.strict({});
const ByName = t.strict({ name: SegmentName });
const optional = t.partial({ description: Description });
const Definition = t.exact(t.intersection([t.type({ rule: Rule }), optional]));
const NamedDefinition = t.exact(t.intersection([t.type({ name: SegmentName, rule: Rule }), optional]));
const Tried = t.exact(t.intersection([t.type({ rule: Rule }), t.partial({ asOf: CalendarDate, knownAt: KnownOn })]));
const changed = { 200: ChangedSegment };
const mayChange = { permission: 'change:segments' } as const;
const mayRead = { permission: 'read:accounts', readModels: readModelsOf.segments } as const;

/** Segments are rules: who is in one follows from what is known of each account. */
export const segmentRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const change = changeSegment(readSide);

  app.get(
    '/segments',
    {
      schema: { tags, summary: 'The segments, retired ones too', querystring: Nothing, response: { 200: SegmentList } },
      config: mayRead,
    },
    (_request, reply) => sendAnswer(reply, listSegments(readSide)),
  );
  app.get(
    '/segments/:name',
    {
      schema: {
        ...{ tags, summary: 'One segment, with its versions' },
        ...{ params: ByName, querystring: Nothing, response: { 200: FoundSegment } },
      },
      config: mayRead,
    },
    (request, reply) => sendAnswer(reply, findSegment(readSide)(request.params.name)),
  );
  app.get(
    '/segments/:name/accounts',
    {
      schema: {
        tags,
        summary:
          'Who was in it at the end of a day, by the rule that held then, or by that of a version; with knownAt as the log knew it',
        ...{ params: ByName, querystring: AskMembers, response: { 200: SegmentMembers } },
      },
      config: mayRead,
    },
    (request, reply) => sendAnswer(reply, segmentMembers(readSide)(request.params.name, request.query)),
  );
  app.post(
    '/segments/try',
    {
      schema: {
        ...{ tags, summary: 'How many accounts a rule matches, and some of them; nothing is saved' },
        ...{ querystring: Nothing, body: Tried, response: { 200: TriedRule } },
      },
      config: { ...mayChange, readModels: readModelsOf.segments },
    },
    (request, reply) =>
      sendUnkept(reply, tryRule(readSide)(request.body.rule, request.body.knownAt, request.body.asOf)),
  );
  app.post(
    '/segments',
    {
      schema: { tags, summary: 'Define a segment', querystring: Nothing, body: NamedDefinition, response: changed },
      config: mayChange,
    },
    (request, reply) => {
      const { name, ...said } = request.body;
      return sendUnkept(reply, change.define(name, said, askerOf(request)));
    },
  );
  app.put(
    '/segments/:name',
    {
      schema: {
        ...{ tags, summary: 'Give a segment a new version, which holds from now on' },
        ...{ params: ByName, querystring: Nothing, body: Definition, response: changed },
      },
      config: mayChange,
    },
    (request, reply) => sendUnkept(reply, change.redefine(request.params.name, request.body, askerOf(request))),
  );
  app.post(
    '/segments/:name/retire',
    {
      schema: {
        ...{ tags, summary: 'Nobody is in it from now on; its versions stay' },
        ...{ params: ByName, querystring: Nothing, body: Nothing, response: changed },
      },
      config: mayChange,
    },
    (request, reply) => sendUnkept(reply, change.retire(request.params.name, askerOf(request))),
  );
};
