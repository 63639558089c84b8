import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { decodeError } from '../../domain/errors.js';
import { invalid, notUnderstood, type Said, type Translate, translationOf, unreadableBody } from '../translation.js';
import { caseSaid } from './case-said.js';
import type { FactContext } from './fact-context.js';
import { CaseFact, SurveyFact } from './payload.js';
import { surveySaid } from './survey-said.js';
import { surveyToolBody } from './survey-tool.js';

const Message = t.type({ type: t.string, data: t.UnknownRecord });

const understood = async <A>(
  codec: t.Type<A, unknown, unknown>,
  message: unknown,
  say: (fact: A) => Promise<Said>,
): Promise<Said> => {
  const decoded = codec.decode(message);
  if (E.isRight(decoded)) return say(decoded.right);
  const [first] = decodeError('message', decoded.left).violations;
  return invalid(first?.pointer ?? '', first?.message ?? 'cannot be read');
};

const messageSaid = async (message: unknown, context: FactContext, event: string | undefined): Promise<Said> => {
  if (Message.is(message)) {
    const { type } = message;
    if (type.startsWith('case.')) return understood(CaseFact, message, (fact) => caseSaid(type, fact, context));
    if (type === 'survey.answered') return understood(SurveyFact, message, (fact) => surveySaid(fact, context));
  }
  const survey = surveyToolBody(message);
  if (survey !== undefined) return understood(SurveyFact, survey, (fact) => surveySaid(fact, context));
  return notUnderstood(event === undefined ? 'body of another shape' : `event ${event}`);
};

/** One message, or an array of them; each is taken or quarantined on its own. README.md beside this says what they are. */
export const makeTranslateCustomSupport =
  ({ subjectOf }: Pick<SubjectKeys, 'subjectOf'>): Translate =>
  async ({ body, headers }, connection) => {
    const parsed = parseJson(body);
    if (E.isLeft(parsed)) return unreadableBody(body, parsed.left);
    const { source, name } = connection;
    const context: FactContext = { connection, subjectOf: (record) => subjectOf(`${source}/${name}`, record) };
    const whole = !Array.isArray(parsed.right);
    const messages: ReadonlyArray<unknown> = Array.isArray(parsed.right) ? parsed.right : [parsed.right];
    const said: Array<Said> = [];
    for (const message of messages) said.push(await messageSaid(message, context, headers['x-helpscout-event']));
    return translationOf(
      said.map((each, i) => ({
        place: whole ? '' : `/${i}`,
        bytes: () => (whole ? body : Buffer.from(JSON.stringify(messages[i]))),
        said: each,
      })),
    );
  };
