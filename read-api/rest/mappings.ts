import type { FastifyInstance, FastifyReply } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { findOrBroken } from '../../application/connections/find-or-broken.js';
import { readMappings } from '../../application/mapping/mappings-in-log.js';
import { saveMapping } from '../../application/mapping/save-mapping.js';
import { MappingVersions, SavedMapping } from '../answers/mapping.js';
import type { ReadSide } from '../deps.js';
import { Flag } from '../parameters/common.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { sendProblem } from '../plugins/problem-details.js';

const ADDRESS = '/connections/:source/:name/mapping';
const Named = t.strict({ source: t.string, name: t.string });

const send = (reply: FastifyReply, answer: unknown): FastifyReply =>
  reply.header('cache-control', 'private, no-store').send(answer);

/** What the bodies of a connection mean. A mapping comes with a body it is tried on, and is refused where it makes nothing of it. */
export const mappingRoutes = async (
  instance: FastifyInstance,
  { connections, eventStore, clock }: ReadSide,
): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const save = saveMapping({ connections, log: eventStore, clock });

  app.put(
    ADDRESS,
    {
      schema: {
        tags: ['connections'],
        summary: 'Save what the bodies of a connection mean; with dryRun, only say what would come of it',
        params: Named,
        querystring: t.exact(t.partial({ dryRun: Flag })),
        body: t.strict({ definition: t.unknown, sample: t.unknown }),
        response: { 200: SavedMapping },
      },
      config: { permission: 'admin:connections' },
    },
    async ({ params, query, body, principal }, reply) => {
      const actor = `user:${principal?.subject ?? ''}`;
      const saved = await save({ ...params, ...body, dryRun: query.dryRun ?? false, actor })();
      return E.isLeft(saved) ? sendProblem(reply, saved.left) : send(reply, saved.right);
    },
  );

  app.get(
    ADDRESS,
    {
      schema: {
        tags: ['connections'],
        summary: 'Every mapping the connection has had',
        params: Named,
        querystring: t.strict({}),
        response: { 200: MappingVersions },
      },
      config: { permission: 'read:connections' },
    },
    async ({ params: { source, name } }, reply) => {
      const found = await findOrBroken(connections, source, name);
      if (found === undefined) return sendProblem(reply, { _tag: 'ConnectionUnknown', source, connection: name });
      const versions = await readMappings(eventStore)(source, name)();
      return E.isLeft(versions) ? sendProblem(reply, versions.left) : send(reply, { versions: versions.right });
    },
  );
};
