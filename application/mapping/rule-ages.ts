import { canonical } from '../../domain/canonical.js';
import type { FieldMapping, RecordMapping } from '../../domain/mapping/definition.js';
import type { MappingVersion } from '../../domain/mapping/state.js';

/** One thing that a mapping says about a kind of record. */
export type Rule =
  | { readonly rule: 'field'; readonly field: FieldMapping }
  | { readonly rule: 'account' }
  | { readonly rule: 'deleted' };

const wordsOf = ({ kind, id, changedAt, account, deleted, fields }: RecordMapping): ReadonlySet<string> => {
  const record = { kind, id, changedAt };
  return new Set([
    canonical({ record, account }),
    canonical({ record, deleted }),
    ...fields.map((field) => canonical({ record, field })),
  ]);
};

const wordOf = ({ kind, id, changedAt, account, deleted }: RecordMapping, rule: Rule): string => {
  const record = { kind, id, changedAt };
  if (rule.rule === 'field') return canonical({ record, field: rule.field });
  return rule.rule === 'account' ? canonical({ record, account }) : canonical({ record, deleted });
};

export type RuleAges = (record: RecordMapping, rule: Rule) => number;

/**
 * Since which version a rule has been as it is now: the first of the versions that have had it without a break up to the last. What a
 * rule says does not depend on what others became, so facts that are dated by it stay the same for as long as it does.
 */
export const ruleAges = (versions: ReadonlyArray<MappingVersion>): RuleAges => {
  const [only, ...others] = versions;
  if (others.length === 0) return () => only?.version ?? 1;
  const words = versions.map(({ version, definition }) => ({
    version,
    said: new Set(definition.records.flatMap((record) => [...wordsOf(record)])),
  }));
  return (record, rule) => {
    const word = wordOf(record, rule);
    let since = words.at(-1)?.version ?? 1;
    for (const { version, said } of words.toReversed()) {
      if (!said.has(word)) break;
      since = version;
    }
    return since;
  };
};
