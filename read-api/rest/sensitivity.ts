import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { ChangedSensitivity, DetectorSensitivity } from '../answers/sensitivity.js';
import type { ReadSide } from '../deps.js';
import { SensitivityInput, settingIn } from '../parameters/sensitivity.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { changeSensitivity, sensitivity } from '../questions/sensitivity.js';
import { askerOf } from './asker.js';
import { sendUnkept } from './send-unkept.js';

const tags = ['anomalies'];
const Nothing = t.strict({});

export const sensitivityRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  app.get(
    '/detector-sensitivity',
    {
      schema: {
        ...{ tags, summary: 'How many false alarms a year each metric may cause in which segment' },
        ...{ querystring: Nothing, response: { 200: DetectorSensitivity } },
      },
      config: { permission: 'read:trends' },
    },
    (_request, reply) => sendUnkept(reply, sensitivity(readSide)),
  );
  app.put(
    '/detector-sensitivity',
    {
      schema: {
        ...{ tags, summary: 'Look more or less closely at a metric, a segment, or a metric of a segment' },
        ...{ querystring: Nothing, body: SensitivityInput, response: { 200: ChangedSensitivity } },
      },
      config: { permission: 'change:detection' },
    },
    (request, reply) => sendUnkept(reply, changeSensitivity(readSide)(settingIn(request.body), askerOf(request))),
  );
};
