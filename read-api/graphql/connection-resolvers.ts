import * as t from 'io-ts';
import { Source } from '../../application/ports/connections.js';
import { ConnectionName } from '../../domain/connection/name.js';
import type { ReadSide } from '../deps.js';
import { Names, PageSize } from '../parameters/common.js';
import { Credentials, OverlapHours, SecretText, SettingsInput, SettingsPatch } from '../parameters/connections.js';
import type { Principal } from '../principal.js';
import type { Answer } from '../questions/ask.js';
import { type Asker, changeConnections } from '../questions/change-connections.js';
import { listConnections } from '../questions/list-connections.js';
import { quarantine } from '../questions/quarantine.js';
import { testConnection } from '../questions/test-connection.js';
import { NoArguments } from './arguments.js';
import { asking } from './context.js';

const Named = t.strict({ source: Source, name: ConnectionName });
const Quarantined = t.intersection([Named, t.exact(t.partial({ first: PageSize }))]);
const Keyed = t.intersection([Named, t.exact(t.partial({ idempotencyKey: t.string }))]);
type Keyed = t.TypeOf<typeof Keyed>;

const New = t.intersection([Keyed, t.exact(t.partial({ settings: SettingsInput, secret: SecretText }))]);
const Configured = t.intersection([Keyed, t.exact(t.partial({ settings: SettingsPatch, unset: Names }))]);
const Rotated = t.intersection([Keyed, t.exact(t.partial({ secret: SecretText, overlapHours: OverlapHours }))]);
const Shown = t.intersection([Keyed, t.strict({ credentials: Credentials })]);

const changing = <Q extends Keyed, A>(codec: t.Type<Q, unknown, unknown>, ask: (asked: Q, by: Asker) => Answer<A>) =>
  asking('admin:connections', [], codec, (asked: Q, _parent: unknown, { subject }: Principal) =>
    ask(asked, { subject, key: asked.idempotencyKey }),
  );

/** The same questions and changes as over REST. */
export const connectionResolvers = (readSide: ReadSide) => {
  const change = changeConnections(readSide);
  return {
    quarantine: asking('read:connections', [], Quarantined, ({ first, ...named }) =>
      quarantine(readSide)(named, first),
    ),
    connections: asking('read:connections', [], NoArguments, () => listConnections(readSide)()),
    mutations: {
      createConnection: changing(New, (asked, by) => change.create(asked, asked, by)),
      configureConnection: changing(Configured, ({ settings = {}, unset = [], ...named }, by) =>
        change.configure(named, { ...settings, ...Object.fromEntries(unset.map((name) => [name, null])) }, by),
      ),
      pauseConnection: changing(Keyed, change.pause),
      resumeConnection: changing(Keyed, change.resume),
      rotateConnectionSecret: changing(Rotated, (asked, by) => change.rotateSecret(asked, asked, by)),
      retireOldSecrets: changing(Keyed, change.retireOldSecrets),
      changeConnectionCredentials: changing(Shown, ({ credentials, ...named }, by) =>
        change.changeCredentials(named, credentials, by),
      ),
      testConnection: asking('admin:connections', [], Named, (named) => testConnection(readSide)(named)),
    },
  };
};
