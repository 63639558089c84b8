import * as t from 'io-ts';
import { AnomalyStatus } from '../../domain/anomaly/names.js';
import { AnomalyId } from '../../domain/ids.js';
import { CalendarDate } from '../../domain/primitives.js';
import { AccountOrBook } from '../../domain/whole-book.js';
import type { ReadSide } from '../deps.js';
import { Explanation } from '../parameters/anomalies.js';
import { Cursor, Names, PageSize, Text } from '../parameters/common.js';
import { SensitivityInput, settingIn } from '../parameters/sensitivity.js';
import type { Principal } from '../principal.js';
import type { Answer } from '../questions/ask.js';
import { changeAnomaly } from '../questions/change-anomaly.js';
import type { Asker } from '../questions/change-connections.js';
import { findAnomaly } from '../questions/find-anomaly.js';
import { listAnomalies } from '../questions/list-anomalies.js';
import { readModelsOf } from '../questions/read-models.js';
import { changeSensitivity, sensitivity } from '../questions/sensitivity.js';
import { NoArguments } from './arguments.js';
import { asking } from './context.js';

const ById = t.strict({ id: AnomalyId });
const Explained = t.strict({ id: AnomalyId, explanation: Explanation });
const Narrowing = t.exact(
  t.partial({
    ...{ accountId: AccountOrBook, segment: Text, status: AnomalyStatus, metrics: Names },
    ...{ from: CalendarDate, to: CalendarDate, first: PageSize, after: Cursor },
  }),
);

const changing = <Q, A>(codec: t.Type<Q, unknown, unknown>, ask: (asked: Q, by: Asker) => Answer<A>) =>
  asking('change:anomalies', [], codec, (asked: Q, _parent: unknown, { subject }: Principal) =>
    ask(asked, { subject }),
  );

/** The same questions and changes as over REST. */
export const anomalyResolvers = (readSide: ReadSide) => {
  const change = changeAnomaly(readSide);
  return {
    queries: {
      anomalies: asking('read:trends', readModelsOf.anomalies, Narrowing, ({ first, after, ...asked }) =>
        listAnomalies(readSide)({ ...asked, ...(first && { limit: first }), ...(after && { cursor: after }) }),
      ),
      detectorSensitivity: asking('read:trends', [], NoArguments, () => sensitivity(readSide)),
      anomaly: asking('read:trends', readModelsOf.anomaly, ById, ({ id }) => findAnomaly(readSide)(id)),
    },
    mutations: {
      setSensitivity: asking(
        'change:detection',
        [],
        SensitivityInput,
        (setting, _parent: unknown, { subject }: Principal) =>
          changeSensitivity(readSide)(settingIn(setting), { subject }),
      ),
      acknowledgeAnomaly: changing(ById, ({ id }, by) => change.acknowledge(id, by)),
      explainAnomaly: changing(Explained, ({ id, explanation }, by) => change.explain(id, explanation, by)),
      resolveAnomaly: changing(ById, ({ id }, by) => change.resolve(id, by)),
      reopenAnomaly: changing(ById, ({ id }, by) => change.reopen(id, by)),
    },
  };
};
